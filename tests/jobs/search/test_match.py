"""The one function by which openings are ranked."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

from bot.clock import SHANGHAI
from bot.jobs import Employer, Opening, OpeningState, PayPeriod
from bot.jobs.search import Fit, JobWish, rank

AT = datetime(2026, 11, 25, tzinfo=SHANGHAI)
EMPLOYER = Employer(1, "样例公司", None, None, None, None)
NOTHING = dict.fromkeys(each.name for each in fields(Opening))
OPENING = Opening(
    **{  # type: ignore[arg-type]
        **NOTHING,
        "id": 1,
        "employer": EMPLOYER,
        "title": "保洁",
        "trade": "cleaning",
        "town": "中北镇",
        "pay_period": PayPeriod.MONTH,
        "pay_low": 400_000,
        "pay_high": 450_000,
        "flags": (),
        "state": OpeningState.PASSED,
        "created_at": AT,
        "updated_at": AT,
        "has_hidden": False,
    }
)
WISH = JobWish(("cleaning",), ("中北镇",), 400_000)


def test_what_meets_every_part_is_worth_the_whole() -> None:
    assert rank(WISH, OPENING, {}).score == 1.0


def test_more_pay_is_worth_no_less() -> None:
    assert rank(WISH, replace(OPENING, pay_high=900_000), {}).score == 1.0


def test_less_pay_is_worth_less_the_more_it_lacks() -> None:
    little, much = (rank(WISH, replace(OPENING, pay_high=high), {}).score for high in (390_000, 250_000))
    assert 1.0 > little > much


def test_a_longer_way_is_worth_less() -> None:
    near, far = (rank(WISH, replace(OPENING, town="张家窝镇"), {"张家窝": way}).score for way in (3.0, 20.0))
    assert 1.0 > near > far


def test_what_is_unknown_is_said_and_lies_between() -> None:
    unknown = rank(WISH, replace(OPENING, pay_high=None), {})
    assert unknown.reasons[-1].fit is Fit.UNKNOWN
    assert rank(WISH, replace(OPENING, pay_high=100_000), {}).score < unknown.score < 1.0


def test_a_wish_of_nothing_but_work_gives_all_of_it_the_same() -> None:
    wish = JobWish(("cleaning",))
    assert rank(wish, OPENING, {}).score == rank(wish, replace(OPENING, town=None, pay_high=None), {}).score

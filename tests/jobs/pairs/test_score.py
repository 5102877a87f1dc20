"""The one score of a seeker and an opening: what fits, what misses, what has to be asked, and what it never looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import pytest

from bot.jobs import PayPeriod
from bot.jobs.pairs import JobPair, PairAspect, pair_of
from bot.jobs.search import Fit
from bot.jobs.seekers import ANYWHERE, Seeker
from bot.storage.tables import seekers
from tests.jobs.pairs.labelled import agreement, labelled, opening_like, seeker_like

SEEKER: Mapping[str, Any] = {"trade": "cleaning", "town": "中北镇", "floor": 300_000, "works_nights": False}
OPENING: Mapping[str, Any] = {
    "title": "保洁员",
    "trade": "cleaning",
    "town": "中北镇",
    "pay": "3200元/月",
    "hours": "8:00-17:00",
}


def pair(seeker: Mapping[str, Any] = {}, opening: Mapping[str, Any] = {}, ways: Mapping[str, float] = {}) -> JobPair:
    return pair_of(seeker_like(1, {**SEEKER, **seeker}), opening_like(1, {**OPENING, **opening}), ways)


def fits(found: JobPair) -> dict[str, str]:
    return {reason.aspect.value: reason.fit.value for reason in found.reasons}


def test_what_meets_everything_is_worth_the_whole_and_says_why() -> None:
    found = pair()
    assert found.score == pytest.approx(1.0)
    assert fits(found) == {"trade": "fits", "town": "fits", "pay": "fits", "shift": "fits"}
    assert found.question is None


@pytest.mark.parametrize(
    ("opening", "aspect"),
    [
        ({"trade": "cook"}, "trade"),
        ({"town": "大寺镇"}, "town"),
        ({"pay": "2000元/月"}, "pay"),
        ({"hours": "22:00-6:00"}, "shift"),
        ({"requirements": "持叉车证"}, "certificate"),
    ],
)
def test_each_part_that_misses_or_is_unknown_makes_it_worth_less_or_is_said(
    opening: dict[str, Any], aspect: str
) -> None:
    found = pair({"certificates": {"forklift": False}}, opening)
    assert found.score < 1.0
    assert fits(found)[aspect] == "misses"


def test_the_more_alike_the_trade_the_more_it_is_worth() -> None:
    scores = [pair(opening={"trade": trade}).score for trade in ("cleaning", "housekeeping", "guard", "welding")]
    assert scores == sorted(scores, reverse=True) and len(set(scores)) > 2


def test_a_hard_condition_that_fails_leaves_a_fraction_and_stays_seen() -> None:
    found = pair(opening={"hours": "两班倒"})
    assert found.is_ruled_out and found.score < 0.2
    assert not pair({"works_nights": True}, {"hours": "两班倒"}).is_ruled_out


@pytest.mark.parametrize(
    ("seeker", "opening", "aspect", "whom"),
    [
        ({}, {"requirements": "持健康证", "pay": "面议"}, "certificate", "seeker"),
        ({"works_nights": None}, {"hours": "三班倒"}, "shift", "seeker"),
        ({}, {"hours": None}, "shift", "employer"),
        ({}, {"pay": "面议"}, "pay", "employer"),
        ({}, {"pay": "时薪20"}, "pay", "employer"),
        ({}, {"town": None}, "town", "employer"),
    ],
)
def test_the_unknown_that_matters_most_becomes_one_question(
    seeker: dict[str, Any], opening: dict[str, Any], aspect: str, whom: str
) -> None:
    question = pair(seeker, opening).question
    assert question is not None
    assert (question.aspect.value, question.asks) == (aspect, whom)


def test_what_was_not_said_is_nothing_against_anybody() -> None:
    seeker = {"floor": None, "works_nights": None, "town": ANYWHERE}
    assert pair(seeker, {"hours": None, "pay": "面议", "town": "大寺镇"}).score == pytest.approx(1.0)


def test_a_known_way_is_worth_more_than_an_unknown_one() -> None:
    near, far = (pair(opening={"town": "大寺镇"}, ways={"大寺": way}).score for way in (3.0, 20.0))
    assert near > far
    assert near > pair(opening={"town": "大寺镇"}).score


def test_nothing_about_who_somebody_is_can_be_looked_at() -> None:
    forbidden = ("sex", "gender", "age", "born", "origin", "hukou", "ethnic", "health", "disab", "marri")
    names = {each.name for each in fields(Seeker)} | {column.name for column in seekers.columns}
    assert not [name for name in names for part in forbidden if part in name]


def test_words_of_an_opening_about_who_somebody_is_change_nothing() -> None:
    openings, [first, *_] = labelled()
    for opening in openings:
        asked = replace(opening, requirements=f"{opening.requirements or ''}，限女，35岁以下，本地户口，身体健康")
        assert pair_of(first.seeker, asked, {}).score == pair_of(first.seeker, opening, {}).score


def test_an_hourly_wish_is_compared_with_hourly_pay_alone() -> None:
    seeker = {"floor": 2_000, "period": PayPeriod.HOUR.value}
    assert fits(pair(seeker, {"pay": "时薪25"}))["pay"] == Fit.FITS.value
    assert fits(pair(seeker))[PairAspect.PAY.value] == Fit.UNKNOWN.value


def test_the_order_agrees_with_two_hundred_labels_by_hand() -> None:
    openings, people = labelled()
    assert sum(len(each.grades) for each in people) == 200 and len(openings) == 20
    assert agreement(lambda seeker, opening: pair_of(seeker, opening, {}).score) >= 0.9

"""What holds now, what is over, what is still to come; and numbers that follow from a day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.situation import Holds, Owner, StatedFact
from tests.understanding.situation.conftest import ReadSituation, told


@pytest.mark.parametrize(
    ("text", "past", "now"),
    [
        ("以前吃低保现在不吃了", "low_income_family=True", "low_income_family=False"),
        ("前年办过失业登记，后来上班就注销了", "registered_unemployed=True", "registered_unemployed=False"),
        ("原来有执照，去年注销了", "registered_business=True", "registered_business=False"),
    ],
)
def test_what_is_over_is_no_longer_so(read_situation: ReadSituation, text: str, past: str, now: str) -> None:
    reading = read_situation(text)
    assert past in told(reading, holds=Holds.PAST)
    assert now in told(reading) and past not in told(reading)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("打算注册个公司", "registered_business=True"),
        ("准备辞职", "left_involuntarily=False"),
        ("明年3月就退休了", "draws_pension=True"),
        ("想开个小店", "owns_small_business=True"),
    ],
)
def test_what_is_planned_is_not_yet_so(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact not in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("以前当过兵", "veteran=True"),
        ("以前失业保险交过三年", "unemployment_insurance_months=36"),
        ("早年从天津的大专毕业", "graduate_of_tianjin=True"),
    ],
)
def test_what_is_history_still_counts(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "fact", "day", "value"),
    [
        ("我1986年12月20日出生", "age", date(2026, 12, 19), 39),
        ("我1986年12月20日出生", "age", date(2026, 12, 20), 40),
        ("22年3月1号登记的失业", "unemployed_months", date(2023, 2, 28), 11),
        ("22年3月1号登记的失业", "unemployed_months", date(2023, 3, 1), 12),
        ("21年7月1号大学毕业的", "months_since_graduation", date(2023, 6, 30), 23),
        ("执照是2025年8月15号办的", "business_months", date(2026, 8, 15), 12),
    ],
)
def test_a_number_follows_from_its_day_on_the_day_asked(
    read_situation: ReadSituation, text: str, fact: str, day: date, value: int
) -> None:
    [stated] = [each for each in read_situation(text).stated if each.fact == fact and each.unit]
    assert stated.as_of(day) == value


def test_a_day_known_to_the_month_gives_two_numbers_when_it_matters() -> None:
    from bot.kb import Interval

    since = StatedFact("business_months", Interval(date(2025, 3, 1), date(2025, 3, 31)), Owner.SELF, unit="months")
    assert since.as_of(date(2026, 3, 15)) == Interval(11, 12)
    assert since.as_of(date(2026, 4, 10)) == Interval(12, 13)


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        ("11010519491231002X", {"sex=female", "age=1949-12-31"}),
        ("110105194912310021", set()),
        ("11010519491231002", set()),
    ],
)
def test_an_identity_number_counts_only_when_its_check_digit_holds(
    read_situation: ReadSituation, number: str, facts: set[str]
) -> None:
    assert told(read_situation(f"我的身份证{number}")) == facts

"""Ages that are not reached yet, durations that are not full, dates in place of durations, decimal years, days of birth.

Each row is a neighbour of a kind that was heard wrongly: the same kind in other words, with other numbers.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.answering import Toolbox
from tests.answering.checks.told import ToldTalk

BENEFIT = "失业金我够不够格，帮我看看"
INSURED = "unemployment_insurance_months"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("男的，再过两个月满50，想算算够不够认定困难人员", 49),
        ("俺女的，差俩月40，看看就业困难能认定不", 39),
        ("我女的，还没到40呢，今年39，能认定困难人员吗", 39),
        ("男，49周岁，到下个月才满50，就业困难够条件不", 49),
        ("男的，来年五月才够50岁，能认定困难人员不，帮我看看", {"low": 48, "high": 49}),
        ("女，转年三月才满四十，就业困难我够不够条件", {"low": 38, "high": 39}),
        ("我男的，再过两年就五十了，现在能认定就业困难吗", {"low": 47, "high": 48}),
    ],
)
def test_an_age_that_is_still_to_come_is_not_reached(known: Toolbox, text: str, age: Any) -> None:
    assert ToldTalk(known, text).facts()["age"] == age


@pytest.mark.parametrize("answer", ["还没满一年", "快一年了", "不满十二个月", "将将不够一年"])
def test_a_year_that_is_not_full_is_less_than_twelve_months(known: Toolbox, answer: str) -> None:
    talk = ToldTalk(known, BENEFIT, answer)
    assert talk.facts()[INSURED] == {"low": 0, "high": 11}
    assert talk.status == "not_eligible"


@pytest.mark.parametrize(
    ("answer", "months"),
    [
        ("从2025年6月交起的", {"low": 16, "high": 17}),
        ("今年元月开始的", {"low": 0, "high": 10}),
        ("前年11月25号起交的", 24),
    ],
)
def test_a_day_from_which_it_was_paid_is_counted_up_to_today(known: Toolbox, answer: str, months: Any) -> None:
    assert ToldTalk(known, BENEFIT, answer).facts()[INSURED] == months


@pytest.mark.parametrize(
    ("answer", "months"), [("2.5年", 30), ("0.5年", 6), ("1.25年", 15), ("两年半", 30), ("一点五年", 18)]
)
def test_parts_of_a_year_are_months_and_no_more_years(known: Toolbox, answer: str, months: int) -> None:
    assert ToldTalk(known, BENEFIT, answer).facts()[INSURED] == months


@pytest.mark.parametrize("answer", ["差两个月一年", "还差俩月满一年", "一年还差两个月"])
def test_what_falls_short_of_a_year_is_the_rest_and_not_what_is_missing(known: Toolbox, answer: str) -> None:
    assert ToldTalk(known, BENEFIT, answer).facts()[INSURED] == 10


@pytest.mark.parametrize(
    ("text", "born", "shown"),
    [
        (
            "我是1976年12月5日生的，男，能认定困难人员不，帮我算一下",
            {"low": "1976-12-05", "high": "1976-12-05"},
            "12月5日",
        ),
        ("俺86年12月底生的女的，看看能不能认定困难", {"low": "1986-12-21", "high": "1986-12-31"}, "12月31日"),
        (
            "身份证上写的是1987年1月生，女，能不能认定就业困难人员",
            {"low": "1987-01-01", "high": "1987-01-31"},
            "1987年1月",
        ),
        ("女，生日是1988年7月9号，能认定就业困难人员吗", {"low": "1988-07-09", "high": "1988-07-09"}, "7月9日"),
        ("我生日77年11月，男的，看看能不能认定困难", {"low": "1977-11-01", "high": "1977-11-30"}, "1977年11月"),
        ("生日：1985-2-3，女，就业困难能认定不", {"low": "1985-02-03", "high": "1985-02-03"}, "2月3日"),
    ],
)
def test_a_day_of_birth_is_kept_as_it_is_and_echoed_so(
    known: Toolbox, text: str, born: dict[str, str], shown: str
) -> None:
    talk = ToldTalk(known, text)
    assert talk.facts()["born_on"] == born
    assert shown in talk.text
    assert "age" not in talk.facts()

"""Periods are said the way people say them."""

from __future__ import annotations

from datetime import date

from bot.kb import Period, Validity
from bot.wording.answers.dates import say_out_of_force, say_period


def test_a_day_a_month_and_a_year_are_said_as_such() -> None:
    assert say_period(Period.day(date(2022, 7, 1))) == "2022年7月1日"
    assert say_period(Period(date(2022, 7, 1), date(2022, 7, 31))) == "2022年7月"
    assert say_period(Period.year(2022)) == "2022年"


def test_why_a_rule_says_nothing_is_said() -> None:
    rule = Validity(date(2021, 1, 1), date(2024, 12, 31))
    assert say_out_of_force(rule, Period.year(2025)) == "按现有资料执行到2024年12月31日"
    assert say_out_of_force(rule, Period.year(2020)) == "按现有资料从2021年1月1日起才有依据"
    assert say_out_of_force(Validity(), Period.year(2020)) == "没有查到起止日期"

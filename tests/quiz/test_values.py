"""Which values of a sentence can be asked for."""

from __future__ import annotations

import pytest

from bot.quiz.values import values_in


@pytest.mark.parametrize(
    ("text", "askable"),
    [
        ("每人1500元", ["1500元"]),
        ("2025年11月起,每月25日前", []),
        ("津人社〔2020〕57号第3条", []),
        ("满六个月", []),
        ("3到5年", []),
        ("到2027年12月31日", ["2027年12月31日"]),
        ("填《失业人员登记表》,报区人社局", ["《失业人员登记表》", "区人社局"]),
        ("女满40、男满50周岁", ["50周岁"]),
        ("最高30万元", ["30万元"]),
    ],
)
def test_only_exact_values_with_a_unit_are_asked_for(text: str, askable: list[str]) -> None:
    assert [each.shown for each in values_in(text) if each.is_askable] == askable


def test_one_length_of_time_in_two_words_comes_to_the_same() -> None:
    (year,), (months,) = values_in("1年"), values_in("十二个月")
    assert (year.family, year.amount) == (months.family, months.amount)

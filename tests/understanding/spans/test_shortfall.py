"""Durations that fall short of others are one duration; decimals may be spoken."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.spans import SpanKind, read_spans

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("差两个月一年", 10),
        ("还差3个月就两年了", 21),
        ("一年差一个月", 11),
        ("一点五年", 18),
        ("零点五年", 6),
        ("两点二五年", 27),
    ],
)
def test_it_is_one_duration(text: str, months: int) -> None:
    [span] = read_spans(text, TODAY)
    assert (span.kind, span.value.low, span.value.high) == (SpanKind.DURATION, months, months)


@pytest.mark.parametrize("text", ["下岗两个月，交过一年", "差不多两个月一年没上班", "差一年，差两年"])
def test_two_durations_that_do_not_belong_together_stay_two(text: str) -> None:
    assert len(read_spans(text, TODAY)) == 2


@pytest.mark.parametrize("text", ["下午三点五十分到的", "三点半"])
def test_the_time_of_the_day_is_no_decimal(text: str) -> None:
    assert all(span.kind is not SpanKind.DURATION for span in read_spans(text, TODAY))


def test_a_spoken_decimal_takes_its_scale() -> None:
    [span] = read_spans("贷一点五万元", TODAY)
    assert (span.kind, span.value.low) == (SpanKind.MONEY, 15000)

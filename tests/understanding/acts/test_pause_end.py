"""A pause ends when it was said to end."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.acts import pause_end

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("暂停三个月", date(2027, 2, 25)),
        ("停一个月再发", date(2026, 12, 25)),
        ("半年内别发", date(2027, 5, 25)),
        ("一个星期内别发", date(2026, 12, 2)),
        ("今天别再发了", date(2026, 11, 26)),
        ("这个月先别发", date(2026, 12, 1)),
        ("这周别发", date(2026, 11, 30)),
        ("先停一阵", date(2026, 12, 25)),
    ],
)
def test_it_ends_after_the_span_that_is_said_or_after_a_month(said: str, until: date) -> None:
    assert pause_end(said, TODAY) == until


def test_the_last_of_a_long_month_ends_with_a_short_one() -> None:
    assert pause_end("暂停三个月", date(2026, 11, 30)) == date(2027, 3, 1)


def test_nobody_is_left_alone_for_more_than_a_year_by_a_pause() -> None:
    assert pause_end("暂停三十年", TODAY) == date(2027, 11, 26)

"""Whether an opening asks for nights is read from its words and hours, and unknown where neither says it."""

from __future__ import annotations

import pytest

from bot.jobs.pairs import asks_for_nights
from tests.jobs.pairs.labelled import opening_like


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        *(
            ("22:00-6:00", True),
            ("18:00-24:00", True),
            ("两班倒", True),
            ("20：00至次日8：00", True),
            ("4:30-10:00", True),
        ),
        *(("8:00-17:00", False), ("10:00-21:30", False), ("长白班，不倒班", False), ("9:00-12:00 13:30-18:00", False)),
        *((None, None), ("做六休一", None), ("弹性", None), ("不上夜班", False), ("12小时", None)),
    ],
)
def test_hours_say_it_or_not(hours: str | None, expected: bool | None) -> None:
    assert asks_for_nights(opening_like(1, {"title": "样例", "trade": "guard", "hours": hours})) is expected

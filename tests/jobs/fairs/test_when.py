"""A question about the calendar is told from everything else that is said of fairs, and its days are read."""

from __future__ import annotations

from datetime import date

import pytest

from bot.jobs.fairs import FairKind, fair_question

# A Wednesday.
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "first", "last", "is_timed"),
    [
        ("这礼拜有招聘会吗", "2026-11-25", "2026-11-29", True),
        ("下周有没有招聘会", "2026-11-30", "2026-12-06", True),
        ("周末哪有招聘会", "2026-11-28", "2026-11-29", True),
        ("明天的招聘会几点", "2026-11-26", "2026-11-26", True),
        ("这个月还有双选会吗", "2026-11-25", "2026-11-30", True),
        ("下个月的招聘会安排", "2026-12-01", "2026-12-31", True),
        ("招聘会什么时候有", "2026-11-25", "2026-12-25", True),
        ("附近哪有招聘会", "2026-11-25", "2026-12-25", False),
    ],
)
def test_the_days_are_read(text: str, first: str, last: str, is_timed: bool) -> None:
    asked = fair_question(text, TODAY)
    assert asked is not None
    assert (asked.first.isoformat(), asked.last.isoformat(), asked.is_timed) == (first, last, is_timed)


def test_live_sessions_are_told_from_fairs() -> None:
    live, both = fair_question("今天有直播带岗吗", TODAY), fair_question("这周有招聘会或者直播带岗吗", TODAY)
    assert live is not None and live.kind is FairKind.LIVE
    assert both is not None and both.kind is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "招聘会能领补贴吗",
            "企业怎么参加招聘会",
            "招聘会要交钱吗",
            "一年办多少场招聘会",
            "招聘会",
            "有新的招聘会通知我",
        ),
        *("上次那个招聘会是骗子吗", "今天天气", "", "招聘会的消息以后别发了", "有什么岗位"),
    ],
)
def test_whatever_else_is_said_is_left_to_the_others(text: str) -> None:
    assert fair_question(text, TODAY) is None

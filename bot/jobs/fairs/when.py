"""Whether a message asks when or where fairs are, and for which days. Pure: today is an argument."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.jobs.fairs.model import FairKind

LONGEST = 40
AHEAD = timedelta(days=30)
_FAIR = re.compile("招聘会|双选会|招聘专场|专场招聘")
_LIVE = re.compile("直播带岗|带岗直播|直播招聘|招聘直播")
_ASKS = re.compile("有|什么时候|啥时候|啥时间|什么时间|几号|哪天|几点|时间|安排|场次|预告|在哪|哪儿?有|哪里")
# What belongs to a rule, a right, an employer or a notice is answered as ever.
_ELSE = re.compile(
    "补贴|补助|报销|怎么(?:报名|参加|申请|办)|如何(?:参加|报名)|企业|单位|公司|我们要|摊位|收费|交钱|要钱|费用|多少场|计划|方案|政策"
    "|通知我?|推送|推给|别发|退订|订阅|上次|去年|以前|没有?用|骗|投诉|招到|材料|简历|条件"
)
_SUNDAY = 6


@dataclass(frozen=True)
class FairQuestion:
    """The days that are asked about, first and last; ``is_timed`` where they are named.

    Args:
        kind: None for both.
    """

    first: date
    last: date
    is_timed: bool
    kind: FairKind | None = None


def fair_question(text: str, today: date) -> FairQuestion | None:
    """Return what a message asks of the calendar; None when it asks nothing of it.

    >>> asked = fair_question("这礼拜有招聘会吗", date(2026, 11, 25))
    >>> asked.first.isoformat(), asked.last.isoformat(), asked.is_timed
    ('2026-11-25', '2026-11-29', True)
    >>> fair_question("招聘会能领补贴吗", date(2026, 11, 25)) is None
    True
    """
    words = "".join(text.split())
    is_fair, is_live = _FAIR.search(words) is not None, _LIVE.search(words) is not None
    if not 0 < len(words) <= LONGEST or not (is_fair or is_live) or not _ASKS.search(words) or _ELSE.search(words):
        return None
    named = _days(words, today)
    first, last = named or (today, today + AHEAD)
    is_timed = (
        named is not None or re.search("什么时候|啥时候|啥时间|什么时间|几号|哪天|几点|最近|近期", words) is not None
    )
    kind = None if is_fair == is_live else FairKind.FAIR if is_fair else FairKind.LIVE
    return FairQuestion(first, last, is_timed, kind)


def _days(words: str, today: date) -> tuple[date, date] | None:
    """Return the days that are named, from today on."""
    sunday = today + timedelta(days=_SUNDAY - today.weekday())
    if re.search("下(?:个)?(?:礼拜|周|星期)", words):
        return sunday + timedelta(days=1), sunday + timedelta(days=7)
    if re.search("周末|礼拜[六天日]|星期[六天日]|周[六日]", words):
        return max(today, sunday - timedelta(days=1)), sunday
    if re.search("(?:这|本)(?:个)?(?:礼拜|周|星期)", words):
        return today, sunday
    for word, days in (("大后天", 3), ("后天", 2), ("明天", 1), ("明儿", 1), ("今天", 0), ("今儿", 0)):
        if word in words:
            return today + timedelta(days=days), today + timedelta(days=days)
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    if re.search("下个?月", words):
        return following, (following + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return (today, following - timedelta(days=1)) if re.search("(?:这个?|本|当)月", words) else None

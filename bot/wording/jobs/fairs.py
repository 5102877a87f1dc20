"""Fairs and live sessions in words: only what was entered; where nothing was, that is said, and where to ask. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation import Choice, Outcome, Reply
from bot.jobs.fairs import Fair, FairKind
from bot.kb import KnowledgeBase, Policy
from bot.wording.answers import whom_to_reach
from bot.wording.jobs.fair_days import say_day

MOST = 6
FAIR_KINDS = {FairKind.FAIR: "招聘会", FairKind.LIVE: "直播带岗"}
NONE_ENTERED = "这里现在没有录入招聘会和直播带岗的场次，什么时候有、在哪，我不能乱说。"
NONE_THEN = "{first}到{last}没有录入的{what}。没录入的不一定没有。"
NEXT = "再往后录入的是：\n{lines}"
MORE = "还有{count}场，没有都列出来。"
AS_ENTERED = "场次是工作人员录入的，去之前请再核实。"
# What the knowledge base says of fairs is where people call it so.
CALLED = "招聘会在哪"


def say_fair(fair: Fair) -> str:
    """Return a fair in one line.

    >>> say_fair(Fair(1, FairKind.FAIR, "样例专场", date(2026, 12, 5), "09:00", "11:30", "中北镇", "样例广场"))
    '12月5日（周六）09:00–11:30，样例专场（招聘会），中北镇，样例广场'
    """
    day = say_day(fair.held_on)
    hours = "–".join(filter(None, [fair.begins, fair.ends]))
    hosts = f"主办：{fair.hosts}" if fair.hosts else None
    return "，".join(
        filter(None, [day + hours, f"{fair.title}（{FAIR_KINDS[fair.kind]}）", fair.town, fair.place, hosts])
    )


def reply_fairs(found: Sequence[Fair], today: date) -> Reply:
    """Return the fairs of the days that were asked about."""
    lines = [say_fair(fair) for fair in found[:MOST]]
    lines += [MORE.format(count=len(found) - MOST)] if len(found) > MOST else []
    return Reply("\n".join([*lines, AS_ENTERED]), Outcome.ANSWERED, today).typeset()


def reply_none(
    kb: KnowledgeBase, first: date, last: date, kind: FairKind | None, later: Sequence[Fair], today: date
) -> Reply:
    """Return that nothing was entered for those days; what comes later, and where to ask."""
    what = "招聘会和直播带岗" if kind is None else FAIR_KINDS[kind]
    if later:
        spans = [f"{day.month}月{day.day}日" for day in (first, last)]
        lines = "\n".join(say_fair(fair) for fair in later[:MOST])
        text = f"{NONE_THEN.format(first=spans[0], last=spans[1], what=what)}\n{NEXT.format(lines=lines)}\n{AS_ENTERED}"
        return Reply(text, Outcome.ANSWERED, today).typeset()
    known = _of_fairs(kb)
    where = tuple(Choice(policy.short_title, "ask_overview", {"policy": policy.id}) for policy in known[:1])
    return Reply(NONE_ENTERED + whom_to_reach(kb), Outcome.NOT_COVERED, today, choices=where).typeset()


def topics_of_fairs(kb: KnowledgeBase) -> frozenset[str]:
    """Return the topics under which the knowledge base speaks of fairs: who stops hearing of them stops reminders as well."""
    return frozenset(policy.topic for policy in _of_fairs(kb))


def _of_fairs(kb: KnowledgeBase) -> list[Policy]:
    return [policy for policy in kb.policies.values() if CALLED in policy.aliases]

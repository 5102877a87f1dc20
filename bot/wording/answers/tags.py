"""Short tags behind what is said: how far its source can be relied on, and that a rule has ended. Their meaning is told once. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.kb import Standing, Statement, says_end

PLAN, OFFICIAL, NATIONAL, SECONDARY, ENDED = "西青方案", "天津官方", "国家规定", "媒体转述", "旧办法"
NAMES = {
    Standing.PLAN: PLAN,
    Standing.OFFICIAL: OFFICIAL,
    Standing.NATIONAL: NATIONAL,
    Standing.SECONDARY: SECONDARY,
}
# The numbers of the hotlines: everybody knows them, and a caution would send people to ask the hotline about itself.
COMMON_KNOWLEDGE = "general_hotlines"
# From what can be relied on to what has to be asked again before one goes.
ORDER = (PLAN, OFFICIAL, NATIONAL, SECONDARY, ENDED)
MEANINGS = {
    PLAN: "区里2022年的方案写的",
    OFFICIAL: "天津市、西青区官方写的",
    NATIONAL: "全国都这样,本地怎么办以区人社局核定为准",
    SECONDARY: "报道、网页转述的,没见到原文,办前打12333核一下",
    ENDED: "已经到期,只作参考,办前先问区人社局",
}
WARNS = re.compile("没有?(?:查到|找到|核实)|为准")
# These ask for something to be done, so they are told without being asked; the others speak for themselves.
TO_EXPLAIN = (ENDED, SECONDARY, NATIONAL)


def name_of(statement: Statement) -> str:
    """Return the name of the tag of a statement, the most cautious that its sources ask for; empty where nothing was found."""
    citations = [each for each in statement.citations if each.clause.source.id != COMMON_KNOWLEDGE]
    if statement.is_absence or not citations:
        return ""
    if statement.ended_on is not None:
        return ENDED
    standings = [NAMES[citation.clause.source.standing] for citation in citations]
    return max(standings, key=ORDER.index)


def tag_of(statement: Statement) -> str:
    """Return the tag as it is printed; a rule that has ended says when, unless the statement does in its own words."""
    name = name_of(statement)
    if statement.ended_on is None or not name:
        return f"〔{name}〕" if name else ""
    said = says_end(statement.without_end, statement.ended_on)
    return f"〔{name}〕" if said else f"〔{name},{statement.ended_on.year}年{statement.ended_on.month}月到期〕"


def is_cautious(statement: Statement) -> bool:
    """Tell whether a statement warns by itself: that something was not found, or whose word counts."""
    return statement.is_absence or WARNS.search(statement.text) is not None


def explanation(names: Iterable[str], told: Iterable[str]) -> tuple[str, str]:
    """Return which tag of an answer is to be explained, and the sentence; empty where nothing is new.

    Args:
        names: of the tags that the answer shows.
        told: names of tags explained before in this conversation.
    """
    shown, known = set(names), set(told)
    name = next((each for each in TO_EXPLAIN if each in shown and each not in known), "")
    return (name, meaning(name)) if name else ("", "")


def meaning(name: str) -> str:
    """Return what a tag means, in one line.

    >>> meaning("西青方案")
    '〔西青方案〕:区里2022年的方案写的。'
    """
    return f"〔{name}〕:{MEANINGS[name]}。"

"""Short tags behind what is said: how far its source can be relied on, and that a rule has ended. Their meaning is told once. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bot.kb import Citation, Standing, Statement, says_end

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


def tagged_texts(statements: Sequence[Statement], marks_of: Callable[[Sequence[Citation]], str]) -> list[str]:
    """Return statements with tags and marks before their full stops; neighbours that share one show it behind the last of them."""
    tags = [tag_of(statement) for statement in statements]
    marks = [marks_of(statement.citations) if tag else "" for statement, tag in zip(statements, tags, strict=True)]
    return [
        _before_stop(statement.without_end, _last_of(tags, at) + _last_of(marks, at))
        for at, statement in enumerate(statements)
    ]


def _last_of(names: Sequence[str], at: int) -> str:
    """Return the name at a place, where the next one is another."""
    return "" if names[at : at + 1] == names[at + 1 : at + 2] else names[at]


def _before_stop(text: str, tag: str) -> str:
    """Put a tag before the full stop that ends a text.

    >>> _before_stop("不用交。", "〔天津官方〕")
    '不用交〔天津官方〕。'
    """
    return f"{text[:-1]}{tag}{text[-1]}" if text.endswith(("。", "?", "？", "!", "！")) else f"{text}{tag}"


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

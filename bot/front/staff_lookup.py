"""Answers what colleagues search for on WeCom, from the knowledge base alone. Called by the door of WeCom."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.front.searching import Searching
from bot.policies import KnowledgeBase
from bot.wording.staff import about_text, lookup_parts, nothing_text, title_text

MATCHES = 3
# How colleagues begin: 查…, 查一下…, 查询：….
ASKING = re.compile(r"\s*查(?:一下|询|找)?[\s:：,，]*")
HELPING = frozenset({"", "帮助", "help", "?", "？", "怎么用", "怎么查"})


@dataclass(frozen=True)
class LookedUp:
    """What is said to a colleague.

    Args:
        parts: each is best read, and forwarded, whole.
        title: what was found, in words; empty when nothing was.
        about: the same for the records.
    """

    parts: tuple[str, ...]
    title: str = ""
    about: str = ""


class StaffLookup:
    """The search of one process; its methods may run in several threads."""

    def __init__(self, kb: Callable[[], KnowledgeBase]) -> None:
        self._searching = Searching(kb)

    def look_up(self, asked: str, today: date) -> LookedUp:
        """Return what is known of the words of a colleague."""
        kb = self._searching.kb
        found = self._searching.find(asked, today, MATCHES)
        if not found.passages:
            return LookedUp((nothing_text(kb, asked, found.referrals, found.places),))
        parts = lookup_parts(kb, found.passages, found.period, found.places, today)
        policy, facet = found.passages[0]
        return LookedUp(parts, title_text(kb, policy, facet), about_text(policy, facet, asked))


def asked_in(text: str) -> str | None:
    """Return what a colleague wants to look up; None when it is nothing or help is asked for.

    >>> asked_in("查创业担保贷款额度 2022年6月"), asked_in("创业担保贷款"), asked_in(" 查 "), asked_in("帮助")
    ('创业担保贷款额度 2022年6月', '创业担保贷款', None, None)
    """
    asked = ASKING.sub("", text, count=1) if ASKING.match(text) else text
    asked = asked.strip()
    return None if asked.lower() in HELPING else asked

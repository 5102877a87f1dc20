"""Answers what colleagues search for on WeCom, from the knowledge base alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.eligibility import Situation, evaluate, rule_for
from bot.kb import KnowledgeBase
from bot.lookup import Searching
from bot.understanding import jotted_facts
from bot.understanding.situation import SituationReader
from bot.wording.checks import check_parts
from bot.wording.office import about_text, lookup_parts, nothing_text, title_text

MATCHES = 3
# How colleagues begin: 查…, 查一下…, 查询：….
ASKING = re.compile(r"\s*查(?:一下|询|找)?[\s:：,，]*")
# 核 48 女: a space, a digit or a word for the sex follows; 核定, 核发 are words to search.
CHECKING = re.compile(r"核(?:一下|资格)?(?P<facts>$|[\s:：,，].*|[男女\d].*)", re.DOTALL)
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
        self._reading: tuple[KnowledgeBase, SituationReader] | None = None

    def look_up(self, asked: str, today: date) -> LookedUp:
        """Return what is known of the words of a colleague."""
        facts = facts_in(asked)
        if facts is not None:
            return self._checked(facts, today)
        kb = self._searching.kb
        found = self._searching.find(asked, today, MATCHES)
        if not found.passages:
            return LookedUp((nothing_text(kb, asked, found.referrals, found.places),))
        parts = lookup_parts(kb, found.passages, found.period, found.places, today)
        policy, facet = found.passages[0]
        return LookedUp(parts, title_text(kb, policy, facet), about_text(policy, facet, asked))

    def _situations(self, kb: KnowledgeBase) -> SituationReader:
        """Return the reader of the knowledge base of the moment; two threads at once make the same."""
        if self._reading is None or self._reading[0] is not kb:
            self._reading = (kb, SituationReader(kb, self._searching.reader.normalise))
        return self._reading[1]

    def _checked(self, words: str, today: date) -> LookedUp:
        """Judge all policies by the facts that were jotted down; nothing of them is kept."""
        kb = self._searching.kb
        jotted = jotted_facts(kb.facts, words, today, self._situations(kb))
        situation = Situation.stated(jotted.facts, today)
        policies = [policy for policy in kb.policies.values() if policy.criteria is not None]
        verdicts = [evaluate(rule_for(kb, policy, today), situation) for policy in policies]
        # Where more is decided, or less is missing, comes first.
        verdicts.sort(key=lambda verdict: (len(verdict.missing), verdict.rule.policy.id))
        return LookedUp(check_parts(kb, verdicts, jotted, today))


def facts_in(text: str) -> str | None:
    """Return the facts of a message that asks for a check; None for a search.

    >>> facts_in("核 48 女 灵活就业"), facts_in("核48女"), facts_in("核"), facts_in("核定 材料"), facts_in("贷款")
    ('48 女 灵活就业', '48女', '', None, None)
    """
    found = CHECKING.fullmatch(text.strip())
    return None if found is None else found["facts"].strip()


def asked_in(text: str) -> str | None:
    """Return what a colleague wants to look up; None when it is nothing or help is asked for.

    >>> asked_in("查创业担保贷款额度 2022年6月"), asked_in("创业担保贷款"), asked_in(" 查 "), asked_in("帮助")
    ('创业担保贷款额度 2022年6月', '创业担保贷款', None, None)
    """
    asked = ASKING.sub("", text, count=1) if ASKING.match(text) else text
    asked = asked.strip()
    return None if asked.lower() in HELPING else asked

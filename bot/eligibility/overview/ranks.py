"""All policies by what is known of somebody: the likeliest first, and what to ask first of all. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.eligibility.presumed import presumptions
from bot.eligibility.situation import Situation
from bot.eligibility.verdicts import Status, Verdict, verdict_on
from bot.kb import KnowledgeBase, Policy, Value

ORDER = (Status.ELIGIBLE, Status.POSSIBLY, Status.NEEDS_FACTS, Status.NOT_ELIGIBLE, Status.OUT_OF_FORCE)
# What the likeliest ask for counts; further down it is mostly noise.
ASKED_OF = 8


@dataclass(frozen=True)
class RankedPolicy:
    """A verdict in its rank; ``is_unlikely``: only what may be taken for granted speaks against it (a policy for graduates, at 52)."""

    verdict: Verdict
    is_unlikely: bool = False


def rank_policies(
    kb: KnowledgeBase, facts: Mapping[str, Value], policies: Iterable[Policy], on: date
) -> list[RankedPolicy]:
    """Return the verdicts, likeliest first; of those that need more, what opens others first, then what needs least."""
    told = Situation(facts, on)
    presumed = Situation({**presumptions(told, kb.facts, on), **facts}, on)
    openers = {fact.leads_to.policy for fact in kb.facts.values() if fact.leads_to is not None}
    found: list[RankedPolicy] = []
    for policy in policies:
        verdict, likely = (verdict_on(kb, policy, each, on) for each in (told, presumed))
        is_unlikely = verdict.status is not likely.status and likely.status is Status.NOT_ELIGIBLE
        found.append(RankedPolicy(verdict if is_unlikely else likely, is_unlikely))
    return sorted(found, key=lambda each: _rank(each, openers))


def ask_first(ranked: Sequence[RankedPolicy], most: int) -> tuple[str, ...]:
    """Return the facts whose answer helps most: what the likeliest policies would ask next, the likelier the more."""
    waiting = [each.verdict for each in ranked if each.verdict.status is Status.NEEDS_FACTS and not each.is_unlikely]
    weights: Counter[str] = Counter()
    for place, verdict in enumerate(waiting[:ASKED_OF]):
        for turn, fact in enumerate(verdict.missing):
            # What is asked only later may turn out not to matter. In whole numbers: which fact wins must not depend on rounding.
            weights[fact] += 10_000 // ((place + 1) * (1 + 4 * turn))
    return tuple(sorted(weights, key=lambda fact: (-weights[fact], fact))[:most])


def _rank(ranked: RankedPolicy, openers: set[str]) -> tuple[int, bool, bool, int]:
    verdict = ranked.verdict
    policy = verdict.rule.policy.id
    return ORDER.index(verdict.status), ranked.is_unlikely, policy not in openers, len(verdict.missing)

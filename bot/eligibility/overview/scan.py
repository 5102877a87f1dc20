"""Judges all policies by what is known of one person, the likeliest first, and finds the question that tells most about them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from bot.eligibility.next_facts import NextQuestion
from bot.eligibility.overview.ranks import rank_policies
from bot.eligibility.verdicts import Status, Verdict
from bot.kb import KnowledgeBase, Policy, Value

# How little it counts, beside how many verdicts need a fact, that one of them needs it first.
LATER_COUNTS = 10


def policies_for(kb: KnowledgeBase, serves: str) -> list[Policy]:
    """Return the policies that a computer can judge for a ``person`` or an ``employer``."""
    return [policy for policy in kb.policies.values() if policy.criteria is not None and policy.serves == serves]


def scan(kb: KnowledgeBase, facts: Mapping[str, Value], policies: Iterable[Policy], on: date) -> list[Verdict]:
    """Return the verdicts, likeliest first; of those that need more, what opens others first, then what needs least.

    What only a presumption speaks against (a policy for graduates, at 52) is left out.
    """
    ranked = rank_policies(kb, facts, policies, on)
    return [each.verdict for each in ranked if not each.is_unlikely]


def is_opener(kb: KnowledgeBase, verdict: Verdict) -> bool:
    """Tell whether a policy leads to others (the recognition before the subsidy)."""
    return any(
        fact.leads_to is not None and fact.leads_to.policy == verdict.rule.policy.id for fact in kb.facts.values()
    )


def next_of_scan(verdicts: Iterable[Verdict], passed: Collection[str] = ()) -> NextQuestion | None:
    """Return the question that brings most of the undecided verdicts nearer to a decision; None when none is left.

    Args:
        verdicts: of ``scan``.
        passed: the facts that were asked for already, whatever came of it.
    """
    weights: dict[str, float] = defaultdict(float)
    asked: dict[str, NextQuestion] = {}
    for verdict in verdicts:
        if verdict.status is not Status.NEEDS_FACTS:
            continue
        for place, each in enumerate(verdict.questions, start=1):
            facts = tuple(fact for fact in each.facts if fact not in passed)
            if not facts:
                continue
            key = each.ask_as.question if each.ask_as is not None else facts[0]
            # What many verdicts need comes before what one needs first: it is also what anybody can answer.
            weights[key] += 1 + 1 / (LATER_COUNTS * place)
            known = asked.get(key)
            together = facts if known is None else tuple(dict.fromkeys((*known.facts, *facts)))
            asked[key] = NextQuestion(together, each.ask_as)
    return asked[max(weights, key=lambda key: weights[key])] if weights else None

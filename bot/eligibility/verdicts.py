"""Judges a situation by a rule: the verdict, why, what is still unknown and would decide, and what is close. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.eligibility.comparison import truth_of_leaf
from bot.eligibility.near_misses import Near, near_misses
from bot.eligibility.next_facts import decisive_facts
from bot.eligibility.rules import Leaf, Rule
from bot.eligibility.situation import Situation, Unknown
from bot.eligibility.tree import judge
from bot.eligibility.truth import Truth
from bot.kb import Attested, Value


class Status(str, Enum):
    """The verdict; the closed list of the chat API."""

    ELIGIBLE = "eligible"
    POSSIBLY = "possibly"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_FACTS = "needs_facts"
    OUT_OF_FORCE = "out_of_force"


@dataclass(frozen=True)
class Result:
    """One condition in the trace: what it asked, what is known, and whether it is met."""

    leaf: Leaf
    truth: Truth
    value: Value | Unknown


@dataclass(frozen=True)
class Verdict:
    """What comes of a situation under a rule.

    Args:
        trace: every condition in force, in the order of the policy file.
        missing: the facts not stated that can still change the verdict, the one to ask first first.
        attested: what a person must judge still.
        near: conditions missed by little that stand in this person's way.
        contradictions: facts that were stated in two ways.
    """

    rule: Rule
    status: Status
    trace: tuple[Result, ...] = ()
    missing: tuple[str, ...] = ()
    attested: tuple[Attested, ...] = ()
    near: tuple[Near, ...] = ()
    contradictions: tuple[str, ...] = ()


def evaluate(rule: Rule, situation: Situation) -> Verdict:
    """Return the verdict.

    `possibly` means that all that a computer can decide is met and something is left to a person; a fact that nobody
    stated is never taken for no.
    """
    if rule.root is None:
        return Verdict(rule, Status.OUT_OF_FORCE, contradictions=situation.contradictions)
    truths = {leaf.condition.id: truth_of_leaf(leaf, situation, rule.on) for leaf in rule.leaves}
    decided = judge(rule.root, truths)
    trace = tuple(Result(leaf, truths[leaf.condition.id], situation.value(leaf.fact.id)) for leaf in rule.leaves)
    missing: tuple[str, ...] = ()
    if decided is Truth.UNKNOWN:
        status = Status.NEEDS_FACTS
        # An age that leaves the other day open has been said; asking for it once more would not help.
        missing = tuple(fact for fact in decisive_facts(rule.root, truths) if fact not in situation.facts)
    elif decided is Truth.NOT_MET:
        status = Status.NOT_ELIGIBLE
    else:
        status = Status.POSSIBLY if rule.attested else Status.ELIGIBLE
    near = near_misses(rule, situation, truths) if decided is not Truth.MET else ()
    return Verdict(rule, status, trace, missing, rule.attested, near, situation.contradictions)

"""The cards of 我能领什么: what a policy comes to for one person, how likely, why, how much and what to do next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation import OutlinePart, OutlinePoint, PointMark
from bot.eligibility import Result, Status, Truth, Verdict, is_opener
from bot.kb import Answer, Citation, KnowledgeBase, Period, Policy, Statement, places_in, statements
from bot.kb import value_on as parameter_on
from bot.text import typeset
from bot.wording.answers import HEADLINES, tells
from bot.wording.answers.citations import name_sources
from bot.wording.answers.parts import whom
from bot.wording.answers.tags import tagged_texts
from bot.wording.checks.outlines import LIKELY, PERHAPS, POINT_MARKS, TO_BE_JUDGED, UNFIT
from bot.wording.checks.verdict import near_lines

LIKELINESS = {
    Status.ELIGIBLE: LIKELY,
    Status.POSSIBLY: LIKELY,
    Status.NEEDS_FACTS: PERHAPS,
    Status.NOT_ELIGIBLE: UNFIT,
}
# What is lent is not received: its sum says nothing of how much a person gets.
LENT = HEADLINES[1]
YUAN = "yuan"
# Where one begins: the first of these that is told.
BEGINNINGS = ("where", "procedure", "contact")
MOST_POINTS = 8
POINT_ORDER = (Truth.NOT_MET, Truth.MET, Truth.UNKNOWN)


@dataclass(frozen=True)
class BenefitCard:
    """A policy as one person sees it.

    Args:
        likely: how likely it is, in a word.
        status: the verdict behind it.
        lists: the conditions with their marks, and what a person judges.
        amount: the first that is told of its amount; empty where nothing is.
        ask: what it hangs on still, as questions.
        next_step: where one begins, or whom to ask.
        basis: the sources of amount and next step in one line.
    """

    policy: Policy
    likely: str
    status: str
    lists: tuple[OutlinePart, ...]
    amount: str
    ask: tuple[str, ...]
    next_step: str
    basis: str


def benefit_cards(kb: KnowledgeBase, verdicts: Sequence[Verdict], on: date) -> list[BenefitCard]:
    """Return a card for each policy in force, the likeliest first, of those alike what opens others and then what pays most."""
    rank = {LIKELY: 0, PERHAPS: 1, UNFIT: 2}
    shown = [verdict for verdict in verdicts if verdict.status in LIKELINESS]
    shown.sort(
        key=lambda each: (
            rank[LIKELINESS[each.status]],
            not is_opener(kb, each),
            -_yuan(kb, each.rule.policy, on),
            len(each.missing),
        )
    )
    return [_card(kb, verdict, on) for verdict in shown]


def _card(kb: KnowledgeBase, verdict: Verdict, on: date) -> BenefitCard:
    policy = verdict.rule.policy
    amount, held = _first_told(kb, policy, "amount", on)
    beginning = next((facet for facet in BEGINNINGS if tells(kb, policy, facet, Period.day(on))), "")
    step, begun = _first_told(kb, policy, beginning, on) if beginning else (f"可以问{whom(kb, policy)}。", ())
    asked = [kb.facts[fact].question for fact in verdict.missing[:2]] if verdict.status is Status.NEEDS_FACTS else []
    return BenefitCard(
        policy,
        LIKELINESS[verdict.status],
        verdict.status.value,
        _lists(verdict),
        typeset(amount),
        tuple(map(typeset, asked)),
        typeset(step),
        typeset(name_sources((*held, *begun))),
    )


def _lists(verdict: Verdict) -> tuple[OutlinePart, ...]:
    """Return the conditions, what does not hold first; of many those that matter least are left to 为什么."""
    shown = [each for each in verdict.trace if _matters(verdict, each)]
    shown.sort(key=lambda each: POINT_ORDER.index(each.truth))
    points = dict.fromkeys(OutlinePoint(typeset(each.leaf.condition.title), POINT_MARKS[each.truth]) for each in shown)
    conditions = OutlinePart("", tuple(points)[:MOST_POINTS])
    near = OutlinePart("", tuple(OutlinePoint(typeset(line)) for line in near_lines(verdict)))
    may_fit = verdict.status in (Status.ELIGIBLE, Status.POSSIBLY)
    attested = tuple(OutlinePoint(typeset(each.text), PointMark.UNKNOWN) for each in verdict.attested if may_fit)
    return tuple(part for part in (conditions, near, OutlinePart(TO_BE_JUDGED, attested)) if part.points)


def _matters(verdict: Verdict, found: Result) -> bool:
    """Tell whether a condition is why the verdict is so: of several ways the one not gone says nothing."""
    if verdict.status is Status.NOT_ELIGIBLE:
        return found in verdict.unmet
    return found in verdict.holding or (found.truth is Truth.UNKNOWN and found.leaf.fact.id in verdict.missing)


def _first_told(kb: KnowledgeBase, policy: Policy, facet: str, on: date) -> tuple[str, tuple[Citation, ...]]:
    """Return the first statement of a facet that says something on a day, with its tag, and what holds it."""
    held = policy.answers[facet]
    said = statements(kb, held, Period.day(on)) if isinstance(held, Answer) else ()
    first = next((part for part in said if isinstance(part, Statement) and not part.is_absence), None)
    return ("", ()) if first is None else (tagged_texts([first], lambda _: "")[0], first.citations)


def _yuan(kb: KnowledgeBase, policy: Policy, on: date) -> float:
    """Return the largest sum in 元 that the first statements of the amount print; nothing for a loan, and where only shares are known."""
    held = policy.answers["amount"]
    if policy.topic == LENT or not isinstance(held, Answer) or not tells(kb, policy, "amount", Period.day(on)):
        return 0.0
    named = [kb.parameters[name] for sentence in held.sentences[:1] for name in places_in(sentence.template)]
    values = [parameter_on(each, Period.day(on)) for each in named if each.unit == YUAN]
    return max((float(str(value.value)) for value in values if value is not None), default=0.0)

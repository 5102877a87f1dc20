"""Chooses what to offer after an answer: the rest of it, the facets people ask for next, the sister policies."""

from __future__ import annotations

from datetime import date

from bot.policies import Answer, KnowledgeBase, Period, Policy, Statement, statements
from bot.wording.replies import Choice

# The way of someone who applies: can I, how much, how, with what, where; the rest only after these.
JOURNEY = (
    "eligibility",
    "amount",
    "procedure",
    "materials",
    "where",
    "duration",
    "restrictions",
    "deadline",
    "contact",
)
FACETS_OFFERED = 3
SISTERS_OFFERED = 2


def next_choices(
    kb: KnowledgeBase, policy: Policy, asked: tuple[str, ...], on: date, *, has_more: bool
) -> tuple[Choice, ...]:
    """Return at most six choices; only facets that a source answers on this day are offered."""
    choices = []
    if has_more:
        choices.append(Choice("说详细点", "show_more", {"policy": policy.id, "facet": ",".join(asked)}))
    open_facets = [facet for facet in JOURNEY if facet not in asked and _is_answered(kb, policy, facet, on)]
    choices += [facet_choice(kb, policy, facet) for facet in open_facets[:FACETS_OFFERED]]
    sisters = [sister for sister in kb.policies_of(policy.topic) if sister.id != policy.id]
    choices += [policy_choice(sister, asked[0]) for sister in sisters[:SISTERS_OFFERED]]
    return tuple(choices)


def _is_answered(kb: KnowledgeBase, policy: Policy, facet: str, on: date) -> bool:
    """Tell whether a picked choice, which carries no date, would be answered on this day."""
    held = policy.answers[facet]
    if not isinstance(held, Answer) or not policy.validity.covers(on):
        return False
    return any(isinstance(part, Statement) for part in statements(kb, held, Period.day(on)))


def facet_choice(kb: KnowledgeBase, policy: Policy, facet: str) -> Choice:
    """Return the choice that asks one more thing of the same policy."""
    return Choice(kb.facets[facet].label, f"ask_{facet}", {"policy": policy.id})


def policy_choice(policy: Policy, facet: str) -> Choice:
    """Return the choice that asks the same of another policy."""
    return Choice(policy.short_title, f"ask_{facet}", {"policy": policy.id})

"""Chooses what to offer after an answer: the rest of it, the facets people ask for next, the sister policies."""

from __future__ import annotations

from datetime import date

from bot.conversation import Choice
from bot.kb import KnowledgeBase, Period, Policy
from bot.wording.answers.told_facets import tells

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
# After these, the one thing to do now is to see whether one may have it.
CHECKED = {"overview", "eligibility", "amount", "restrictions"}
FACETS_OFFERED = 3
SISTERS_OFFERED = 2


def next_choices(
    kb: KnowledgeBase, policy: Policy, asked: tuple[str, ...], period: Period, today: date, *, has_more: bool
) -> tuple[Choice, ...]:
    """Return at most six choices; only facets that a source answers in the period are offered.

    After an answer for an earlier date the choices ask for that date, too: more of it must not be today's rules.
    """
    dated = {} if period == Period.day(today) else {"period": f"{period.first}/{period.last}"}
    choices = []
    if has_more:
        choices.append(Choice("说详细点", "show_more", {"policy": policy.id, "facet": ",".join(asked), **dated}))
    is_checked = (
        policy.criteria is not None and not dated and policy.validity.covers(today) and CHECKED.intersection(asked)
    )
    if is_checked:
        choices.append(Choice("算算我够不够", "check_eligibility", {"policy": policy.id}))
    open_facets = [facet for facet in JOURNEY if facet not in asked and tells(kb, policy, facet, period)]
    choices += [
        Choice(kb.facets[facet].label, f"ask_{facet}", {"policy": policy.id, **dated})
        for facet in open_facets[: FACETS_OFFERED - bool(is_checked)]
    ]
    sisters = [(sister, _of_sister(kb, sister, asked[0], period)) for sister in kb.policies_of(policy.topic)]
    ways = [(sister, facet) for sister, facet in sisters if sister.id != policy.id and facet is not None]
    choices += [
        Choice(sister.short_title, f"ask_{facet}", {"policy": sister.id, **dated})
        for sister, facet in ways[:SISTERS_OFFERED]
    ]
    return tuple(choices)


def _of_sister(kb: KnowledgeBase, sister: Policy, asked: str, period: Period) -> str | None:
    """Return what a sister is asked for: the same, else what it is; None when it tells neither. One that ended says that it did."""
    if not sister.validity.overlaps(period):
        return asked
    return next((facet for facet in (asked, "overview") if tells(kb, sister, facet, period)), None)

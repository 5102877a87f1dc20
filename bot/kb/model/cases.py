"""Examples written by policy officers that the knowledge base is tried on: answers and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.kb.model.criteria import BenefitState, Value


@dataclass(frozen=True)
class AnswerCase:
    """What an answer must and must never say on a date; written by policy officers."""

    policy: str
    facet: str
    on: date
    says: tuple[str, ...]
    never_says: tuple[str, ...]


@dataclass(frozen=True)
class EligibilityCase:
    """What the verdict on one situation must be; written by policy officers.

    Args:
        not_met: conditions that must be among those not met.
        missing: the facts that must be asked first, in this order.
        route: the way asked for by name; empty for any.
        state: where the person stands with the benefit.
    """

    policy: str
    title: str
    on: date
    facts: Mapping[str, Value]
    verdict: str
    not_met: tuple[str, ...]
    missing: tuple[str, ...]
    route: str = ""
    state: BenefitState = BenefitState.FIRST_TIME

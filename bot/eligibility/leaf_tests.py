"""Tests one condition against one situation. Pure."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.eligibility.rules import Leaf
from bot.eligibility.situation import Situation, Unknown
from bot.eligibility.truth import Truth
from bot.policies.criteria import Operator

DAYS_OF_YEAR = 365.2425
COMPARE: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
    Operator.LT: operator.lt,
    Operator.LE: operator.le,
    Operator.GT: operator.gt,
    Operator.GE: operator.ge,
    Operator.IN: lambda value, options: value in options,
    Operator.NOT_IN: lambda value, options: value not in options,
}


def truth_of_leaf(leaf: Leaf, situation: Situation, on: date) -> Truth:
    """Return whether a condition holds.

    An age is that of the day it was stated: on another day it may be one of two, and when these differ it is unknown.
    """
    value = situation.value(leaf.fact.id)
    if isinstance(value, Unknown):
        return Truth.UNKNOWN
    compare = COMPARE[leaf.condition.operator]
    if leaf.fact.grows and situation.as_of not in (on, date.max):
        outcomes = {compare(possible, leaf.limit) for possible in grown(int(value), situation.as_of, on)}
        return Truth.UNKNOWN if len(outcomes) > 1 else _truth(outcomes.pop())
    return _truth(compare(value, leaf.limit))


def grown(years: int, as_of: date, on: date) -> tuple[int, int]:
    """Return the two ages that someone of this age may have on another day.

    >>> grown(48, date(2026, 11, 25), date(2022, 7, 1))
    (43, 44)
    """
    passed = (on - as_of).days / DAYS_OF_YEAR
    earliest = int(years + passed // 1)
    return earliest, earliest + 1


def _truth(holds: bool) -> Truth:
    return Truth.MET if holds else Truth.NOT_MET

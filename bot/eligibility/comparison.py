"""Tests one condition against one situation. Pure."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.eligibility.ageing import values_on
from bot.eligibility.rules import Leaf
from bot.eligibility.situation import Situation, Unknown
from bot.eligibility.truth import Truth
from bot.kb import Operator

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
    outcomes = {compare(possible, leaf.limit) for possible in values_on(leaf.fact, value, situation, on)}
    if len(outcomes) != 1:
        return Truth.UNKNOWN
    return Truth.MET if outcomes.pop() else Truth.NOT_MET

"""Tests one condition against one situation. Pure."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.eligibility.derived import value_compared
from bot.eligibility.situation import Situation, Unknown
from bot.eligibility.tree import Leaf
from bot.eligibility.truth import Truth, opposite
from bot.kb import Interval, Limit, Operator, Value

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
OPPOSITES = {
    Operator.NE: Operator.EQ,
    Operator.NOT_IN: Operator.IN,
    Operator.LT: Operator.GE,
    Operator.LE: Operator.GT,
}


def truth_of_leaf(leaf: Leaf, situation: Situation, on: date) -> Truth:
    """Return whether a condition holds.

    An age is that of the day it was stated: on another day it may be one of two, and when these differ it is unknown.
    """
    value = value_compared(leaf.fact, situation, on, leaf.condition.operator)
    return Truth.UNKNOWN if isinstance(value, Unknown) else truth_of(value, leaf.condition.operator, leaf.limit)


def counted_truth(leaf: Leaf, truth: Truth) -> Truth:
    """Return what counts of a condition: one that counts only against somebody is met where nothing is known."""
    return Truth.MET if truth is Truth.UNKNOWN and leaf.condition.is_only_against else truth


def truth_of(value: Value, compared: Operator, limit: Limit | tuple[Limit, ...]) -> Truth:
    """Return whether a comparison holds for all that a value can be, for none of it, or only for some: unknown.

    >>> truth_of(Interval(0, 11), Operator.GE, 12), truth_of(Interval(40, 49), Operator.GE, 45)
    (<Truth.NOT_MET: 'not_met'>, <Truth.UNKNOWN: 'unknown'>)
    """
    if not isinstance(value, Interval):
        return Truth.MET if COMPARE[compared](value, limit) else Truth.NOT_MET
    if compared in OPPOSITES:
        return opposite(truth_of(value, OPPOSITES[compared], limit))
    if compared in (Operator.EQ, Operator.IN):
        return _among(value, limit if isinstance(limit, tuple) else (limit,))
    if value.low is not None and COMPARE[compared](value.low, limit):
        return Truth.MET
    return Truth.NOT_MET if value.high is not None and not COMPARE[compared](value.high, limit) else Truth.UNKNOWN


def _among(value: Interval[Any], options: tuple[Any, ...]) -> Truth:
    """Return whether a range lies among a few values: each value in it is one of them, none is, or some are."""
    inside = {
        option
        for option in options
        if (value.low is None or value.low <= option) and (value.high is None or option <= value.high)
    }
    if not inside:
        return Truth.NOT_MET
    if value.low is None or value.high is None:
        return Truth.UNKNOWN
    between = value.high - value.low
    return Truth.MET if len(inside) == (between if isinstance(between, int) else between.days) + 1 else Truth.UNKNOWN

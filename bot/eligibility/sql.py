"""The same rule as an SQL expression: NULL is unknown, and SQL's three-valued logic is the engine's. Builds, runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, case, extract, literal, not_, or_
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility.rules import Leaf, Node, Rule
from bot.kb import Operator


def audience_condition(rule: Rule, columns: Mapping[str, ColumnElement[Any]]) -> ColumnElement[Any]:
    """Return the expression that is true, false or NULL for each person as `evaluate` is met, not met or unknown.

    Args:
        rule: of the policy on the day.
        columns: the column (or expression) that holds each fact; NULL where it is unknown.

    Raises:
        KeyError: a fact of the rule has no column.
    """
    if rule.root is None:
        return literal(False)
    return _expression(rule.root, columns)


def age_on(birth_date: ColumnElement[Any], on: date) -> ColumnElement[Any]:
    """Return the age in full years on a day, from a column of dates of birth; NULL stays NULL."""
    before_birthday = case(
        (extract("month", birth_date) * 100 + extract("day", birth_date) > on.month * 100 + on.day, 1), else_=0
    )
    return on.year - extract("year", birth_date) - before_birthday


def _expression(node: Leaf | Node, columns: Mapping[str, ColumnElement[Any]]) -> ColumnElement[Any]:
    if isinstance(node, Leaf):
        return _comparison(columns[node.fact.id], node.condition.operator, node.limit)
    parts = [_expression(part, columns) for part in node.parts]
    if node.kind == "not":
        return not_(parts[0])
    return and_(*parts) if node.kind == "all" else or_(*parts)


def _comparison(column: ColumnElement[Any], operator: Operator, limit: Any) -> ColumnElement[Any]:
    expressions = {
        Operator.EQ: lambda: column == limit,
        Operator.NE: lambda: column != limit,
        Operator.LT: lambda: column < limit,
        Operator.LE: lambda: column <= limit,
        Operator.GT: lambda: column > limit,
        Operator.GE: lambda: column >= limit,
        Operator.IN: lambda: column.in_(limit),
        Operator.NOT_IN: lambda: column.not_in(limit),
    }
    return expressions[operator]()

"""The same rule as an SQL expression: NULL is unknown, and SQL's three-valued logic is the engine's. Builds, runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, case, extract, func, literal, not_, null, or_
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility.rules import Rule, leaves_below
from bot.eligibility.sql.bounds import Bounds, FactColumn, day_number
from bot.eligibility.sql.implied import closed_columns, column_of
from bot.eligibility.tree import Leaf, Node
from bot.kb import Operator

OPPOSITES = {
    Operator.NE: Operator.EQ,
    Operator.NOT_IN: Operator.IN,
    Operator.LT: Operator.GE,
    Operator.LE: Operator.GT,
}


def audience_condition(rule: Rule, columns: Mapping[str, FactColumn]) -> ColumnElement[Any]:
    """Return the expression that is true, false or NULL for each person as `evaluate` is met, not met or unknown.

    What follows from other facts is worked out here; the columns hold only what is stated.

    Args:
        rule: of the policy on the day.
        columns: the column (or expression, or bounds) that holds each fact as it is on the day; NULL where it is
            unknown, days as of `day_number`.

    Raises:
        KeyError: a fact of the rule has no column and follows from none.
    """
    if rule.root is None:
        return literal(False)
    wanted = {leaf.fact.id for leaf in leaves_below(rule.root)}
    return _expression(rule.root, closed_columns(columns, rule.catalogue, rule.on, comparison, wanted))


def age_on(birth_date: ColumnElement[Any], on: date) -> ColumnElement[Any]:
    """Return the age in full years on a day, from a column of dates of birth; NULL stays NULL."""
    before_birthday = case(
        (extract("month", birth_date) * 100 + extract("day", birth_date) > on.month * 100 + on.day, 1), else_=0
    )
    return on.year - extract("year", birth_date) - before_birthday


def comparison(column: FactColumn, operator: Operator, limit: Any) -> ColumnElement[Any]:
    """Return the expression that is true, false or NULL as a comparison holds, fails or is open."""
    if isinstance(column, Bounds):
        return _of_bounds(column, operator, limit)
    limit = day_number(limit) if isinstance(limit, date) else limit
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


def _expression(node: Leaf | Node, columns: Mapping[str, FactColumn]) -> ColumnElement[Any]:
    if isinstance(node, Leaf):
        told = comparison(columns[column_of(node.fact, node.condition.operator)], node.condition.operator, node.limit)
        return func.coalesce(told, literal(True)) if node.condition.is_only_against else told
    parts = [_expression(part, columns) for part in node.parts]
    if node.kind == "not":
        return not_(parts[0])
    return and_(*parts) if node.kind == "all" else or_(*parts)


def _of_bounds(column: Bounds, operator: Operator, limit: Any) -> ColumnElement[Any]:
    if operator in OPPOSITES:
        return not_(_of_bounds(column, OPPOSITES[operator], limit))
    if operator in (Operator.EQ, Operator.IN):
        return _among(column, limit if isinstance(limit, tuple) else (limit,))
    limit = day_number(limit) if isinstance(limit, date) else limit
    low, high = (column.low >= limit, column.high < limit)
    if operator is Operator.GT:
        low, high = (column.low > limit, column.high <= limit)
    return case((low, literal(True)), (high, literal(False)), else_=null())


def _among(column: Bounds, options: tuple[Any, ...]) -> ColumnElement[Any]:
    """Return whether each value between the bounds is one of a few, none is, or some are (NULL)."""
    days = any(isinstance(option, date) for option in options)
    values = sorted({day_number(option) if isinstance(option, date) else option for option in options})
    inside = [
        and_(or_(column.low.is_(None), column.low <= value), or_(column.high.is_(None), value <= column.high))
        for value in values
    ]
    if days:
        # Days are not counted through: a range of several is never only one of a few.
        all_of_them = or_(*(and_(column.low == value, column.high == value) for value in values))
    else:
        how_many = sum((case((each, 1), else_=0) for each in inside), literal(0))
        all_of_them = how_many == column.high - column.low + 1
    return case((all_of_them, literal(True)), (not_(or_(*inside)), literal(False)), else_=null())

"""What follows from the facts that a database holds, as expressions: the twin of ``derived`` and ``implied``. Builds, runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from sqlalchemy import and_, case, func, literal, not_, null, or_
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility.derived import PARTS
from bot.eligibility.implied import Catalogue, Inference, consequences
from bot.eligibility.sql.bounds import Bounds, FactColumn, both, bounds_of, day_number, elapsed, share
from bot.kb import Elapsed, Fact, Operator, Share

Columns = Mapping[str, FactColumn]
Comparison = Callable[[FactColumn, Operator, Any], ColumnElement[Any]]
# The condition that a consequence holds, beside it.
Held = tuple[Inference, ColumnElement[Any]]


def closed_columns(columns: Columns, catalogue: Catalogue, on: date, compare: Comparison) -> Columns:
    """Return the columns with all that follows from them on a day; facts that cannot all be true together are NULL.

    Args:
        columns: what is stated, carried to the day.
        compare: the expression of one comparison.
    """
    derived = {name: _with_derived(fact, columns, on) for name, fact in catalogue.items()}
    known = {**columns, **{name: column for name, column in derived.items() if column is not None}}
    held: list[Held] = [
        (each, func.coalesce(compare(columns[each.source], each.operator, each.limit), literal(False)))
        for each in consequences(catalogue)
        if each.source in columns
    ]
    conflicts = {each.fact: _conflict(_by_value(each.fact, held), columns.get(each.fact)) for each, _ in held}
    void = {name: _void(name, held, conflicts) for name in {each.source for each, _ in held} | set(conflicts)}
    certain: list[Held] = [(each, and_(holds, not_(void[each.source]))) for each, holds in held]
    implied = {name: _implied(_by_value(name, certain), columns.get(name, null()), void[name]) for name in conflicts}
    sources = {name: _unless(known[name], void[name]) for name in void if name not in implied and name in known}
    return {**known, **sources, **implied}


def _with_derived(fact: Fact, columns: Columns, on: date) -> FactColumn | None:
    derived = _derived(fact, columns, on)
    if derived is None or fact.id not in columns:
        return derived
    return both(bounds_of(columns[fact.id]), derived)


def _derived(fact: Fact, columns: Columns, on: date) -> Bounds | None:
    source = fact.derived_from
    if isinstance(source, Elapsed):
        if source.since not in columns or (source.until and source.until not in columns):
            return None
        today = literal(day_number(on))
        until = bounds_of(columns[source.until]) if source.until else Bounds(today, today)
        return elapsed(bounds_of(columns[source.since]), until, fact.unit)
    if isinstance(source, Share) and source.part in columns and source.whole in columns:
        part, whole = bounds_of(columns[source.part]), bounds_of(columns[source.whole])
        return share(part, whole, PARTS[fact.unit], rounds_up=source.rounds_up)
    return None


def _by_value(name: str, held: Iterable[Held]) -> dict[bool | str, ColumnElement[Any]]:
    """Return for each value that can follow for a fact, the condition that it does."""
    found: dict[bool | str, list[ColumnElement[Any]]] = {}
    for each, holds in held:
        if each.fact == name:
            found.setdefault(each.value, []).append(holds)
    return {value: or_(*conditions) for value, conditions in found.items()}


def _conflict(by_value: Mapping[bool | str, ColumnElement[Any]], stated: FactColumn | None) -> ColumnElement[Any]:
    """Return the condition that a fact would have two values."""
    pairs = [and_(by_value[one], by_value[other]) for one, other in combinations(by_value, 2)]
    if stated is not None:
        pairs += [
            and_(holds, func.coalesce(stated != literal(value), literal(False))) for value, holds in by_value.items()
        ]
    return or_(literal(False), *pairs)


def _void(name: str, held: Iterable[Held], conflicts: Mapping[str, ColumnElement[Any]]) -> ColumnElement[Any]:
    """Return the condition that a fact takes part in a contradiction."""
    parts = [and_(holds, conflicts[each.fact]) for each, holds in held if each.source == name]
    return or_(conflicts.get(name, literal(False)), *parts)


def _unless(column: FactColumn, condition: ColumnElement[Any]) -> FactColumn:
    if isinstance(column, Bounds):
        return column.only_if(not_(condition))
    return case((condition, null()), else_=column)


def _implied(
    by_value: Mapping[bool | str, ColumnElement[Any]], stated: FactColumn, void: ColumnElement[Any]
) -> ColumnElement[Any]:
    return case((void, null()), *((holds, literal(value)) for value, holds in by_value.items()), else_=stated)

"""What follows from the facts that a database holds, as expressions: the twin of ``derived`` and ``implied``. Builds, runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from sqlalchemy import and_, case, func, literal, not_, null, or_
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility.derived import PARTS, UPPER, counts_begun
from bot.eligibility.implied import Catalogue, Inference, consequences
from bot.eligibility.sql.bounds import Bounds, FactColumn, begun, both, bounds_of, day_number, elapsed, share
from bot.kb import Elapsed, Fact, Operator, Share

Columns = Mapping[str, FactColumn]
Comparison = Callable[[FactColumn, Operator, Any], ColumnElement[Any]]
Count = Callable[[Bounds, Bounds, str], Bounds]
# The condition that a consequence holds, beside it.
Held = tuple[Inference, ColumnElement[Any]]


def column_of(fact: Fact, compared: Operator) -> str:
    """Return under which name `closed_columns` holds what one comparison looks at: full units of a fact, or begun ones."""
    return f"{fact.id} begun" if counts_begun(fact, compared) else fact.id


def closed_columns(
    columns: Columns, catalogue: Catalogue, on: date, compare: Comparison, wanted: Collection[str]
) -> Columns:
    """Return the columns of a few facts with all that follows on a day; facts that cannot all be true together are NULL.

    Args:
        columns: what is stated, carried to the day; only those are asked for that bear on a wanted fact.
        compare: the expression of one comparison.
        wanted: the facts that a rule looks at; one that nothing is known of is left out.
    """
    following = [each for each in consequences(catalogue) if each.source in columns]
    sources = {*wanted, *(each.source for each in following if each.fact in wanted)}
    # A source is void when anything else that follows from it is contradicted, whoever says so.
    disputed = {each.fact for each in following if each.source in sources or each.fact in wanted}
    held: list[Held] = [
        (each, func.coalesce(compare(columns[each.source], each.operator, each.limit), literal(False)))
        for each in following
        if each.fact in disputed
    ]
    conflicts = {name: _conflict(_by_value(name, held), columns.get(name)) for name in sorted(disputed)}
    void = {name: _void(name, held, conflicts) for name in sources}
    certain: list[Held] = [(each, and_(holds, not_(void[each.source]))) for each, holds in held if each.fact in wanted]
    implied = {
        name: _implied(_by_value(name, certain), columns.get(name, null()), void[name])
        for name in wanted
        if name in disputed
    }
    known = {name: _known(name, columns, catalogue, on) for name in wanted if name not in implied}
    says = {each.source for each, _ in held}
    stated = {
        name: _unless(column, void[name]) if name in says else column
        for name, column in known.items()
        if column is not None
    }
    return {**stated, **implied, **_begun_columns(stated, columns, catalogue, on)}


def _begun_columns(known: Columns, columns: Columns, catalogue: Catalogue, on: date) -> Columns:
    """Return the units that have begun of those facts that count them; unknown where the full ones are."""
    found: dict[str, FactColumn] = {}
    for name, column in known.items():
        fact = catalogue.get(name)
        if fact is None or not counts_begun(fact, UPPER[0]):
            continue
        full, derived = bounds_of(column), _derived(fact, columns, on, begun)
        if derived is not None and name in columns:
            stated = bounds_of(columns[name])
            derived = both(Bounds(stated.low, stated.high + 1), derived)
        is_known = or_(full.low.is_not(None), full.high.is_not(None))
        found[column_of(fact, UPPER[0])] = full if derived is None else derived.only_if(is_known)
    return found


def _known(name: str, columns: Columns, catalogue: Catalogue, on: date) -> FactColumn | None:
    """Return what is stated of a fact with what follows from days and counts; None where neither can be."""
    derived = _with_derived(catalogue[name], columns, on) if name in catalogue else None
    return derived if derived is not None else columns.get(name)


def _with_derived(fact: Fact, columns: Columns, on: date) -> FactColumn | None:
    derived = _derived(fact, columns, on)
    if derived is None or fact.id not in columns:
        return derived
    return both(bounds_of(columns[fact.id]), derived)


def _derived(fact: Fact, columns: Columns, on: date, count: Count = elapsed) -> Bounds | None:
    source = fact.derived_from
    if isinstance(source, Elapsed):
        if source.since not in columns or (source.until and source.until not in columns):
            return None
        today = literal(day_number(on))
        until = bounds_of(columns[source.until]) if source.until else Bounds(today, today)
        return count(bounds_of(columns[source.since]), until, fact.unit)
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

"""What of a record hangs on its id and moves with it: addresses, consents, lists, grants, digests; and the way back.

A table with a column ``person`` joins by itself, as it does for erasing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, UniqueConstraint, and_, delete, exists, insert, not_, or_, select, true, update
from sqlalchemy.engine import Connection

from bot.people.grants import GrantKind
from bot.people.held import PERSON, holdings
from bot.storage import insert_for
from bot.storage.tables import knocks, merges, metadata, notices, people, strong_keys, template_grants

# These meet by rules of their own.
_MEET = (people, notices, knocks, template_grants, strong_keys)
_AT_ONCE = 200
Moved = dict[str, list[list[Any]]]


def move_rows(connection: Connection, kept: str, gone: str) -> Moved:
    """Give every row of one person to another; return their keys by table."""
    moved: Moved = {}
    # Of a pair that was split, either side may be the one that goes.
    connection.execute(update(merges).where(merges.c.other == gone, merges.c.split_at.is_not(None)).values(other=kept))
    for table in _tables():
        keys = [column for column in table.primary_key.columns if column.name != PERSON]
        # What the one that stays has of its own stays under the id that was, where it is told and erased with the rest.
        theirs = and_(table.c.person == gone, _is_free(table, kept))
        found = [list(row) for row in connection.execute(select(*keys).where(theirs))]
        if found:
            connection.execute(update(table).where(theirs).values(person=kept))
            moved[table.name] = found
    return moved


def move_back(connection: Connection, kept: str, gone: str, moved: Moved) -> None:
    """Give back the rows that still are there."""
    for name, found in moved.items():
        table = metadata.tables[name]
        keys = [column for column in table.primary_key.columns if column.name != PERSON]
        for start in range(0, len(found), _AT_ONCE):
            these = or_(*(_is_row(keys, row) for row in found[start : start + _AT_ONCE]))
            connection.execute(update(table).where(table.c.person == kept, these).values(person=gone))


def unite_grants(connection: Connection, kept: str, gone: str, at: datetime) -> list[dict[str, Any]]:
    """Add up what platforms let us send to two records; return what the second one had."""
    own = _grants(connection, gone)
    there = {row["template"]: row for row in _grants(connection, kept)}
    connection.execute(delete(template_grants).where(template_grants.c.person == gone))
    for row in own:
        known = there.get(row["template"])
        if known is None:
            connection.execute(insert(template_grants).values(person=kept, updated_at=at, **row))
            continue
        is_long = GrantKind.LONG_TERM.value in (row["kind"], known["kind"])
        kind = GrantKind.LONG_TERM.value if is_long else row["kind"]
        change = {"kind": kind, "remaining": row["remaining"] + known["remaining"], "updated_at": at}
        connection.execute(update(template_grants).where(*_grant(kept, row)).values(**change))
    return own


def divide_grants(connection: Connection, kept: str, gone: str, own: Sequence[Mapping[str, Any]], at: datetime) -> None:
    """Give back what is left of grants; never more than there is."""
    there = {row["template"]: row for row in _grants(connection, kept)}
    for row in own:
        left = there.get(row["template"], {"remaining": 0})["remaining"]
        back = min(int(row["remaining"]), int(left))
        connection.execute(update(template_grants).where(*_grant(kept, row)).values(remaining=left - back))
        values = {**row, "remaining": back, "person": gone, "updated_at": at}
        connection.execute(insert(template_grants).values(**values))


def unite_strong_keys(connection: Connection, kept: str, gone: str) -> list[dict[str, Any]]:
    """Let a record be known by the digests of another as well; return those that only the other had."""
    own, there = _digests(connection, gone), _digests(connection, kept)
    connection.execute(delete(strong_keys).where(strong_keys.c.person == gone))
    new = [row for row in own if row not in there]
    if new:
        connection.execute(insert(strong_keys), [{**row, "person": kept} for row in new])
    return own


def divide_strong_keys(
    connection: Connection, kept: str, gone: str, own: Sequence[Mapping[str, Any]], kept_before: Sequence[Any]
) -> None:
    """Give the digests back; the record that stays keeps those it had."""
    for row in own:
        if row not in kept_before:
            this = and_(*(strong_keys.c[name] == value for name, value in row.items()))
            connection.execute(delete(strong_keys).where(strong_keys.c.person == kept, this))
        values = insert_for(connection, strong_keys).values(person=gone, **row)
        connection.execute(values.on_conflict_do_nothing())


def digests_of(connection: Connection, person: str) -> list[dict[str, Any]]:
    """Return by what a person is known."""
    return _digests(connection, person)


def _digests(connection: Connection, person: str) -> list[dict[str, Any]]:
    query = select(strong_keys.c.kind, strong_keys.c.digest, strong_keys.c.origin)
    return [dict(row) for row in connection.execute(query.where(strong_keys.c.person == person)).mappings()]


def _tables() -> list[Table]:
    found = {holding.table.name: holding.table for holding in holdings() if holding.column.name == PERSON}
    return [table for table in found.values() if table not in _MEET]


def _is_free(table: Table, person: str) -> Any:
    """Return the condition that a row may become a person's, who has none of which there can be only one."""
    taken: list[Any] = []
    for constraint in table.constraints:
        names = [column.name for column in constraint.columns] if isinstance(constraint, UniqueConstraint) else []
        if PERSON in names:
            other = table.alias()
            same = [other.c[name] == table.c[name] for name in names if name != PERSON]
            taken.append(exists().where(other.c.person == person, *same))
    return not_(or_(*taken)) if taken else true()


def _is_row(keys: Sequence[Any], values: Sequence[Any]) -> Any:
    return and_(*(column == value for column, value in zip(keys, values, strict=True)))


def _grants(connection: Connection, person: str) -> list[dict[str, Any]]:
    columns = (template_grants.c.template, template_grants.c.kind, template_grants.c.remaining)
    query = select(*columns).where(template_grants.c.person == person)
    return [dict(row) for row in connection.execute(query).mappings()]


def _grant(person: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return template_grants.c.person == person, template_grants.c.template == row["template"]

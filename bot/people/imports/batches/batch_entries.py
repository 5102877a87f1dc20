"""Which rows of which lists are whose, and the digests by which other lists know them again. Within the transaction of ``batch``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, tuple_
from sqlalchemy.engine import Connection

from bot.people.imports.person_row import PersonRow
from bot.storage import insert_for
from bot.storage.tables import list_entries, strong_keys

if TYPE_CHECKING:
    from bot.people.imports.import_job import Import


def store_entries(connection: Connection, this: Import, rows: Sequence[PersonRow], ids: Mapping[str, str]) -> None:
    """Record the rows of the list, and by what their people are known; what the list said before and corrects is forgotten."""
    if not rows:
        return
    statement = insert_for(connection, list_entries)
    change = {name: statement.excluded[name] for name in ("person", "stated_on")}
    entries = [
        {
            "source": this.mapping.source,
            "source_key": row.key,
            "person": ids[row.key],
            "stated_on": this.mapping.facts_on,
        }
        for row in rows
    ]
    connection.execute(statement.on_conflict_do_update(index_elements=["source", "source_key"], set_=change), entries)
    stated = {(key.kind, key.digest, ids[row.key]) for row in rows for key in row.strong}
    corrected = {(person, kind) for kind, _, person in stated}
    query = select(strong_keys.c.kind, strong_keys.c.digest, strong_keys.c.person).where(
        strong_keys.c.origin == this.mapping.origin, strong_keys.c.person.in_(sorted(set(ids.values())))
    )
    there = {tuple(row) for row in connection.execute(query)}
    stale = sorted(each for each in there - stated if (each[2], each[0]) in corrected)
    if stale:
        this_list = strong_keys.c.origin == this.mapping.origin
        columns = tuple_(strong_keys.c.kind, strong_keys.c.digest, strong_keys.c.person)
        connection.execute(delete(strong_keys).where(this_list, columns.in_(stale)))
    new = [
        {"kind": kind, "digest": digest, "person": person, "origin": this.mapping.origin}
        for kind, digest, person in sorted(stated - there)
    ]
    if new:
        connection.execute(insert_for(connection, strong_keys).on_conflict_do_nothing(), new)

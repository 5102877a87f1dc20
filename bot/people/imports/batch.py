"""Stores one batch of rows in one transaction: people, then their addresses and consents.

The same rows stored again change nothing, so an import that broke off is simply run again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from bot.people.identities import new_person_id
from bot.people.imports.batch_consents import store_consents
from bot.people.imports.batch_identities import Addresses, known_addresses, store_identities
from bot.people.imports.import_job import Import, ImportCounts
from bot.people.imports.mapping import ListMapping
from bot.people.imports.person_row import BORN, SEX, PersonRow, RowMistake
from bot.people.merge import Document, Known, provenance_of, replaced
from bot.people.sealer import Sealer
from bot.storage import alone, insert_for
from bot.storage.tables import people

# One lock for all imports: two at once take turns by batches, also when they meet the same person on different lists.
SUBJECT = "import"
Stored = Mapping[str, Any]


def store_batch(engine: Engine, this: Import, rows: Sequence[PersonRow]) -> tuple[ImportCounts, list[RowMistake]]:
    """Store rows with different keys; return the counts and what was wrong with their addresses."""
    with alone(engine, SUBJECT) as connection:
        provenance = _provenance(this.mapping)
        known = _known(connection, this.mapping.source, [row.key for row in rows])
        addresses = known_addresses(connection, this, rows)
        known.update(_adopted(connection, this, rows, known, addresses))
        counts, changed = ImportCounts(), []
        ids: dict[str, str] = {}
        for row in rows:
            before = known.get(row.key)
            after = _after(this, row, before, provenance)
            ids[row.key] = after["id"]
            is_same = before is not None and _is_same(before, after)
            counts += ImportCounts(before is None, before is not None and not is_same, is_same)
            changed += [] if is_same else [after]
        _upsert(connection, changed)
        mistakes = store_identities(connection, this, rows, ids, addresses)
        store_consents(connection, this, rows, ids)
    return counts, mistakes


def _known(connection: Connection, source: str, keys: Sequence[str]) -> dict[str, Stored]:
    query = select(people).where(people.c.source == source, people.c.source_key.in_(keys)).with_for_update()
    return {row["source_key"]: row for row in connection.execute(query).mappings()}


def _adopted(
    connection: Connection, this: Import, rows: Sequence[PersonRow], known: Mapping[str, Stored], addresses: Addresses
) -> dict[str, Stored]:
    """Return the people who wrote to us before their list came, by key: the row joins them instead of making a second person."""
    wanted: dict[str, str] = {}
    for row in rows:
        owner = addresses.owner_of(row)
        if owner is not None and row.key not in known and owner not in wanted:
            wanted[owner] = row.key
    if not wanted:
        return {}
    query = select(people).where(people.c.id.in_(list(wanted)), people.c.source.is_(None)).with_for_update()
    return {wanted[row["id"]]: row for row in connection.execute(query).mappings()}


def _after(this: Import, row: PersonRow, before: Stored | None, provenance: Document) -> dict[str, Any]:
    """Return the row of the database; what the list does not say stays as it was."""
    was: Stored = before or {"id": new_person_id(), "facts": {}, "provenance": {}, "created_at": this.at}
    known = Known(was["facts"], was["provenance"])
    sources = {
        fact: {**provenance[fact], "since": row.since[fact]} if fact in row.since else provenance[fact]
        for fact in row.facts
    }
    facts = replaced(known, this.mapping.origin, row.facts, sources, row.unread)
    said = {"town": row.town, "station": row.station, "born_on": row.born_on}
    return {
        "id": was["id"],
        "source": this.mapping.source,
        "source_key": row.key,
        **{column: was.get(column) if value is None else value for column, value in said.items()},
        "facts": dict(facts.facts),
        "provenance": dict(facts.provenance),
        "name_sealed": _sealed(this.sealer, row.name, was.get("name_sealed")),
        "phone_sealed": _sealed(this.sealer, row.phone, was.get("phone_sealed")),
        "created_at": was["created_at"],
        "updated_at": this.at,
    }


def _provenance(mapping: ListMapping) -> Document:
    """Return the provenance of each fact that the list can state; the sex may come from the id number alone."""
    basis = {SEX: mapping.basis, BORN: mapping.basis, **{column.fact.id: column.basis for column in mapping.facts}}
    return {fact: provenance_of(mapping.origin, mapping.facts_on, why) for fact, why in basis.items()}


def _sealed(sealer: Sealer | None, text: str | None, before: str | None) -> str | None:
    """Return a sealed text, the one before when it holds the same: sealing anew would look like a change."""
    if sealer is None or text is None or (before is not None and sealer.holds(before, text)):
        return before
    return sealer.seal(text)


def _is_same(before: Stored, after: Stored) -> bool:
    return all(before[column] == value for column, value in after.items() if column != "updated_at")


def _upsert(connection: Connection, rows: Sequence[Stored]) -> None:
    if not rows:
        return
    statement = insert_for(connection, people)
    change = {column: statement.excluded[column] for column in rows[0] if column not in ("id", "created_at")}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=change), list(rows))

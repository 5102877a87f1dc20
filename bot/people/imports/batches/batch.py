"""Stores one batch of rows in one transaction: people, then their addresses and consents.

The same rows stored again change nothing, so an import that broke off is simply run again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from bot.people.identities import new_person_id
from bot.people.imports.batches.batch_consents import store_consents
from bot.people.imports.batches.batch_entries import store_entries
from bot.people.imports.batches.batch_identities import known_addresses, store_identities
from bot.people.imports.batches.batch_matches import matched
from bot.people.imports.batches.met_rows import contests, stated_by
from bot.people.imports.import_job import Import, ImportCounts
from bot.people.imports.mapping import ListMapping
from bot.people.imports.person_row import BORN, SEX, PersonRow, RowMistake
from bot.people.merge import Document, Known, provenance_of, replaced
from bot.people.sealer import Sealer
from bot.people.unions import MARK, SUBJECT, columns_of, known_of
from bot.storage import alone, insert_for
from bot.storage.tables import people

Stored = Mapping[str, Any]


def store_batch(engine: Engine, this: Import, rows: Sequence[PersonRow]) -> tuple[ImportCounts, list[RowMistake]]:
    """Store rows with different keys; return the counts and what somebody should look at.

    One lock for all imports: two at once take turns by batches, also when they meet the same person on different lists.
    """
    with alone(engine, SUBJECT) as connection:
        addresses = known_addresses(connection, this, rows)
        whose = matched(connection, this, rows, addresses)
        known = _known(connection, whose.persons)
        batch = _Batch(this)
        for row in rows:
            batch.take(row, known.get(row.key), is_joining=row.key in whose.joining)
        _upsert(connection, batch.changed)
        store_entries(connection, this, rows, batch.ids)
        # A union may have brought addresses along.
        addresses = known_addresses(connection, this, rows)
        mistakes = store_identities(connection, this, rows, batch.ids, addresses)
        store_consents(connection, this, rows, batch.ids, whose.joining)
    return batch.counts + ImportCounts(united=whose.united), [*whose.reminders, *batch.reminders, *mistakes]


class _Batch:
    """The rows of a batch as they will lie in the database."""

    def __init__(self, this: Import) -> None:
        self._this, self._provenance = this, _provenance(this.mapping)
        self.counts = ImportCounts()
        self.changed: list[Stored] = []
        self.ids: dict[str, str] = {}
        self.reminders: list[RowMistake] = []

    def take(self, row: PersonRow, before: Stored | None, *, is_joining: bool) -> None:
        """Take a row and what is known of its person."""
        after = self._after(row, before)
        self.ids[row.key] = after["id"]
        is_same = before is not None and all(before[name] == value for name, value in after.items() if name != _AT)
        is_known = before is not None
        self.counts += ImportCounts(not is_known, is_known and not is_same, is_same, is_joining)
        self.changed += [] if is_same else [after]

    def _after(self, row: PersonRow, before: Stored | None) -> dict[str, Any]:
        """Return the row of the database; what the list does not say stays as it was, and what a newer list says, too."""
        this = self._this
        was: Stored = before or {"id": new_person_id(), "facts": {}, "provenance": {}, "created_at": this.at}
        known = known_of(was)
        contested = contests(this, row, known)
        self.reminders += contested.reminders
        beside = {name: value for name, value in self._beside(row, known).items() if name not in contested.lost}
        stated = {fact: value for fact, value in row.facts.items() if fact not in contested.lost}
        sources = {
            fact: {**self._provenance[fact], "since": row.since[fact]} if fact in row.since else self._provenance[fact]
            for fact in stated
        }
        day = this.mapping.facts_on.isoformat()
        sources |= {name: {"origin": this.mapping.origin, "on": day} for name in beside}
        # What is no fact stays as it was where the list leaves it blank.
        blank = {name for name in known.facts if name.startswith(MARK) and name not in beside}
        after = replaced(known, this.mapping.origin, {**stated, **beside}, sources, row.unread | blank)
        return {
            "id": was["id"],
            "source": was.get("source") or this.mapping.source,
            "source_key": was.get("source_key") or row.key,
            **columns_of(after),
            "created_at": was["created_at"],
            _AT: this.at,
        }

    def _beside(self, row: PersonRow, known: Known) -> dict[str, Any]:
        """Return what a row says apart from facts, sealed where it has to be; without a key that is left out."""
        beside = stated_by(row)
        for name in [name for name in beside if name.endswith("_sealed")]:
            sealed = _sealed(self._this.sealer, beside.pop(name), known.facts.get(name))
            if sealed is not None:
                beside[name] = sealed
        return beside


_AT = "updated_at"


def _known(connection: Connection, persons: Mapping[str, str]) -> dict[str, Stored]:
    """Return the people of the rows, locked, by the key of the row."""
    ids = sorted(set(persons.values()))
    query = select(people).where(people.c.id.in_(ids)).order_by(people.c.id).with_for_update()
    found = {row["id"]: row for row in connection.execute(query).mappings()}
    return {key: found[person] for key, person in persons.items()}


def _provenance(mapping: ListMapping) -> Document:
    """Return the provenance of each fact that the list can state; the sex may come from the id number alone."""
    basis = {SEX: mapping.basis, BORN: mapping.basis, **{column.fact.id: column.basis for column in mapping.facts}}
    return {fact: provenance_of(mapping.origin, mapping.facts_on, why) for fact, why in basis.items()}


def _sealed(sealer: Sealer | None, text: str, before: str | None) -> str | None:
    """Return a sealed text, the one before when it holds the same: sealing anew would look like a change."""
    if sealer is None:
        return None
    return before if before is not None and sealer.holds(before, text) else sealer.seal(text)


def _upsert(connection: Connection, rows: Sequence[Stored]) -> None:
    if not rows:
        return
    statement = insert_for(connection, people)
    change = {column: statement.excluded[column] for column in rows[0] if column not in ("id", "created_at")}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=change), list(rows))

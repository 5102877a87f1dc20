"""What the database holds of a person in one row: facts, and beside them what is no fact, each with where and when it was said.

Pure but for the lock. What is no fact stands in the provenance under its column with a mark before it: ``@town``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.errors import SituationError
from bot.people.merge import Known
from bot.storage.tables import people

# What a record holds apart from facts and where it was first met.
SAID = ("town", "station", "born_on", "name_sealed", "phone_sealed")
MARK = "@"


def record_of(connection: Connection, person: str) -> dict[str, Any]:
    """Return the row of a person, locked.

    Raises:
        SituationError: nobody has this id.
    """
    row = connection.execute(select(people).where(people.c.id == person).with_for_update()).mappings().first()
    if row is None:
        raise SituationError(f"没有编号为 {person} 的人。")
    return dict(row)


def known_of(record: Mapping[str, Any]) -> Known:
    """Return what a record says, facts and the rest, with provenance.

    >>> known_of({"facts": {"veteran": True}, "provenance": {}, "town": "甲镇", "station": None}).facts
    {'veteran': True, '@town': '甲镇'}
    """
    said = {f"{MARK}{name}": record[name] for name in SAID if record.get(name) is not None}
    return Known({**record["facts"], **said}, record["provenance"])


def columns_of(known: Known) -> dict[str, Any]:
    """Return what is known as the columns of a record.

    >>> columns_of(Known({"veteran": True, "@town": "甲镇"}, {"@town": {"on": "2026-01-01"}}))["facts"]
    {'veteran': True}
    """
    facts = {fact: value for fact, value in known.facts.items() if not fact.startswith(MARK)}
    sources = {fact: known.provenance[fact] for fact in known.facts if fact in known.provenance}
    said = {name: known.facts.get(f"{MARK}{name}") for name in SAID}
    return {**said, "facts": facts, "provenance": sources}


def only_facts(names: Iterable[str]) -> frozenset[str]:
    """Return which of some names are those of facts."""
    return frozenset(name for name in names if not name.startswith(MARK))


def as_document(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as a document that JSON can hold."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in record.items()}


def from_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record that a document holds.

    >>> from_document({"id": "p1", "born_on": "1985-03-09", "town": None})
    {'id': 'p1', 'born_on': datetime.date(1985, 3, 9), 'town': None}
    """
    record = dict(document)
    for name in ("created_at", "updated_at"):
        if name in record:
            record[name] = datetime.fromisoformat(record[name])
    if record.get("born_on") is not None:
        record["born_on"] = date.fromisoformat(record["born_on"])
    return record

"""Makes two people of one again: undoes a union, or takes one list's row away from a person it does not belong to.

They stay two from then on, also for imports, until a colleague says otherwise. What was stopped is not started again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.errors import SituationError
from bot.people.held import subject_of
from bot.people.identities import new_person_id
from bot.people.merge import of_origin, parted
from bot.people.unions.moved_rows import divide_grants, divide_strong_keys, move_back
from bot.people.unions.record import columns_of, from_document, known_of, record_of
from bot.people.unions.told_ledger import ToldLedger
from bot.people.unions.union import SUBJECT
from bot.storage import JournalEntry, JournalKind, alone, note
from bot.storage.tables import consents, list_entries, merges, people, strong_keys

WITHDRAWN_BY = "split"
BY_LIST = "list"
ORIGIN = "import:"


@dataclass(frozen=True)
class Separation:
    """Two people who were one: the id that stayed, and the one that is there again or new."""

    person: str
    other: str


def split_merge(engine: Engine, ledger: ToldLedger, person: str, by: str, at: datetime) -> Separation:
    """Undo the last union of a person: each record is as it was, with what was stated since where it belongs.

    Consents that the union ended stay ended, and those given since then end: nobody can tell whose they are.

    Raises:
        SituationError: nobody has the id, or nothing was united.
        BusyPersonError: a notice to the person is leaving at this moment.
    """
    with alone(engine, SUBJECT) as connection:
        kept = subject_of(connection, person).person
        query = select(merges.c.other).where(merges.c.person == kept, merges.c.split_at.is_(None))
        other = connection.execute(query.order_by(merges.c.id.desc())).scalar()
        if other is None:
            raise SituationError(f"{kept} 没有合并过，没有可以分开的；名单上弄错的，用 --list 写名单编号。")
        part(connection, ledger, Separation(kept, other), by, at)
        return Separation(kept, other)


def part(connection: Connection, ledger: ToldLedger, pair: Separation, by: str, at: datetime) -> None:
    """Undo a union that is in force within the caller's transaction, which is alone with ``SUBJECT``.

    Raises:
        BusyPersonError: a notice to the person is leaving at this moment.
    """
    note(connection, JournalEntry(JournalKind.PARTED, at, pair.person, (), {"other": pair.other, "by": by}))
    pairs = (merges.c.person == pair.person, merges.c.other == pair.other, merges.c.split_at.is_(None))
    union = connection.execute(select(merges).where(*pairs).order_by(merges.c.id.desc())).one()
    _undo(connection, ledger, pair.person, union, at)
    apart = {"before": {}, "split_by": by, "split_at": at}
    connection.execute(update(merges).where(merges.c.id == union.id).values(**apart))


def split_list(engine: Engine, person: str, source: str, by: str, at: datetime) -> Separation:
    """Make a person of their own of the rows of one list, with the facts and consents that this list stated.

    Raises:
        SituationError: nobody has the id, the list does not have the person, or no other does.
    """
    with alone(engine, SUBJECT) as connection:
        kept, fresh = subject_of(connection, person).person, new_person_id()
        lists = lists_of(connection, kept)
        if source not in lists:
            there = "、".join(sorted(lists)) or "没有"
            raise SituationError(f"{kept} 不在名单 {source} 上；在的名单：{there}。")
        take_list(connection, Separation(kept, fresh), source, by, at)
        return Separation(kept, fresh)


def lists_of(connection: Connection, person: str) -> set[str]:
    """Return the sources of the lists on which a person is."""
    return set(connection.execute(select(list_entries.c.source).where(list_entries.c.person == person)).scalars())


def take_list(connection: Connection, pair: Separation, source: str, by: str, at: datetime) -> None:
    """Make a new person of what one list stated of a person, within the caller's transaction, which is alone with ``SUBJECT``."""
    kept, fresh = pair.person, pair.other
    detail = {"other": fresh, "by": by, "list": source}
    note(connection, JournalEntry(JournalKind.PARTED, at, kept, (), detail))
    record = record_of(connection, kept)
    stays, goes = of_origin(known_of(record), f"{ORIGIN}{source}")
    base = {"id": fresh, "created_at": at, "updated_at": at}
    connection.execute(insert(people).values(**base, **columns_of(goes)))
    first_met = {"source": None, "source_key": None} if record["source"] == source else {}
    connection.execute(
        update(people).where(people.c.id == kept).values(**columns_of(stays), **first_met, updated_at=at)
    )
    for table in (list_entries, strong_keys, consents):
        mark = table.c.source == source if table is list_entries else table.c.origin == f"{ORIGIN}{source}"
        connection.execute(update(table).where(table.c.person == kept, mark).values(person=fresh))
    apart = {"person": kept, "other": fresh, "why": BY_LIST, "merged_by": by, "merged_at": at, "before": {}}
    connection.execute(insert(merges).values(**apart, split_by=by, split_at=at))


def _undo(connection: Connection, ledger: ToldLedger, kept: str, union: Any, at: datetime) -> None:
    before, gone, now = union.before, union.other, record_of(connection, kept)
    own, theirs = from_document(before["kept"]), from_document(before["gone"])
    first_met = {name: own[name] for name in ("source", "source_key")}
    connection.execute(update(people).where(people.c.id == kept).values(**first_met))
    connection.execute(insert(people).values(**{**theirs, "updated_at": at}))
    move_back(connection, kept, gone, before["moved"])
    origins = select(list_entries.c.source).where(list_entries.c.person == gone)
    sources = {f"{ORIGIN}{source}" for source in connection.execute(origins).scalars()}
    first, second = parted(known_of(now), known_of(own), known_of(theirs), sources)
    connection.execute(update(people).where(people.c.id == kept).values(**columns_of(first), updated_at=at))
    connection.execute(update(people).where(people.c.id == gone).values(**columns_of(second)))
    ledger.divide(connection, kept, gone, before["told"], union.merged_at)
    divide_grants(connection, kept, gone, before["grants"], at)
    divide_strong_keys(connection, kept, gone, before["keys"], before["kept_keys"])
    _end_since(connection, kept, union, at)


def _end_since(connection: Connection, kept: str, union: Any, at: datetime) -> None:
    """End the consents that were given since the union: nobody can tell whose they are."""
    new = (consents.c.person == kept, consents.c.id > union.before["last_consent"], consents.c.withdrawn_at.is_(None))
    connection.execute(update(consents).where(*new).values(withdrawn_at=at, withdrawn_by=WITHDRAWN_BY))

"""Makes two records of one person one: facts meet, a no of either holds, who was told is told, and all of it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine

from bot.errors import SituationError
from bot.people.held import now_known_as
from bot.people.merge import met
from bot.people.unions.moved_rows import digests_of, move_rows, unite_grants, unite_strong_keys
from bot.people.unions.record import as_document, columns_of, known_of, only_facts, record_of
from bot.people.unions.refusals import hold_refusals
from bot.people.unions.told_ledger import ToldLedger
from bot.storage import JournalEntry, JournalKind, alone, note
from bot.storage.tables import consents, merges, people

BY_HAND = "hand"
# The lock of imports: nobody is merged while a list that may hold them is stored.
SUBJECT = "import"


@dataclass(frozen=True)
class Pair:
    """Two records of one person: the id that stays, the one that goes, and the kind of key that agreed, or ``BY_HAND``."""

    kept: str
    gone: str
    why: str


@dataclass(frozen=True)
class Union:
    """What came of a union.

    Args:
        person: the id that stays.
        other: the id that was.
        contested: the facts, by id, on which the two records disagreed.
    """

    person: str
    other: str
    contested: frozenset[str]


def merge_people(engine: Engine, ledger: ToldLedger, person: str, other: str, by: str, at: datetime) -> Union:
    """Make two records one person because a colleague says that they are; a split that kept them two no longer counts.

    Raises:
        SituationError: nobody has one of the ids, or both are the same person already.
        BusyPersonError: a notice to either is leaving at this moment.
    """
    with alone(engine, SUBJECT) as connection:
        first, second = now_known_as(connection, person), now_known_as(connection, other)
        if first == second:
            raise SituationError("这两个编号已经是同一个人，不用合并。")
        pair = or_(_is_pair(first, second), _is_pair(second, first))
        connection.execute(delete(merges).where(pair, merges.c.split_at.is_not(None)))
        return unite(connection, ledger, Pair(first, second, BY_HAND), by, at)


def unite(connection: Connection, ledger: ToldLedger, pair: Pair, by: str, at: datetime) -> Union:
    """Make two records one within the caller's transaction, which is alone with ``SUBJECT``.

    Args:
        by: who said so: a userid, or the origin of a list.

    Raises:
        SituationError: nobody has one of the ids.
        BusyPersonError: a notice to either is leaving at this moment.
    """
    kept, gone = pair.kept, pair.gone
    # A backup that is older than the union holds two records: what the one asked for since is what the other asked for.
    note(connection, JournalEntry(JournalKind.UNITED, at, kept, (), {"other": gone, "why": pair.why, "by": by}))
    own, theirs = record_of(connection, kept), record_of(connection, gone)
    before: dict[str, Any] = {
        "kept": as_document(own),
        "gone": as_document(theirs),
        "kept_keys": digests_of(connection, kept),
        "told": ledger.unite(connection, kept, gone, at),
    }
    hold_refusals(connection, kept, gone, at)
    together = met(known_of(own), known_of(theirs))
    before |= {
        "moved": move_rows(connection, kept, gone),
        "grants": unite_grants(connection, kept, gone, at),
        "keys": unite_strong_keys(connection, kept, gone),
        "last_consent": connection.execute(select(func.max(consents.c.id))).scalar() or 0,
    }
    connection.execute(delete(people).where(people.c.id == gone))
    connection.execute(update(people).where(people.c.id == kept).values(**columns_of(together.known), updated_at=at))
    row = {"person": kept, "other": gone, "why": pair.why, "merged_by": by, "merged_at": at, "before": before}
    connection.execute(insert(merges).values(**row))
    return Union(kept, gone, only_facts(together.contested))


def _is_pair(person: str, other: str) -> Any:
    return and_(merges.c.person == person, merges.c.other == other)

"""Erases a person: every row that is theirs, in every table (个人信息保护法第四十七条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Engine

from bot.people.held import PERSON, holdings, subject_of
from bot.people.notice_counts import is_first_letter, kept_sums
from bot.storage import JournalEntry, JournalKind, insert_for, note, remember_erased
from bot.storage.tables import erased_counts, notices


def erase_person(engine: Engine, person: str, at: datetime) -> int:
    """Delete everything held of a person, in one transaction; return how many rows there were.

    What remains is how far the notices of each campaign to erased people came and what was answered, as numbers, and for a day a digest of each conversation,
    so that pages which were opened before show nothing any more.

    Raises:
        SituationError: nobody has this id.
    """
    with engine.begin() as connection:
        return erase_within(connection, person, at)


def erase_within(connection: Connection, person: str, at: datetime) -> int:
    """Delete everything held of a person within the caller's transaction; return how many rows there were."""
    subject = subject_of(connection, person)
    # A restored backup may not know yet that the records of a person were merged.
    for each in subject.records:
        note(connection, JournalEntry(JournalKind.ERASED, at, each, subject.conversations))
    _count_notices(connection, subject.keys(PERSON))
    remember_erased(connection, subject.conversations, at)
    rows = 0
    for holding in holdings():
        keys = subject.keys(holding.by)
        if keys:
            rows += connection.execute(delete(holding.table).where(holding.column.in_(keys))).rowcount
    return rows


def _count_notices(connection: Connection, persons: Sequence[str]) -> None:
    """Keep the sums of campaigns true without the person: for each campaign how far the notices came, and what was answered."""
    own = (notices.c.person.in_(persons), is_first_letter())
    query = select(notices.c.campaign, *kept_sums()).where(*own).group_by(notices.c.campaign)
    for row in connection.execute(query).all():
        for stage, count in row._mapping.items():
            if stage != "campaign" and count:
                _add(connection, row.campaign, stage, int(count))


def _add(connection: Connection, campaign: str, stage: str, count: int) -> None:
    statement = insert_for(connection, erased_counts).values(campaign=campaign, stage=stage, count=count)
    more = {"count": erased_counts.c.count + statement.excluded.count}
    connection.execute(statement.on_conflict_do_update(index_elements=["campaign", "stage"], set_=more))

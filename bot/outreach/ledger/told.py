"""Whom the journal says to have been told, and how a ledger learns it that was restored from a backup: nobody is told twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.outreach.runs.states import NoticeState
from bot.people import Whose, as_named, owners, replay_promises
from bot.storage import JournalEntry, JournalKind, carried, insert_for
from bot.storage.tables import campaign_runs, notices

if TYPE_CHECKING:
    from bot.outreach.ledger.start import Started

REASON = "restored"
# What may still become a letter.
OPEN = (NoticeState.PLANNED, NoticeState.CLAIMED, NoticeState.SUPPRESSED, NoticeState.FAILED)
PAGE = 500
NAMED = ("campaign", "policy", "version", "kind", "verdict", "key")


def told_entry(notice: Started, at: datetime) -> JournalEntry:
    """Return what the journal keeps of a notice whose letter is about to leave."""
    detail = {name: getattr(notice, name) for name in NAMED} | {"kind": notice.kind.value, "way": notice.way.value}
    return JournalEntry(JournalKind.TOLD, at, notice.person, (notice.conversation,), detail)


def not_told_entry(notice: Started, at: datetime) -> JournalEntry:
    """Return what the journal keeps of a notice that the platform refused."""
    return JournalEntry(JournalKind.NOT_TOLD, at, notice.person, (notice.conversation,), {"key": notice.key})


def still_told(entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    """Return the entries of those who were told, without those who were refused afterwards."""
    last: dict[str, JournalEntry] = {}
    for entry in entries:
        if entry.kind in (JournalKind.TOLD, JournalKind.NOT_TOLD):
            last[str(entry.detail["key"])] = entry
    return [entry for entry in last.values() if entry.kind is JournalKind.TOLD]


def replay_told(connection: Connection, entries: Iterable[JournalEntry], whose: Whose = owners) -> int:
    """Write down who was told as ``unknown``: it may have been sent, so it is never sent again. Return how many were not known."""
    runs: dict[tuple[str, str, str], int] = {}
    found = ((entry, person) for entry in _unsettled(connection, list(entries)) for person in whose(connection, entry))
    return sum(_replay(connection, entry, person, runs) for entry, person in found)


def _unsettled(connection: Connection, entries: Sequence[JournalEntry]) -> Iterator[JournalEntry]:
    """Yield the entries whose notice the ledger lacks, or may still send: as a rule it knows nearly all."""
    settled = notices.c.state.not_in([state.value for state in OPEN])
    for start in range(0, len(entries), PAGE):
        page = {str(entry.detail["key"]): entry for entry in entries[start : start + PAGE]}
        query = select(notices.c.key).where(notices.c.key.in_(list(page)), settled)
        known = set(connection.execute(query).scalars())
        yield from (entry for key, entry in page.items() if key not in known)


def honour_carried(connection: Connection) -> int:
    """Keep what was promised to people who came back after a restore; return how many promises were not known."""
    kept = carried(connection)
    if not kept:
        return 0
    told = [entry for entry in kept if entry.kind is JournalKind.TOLD]
    done = replay_promises(connection, [entry for entry in kept if entry not in told], as_named)
    return done.withdrawn + replay_told(connection, told, as_named)


def _replay(connection: Connection, entry: JournalEntry, person: str, runs: dict[tuple[str, str, str], int]) -> int:
    detail = entry.detail
    this = (
        notices.c.person == person,
        notices.c.policy == detail["policy"],
        notices.c.version == detail["version"],
        notices.c.kind == detail["kind"],
    )
    known = connection.execute(select(notices.c.id, notices.c.state).where(*this)).first()
    told = {"state": NoticeState.UNKNOWN.value, "reason": REASON, "started_at": entry.at}
    if known is None:
        row = {**_row(connection, entry, runs), "person": person, **told}
        connection.execute(insert_for(connection, notices).values(**row))
        return 1
    if known.state not in [state.value for state in OPEN]:
        return 0
    connection.execute(update(notices).where(notices.c.id == known.id).values(**told, lease_holder=None))
    return 1


def _row(connection: Connection, entry: JournalEntry, runs: dict[tuple[str, str, str], int]) -> Mapping[str, Any]:
    detail = entry.detail
    named = (detail["campaign"], detail["kind"], detail["version"])
    if named not in runs:
        runs[named] = _run(connection, *named)
    conversation = entry.conversations[0] if entry.conversations else None
    return {
        **{name: detail[name] for name in NAMED},
        "run": runs[named],
        "way": detail["way"],
        "conversation": conversation,
        "attempts": 0,
        "not_after": entry.at,
        "planned_at": entry.at,
    }


def _run(connection: Connection, campaign: str, kind: str, version: str) -> int:
    """Return the run of a notice; 0 when the backup does not know it: a follow-up belongs to the run of its notice."""
    this = (campaign_runs.c.campaign == campaign, campaign_runs.c.version == version)
    query = select(campaign_runs.c.id, campaign_runs.c.kind).where(*this).order_by(campaign_runs.c.id)
    found = {row.kind: int(row.id) for row in connection.execute(query)}
    return found.get(kind) or next(iter(found.values()), 0)

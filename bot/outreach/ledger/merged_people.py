"""The ledger of two records that become one: who was told on one is told, and nothing goes out twice.

Where both have a row for the same notice, the one that says most of what the person got stays theirs; the other is put
aside under a former id, where nothing can reach it, so that sums stay true and a split can give it back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.outreach.ledger.leases import settle_claims
from bot.outreach.runs.states import TOLD, KnockState, NoticeKind, NoticeState
from bot.people.unions import BusyPersonError, id_aside
from bot.storage.tables import channel_identities, knocks, notices

# From what says most of a person to what says least.
RANKS = (
    TOLD,
    (NoticeState.PLANNED,),
    (NoticeState.FAILED,),
    (NoticeState.SUPPRESSED,),
    (NoticeState.EXPIRED,),
    (NoticeState.CANCELLED,),
)
_RANK = {state.value: rank for rank, states in enumerate(RANKS) for state in states}
_TOLD = tuple(state.value for state in TOLD)
_BROADCASTS = (NoticeKind.NOTICE.value, NoticeKind.POLICY_CHANGE.value)
MERGED = "merged"


class MergedNotices:
    """Notices and visits of people whose records are merged or split."""

    def unite(self, connection: Connection, kept: str, gone: str, at: datetime) -> dict[str, list[int]]:
        """Give what one record was told to another; return the ids that were the one's, and the other's that were put aside.

        Raises:
            BusyPersonError: a notice to either is on its way.
        """
        rows = _locked(connection, kept, gone)
        aside = _aside(rows, kept, gone)
        own = [row.id for row in rows if row.person == gone]
        put_aside = [id for id in aside if id not in own]
        _give(connection, put_aside, id_aside(gone))
        _give(connection, [id for id in own if id not in aside], kept)
        planned = (notices.c.id.in_(aside), notices.c.state == NoticeState.PLANNED.value)
        held = update(notices).where(*planned).values(state=NoticeState.SUPPRESSED.value, reason=MERGED)
        connection.execute(held)
        return {"gone": own, "aside": put_aside, "knocks": _unite_knocks(connection, kept, gone, at)}

    def divide(
        self, connection: Connection, kept: str, gone: str, moved: Mapping[str, Sequence[int]], since: datetime
    ) -> None:
        """Give the notices back to whom they were for, and those that went to an address of the one since a moment.

        Raises:
            BusyPersonError: a notice is on its way.
        """
        _locked(connection, kept, gone)
        _give(connection, moved["gone"], gone)
        _give(connection, moved["aside"], kept)
        theirs = select(channel_identities.c.conversation).where(channel_identities.c.person == gone)
        later = (notices.c.person == kept, notices.c.conversation.in_(theirs), notices.c.planned_at >= since)
        connection.execute(update(notices).where(*later, notices.c.id.not_in(moved["aside"])).values(person=gone))
        _divide_knocks(connection, kept, gone, moved["knocks"])


class SettledNotices(MergedNotices):
    """The same where nothing is on its way any more: in a database that was restored."""

    def unite(self, connection: Connection, kept: str, gone: str, at: datetime) -> dict[str, list[int]]:
        """Give what one record was told to another; a claim that the backup holds is nobody's any more."""
        settle_claims(connection, notices.c.person.in_((kept, gone)))
        return super().unite(connection, kept, gone, at)

    def divide(
        self, connection: Connection, kept: str, gone: str, moved: Mapping[str, Sequence[int]], since: datetime
    ) -> None:
        """Give it back; a claim that the backup holds is nobody's any more."""
        settle_claims(connection, notices.c.person.in_((kept, gone)))
        super().divide(connection, kept, gone, moved, since)


def _unite_knocks(connection: Connection, kept: str, gone: str, at: datetime) -> list[int]:
    """Give the visits of one record to another; a run that has both on the list visits once. Return the ids that were the one's."""
    query = select(knocks.c.id, knocks.c.run, knocks.c.person, knocks.c.state).where(knocks.c.person.in_((kept, gone)))
    of_run: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        of_run[row.run].append(row)
    own = [row.id for rows in of_run.values() for row in rows if row.person == gone]
    alone = [row.id for rows in of_run.values() for row in rows if row.person == gone and len(rows) == 1]
    if alone:
        connection.execute(update(knocks).where(knocks.c.id.in_(alone)).values(person=kept))
    closed = {"state": KnockState.CLOSED.value, "outcome": MERGED, "closed_at": at}
    for rows in (rows for rows in of_run.values() if len(rows) > 1):
        is_done = any(row.state == KnockState.CLOSED.value for row in rows)
        ending = [row.id for row in rows if row.state == KnockState.OPEN.value and (is_done or row.person == gone)]
        if ending:
            connection.execute(update(knocks).where(knocks.c.id.in_(ending)).values(**closed))
    return own


def _divide_knocks(connection: Connection, kept: str, gone: str, own: Sequence[int]) -> None:
    """Give the visits back; those that the union closed are open again."""
    if own:
        connection.execute(update(knocks).where(knocks.c.id.in_(own)).values(person=gone))
    again = {"state": KnockState.OPEN.value, "outcome": None, "closed_at": None}
    this = (knocks.c.person.in_((kept, gone)), knocks.c.outcome == MERGED)
    connection.execute(update(knocks).where(*this).values(**again))


def _locked(connection: Connection, kept: str, gone: str) -> Sequence[Any]:
    columns = (
        notices.c.id,
        notices.c.person,
        notices.c.policy,
        notices.c.version,
        notices.c.kind,
        notices.c.state,
    )
    query = select(*columns).where(notices.c.person.in_((kept, gone))).order_by(notices.c.id).with_for_update()
    rows: Sequence[Any] = connection.execute(query).all()
    if any(row.state == NoticeState.CLAIMED.value for row in rows):
        raise BusyPersonError
    return rows


def _aside(rows: Sequence[Any], kept: str, gone: str) -> list[int]:
    """Return the rows that say less than another of the same notice, and those planned that a person told of the policy needs no more."""
    same: defaultdict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in rows:
        same[row.policy, row.version, row.kind].append(row)
    aside = []
    for group in (group for group in same.values() if len(group) > 1):
        best = min(group, key=lambda row: (_RANK[row.state], row.person != kept))
        aside += [row.id for row in group if row is not best]
    told = {(row.policy, row.person) for row in rows if row.kind in _BROADCASTS and row.state in _TOLD}
    for row in rows:
        other = gone if row.person == kept else kept
        is_first = row.kind == NoticeKind.NOTICE.value and row.state == NoticeState.PLANNED.value
        if is_first and (row.policy, other) in told and row.id not in aside:
            aside.append(row.id)
    return aside


def _give(connection: Connection, ids: Sequence[int], person: str) -> None:
    if ids:
        connection.execute(update(notices).where(notices.c.id.in_(ids)).values(person=person))

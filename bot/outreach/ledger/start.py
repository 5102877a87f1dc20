"""The last step before letters leave: marks a few claimed notices as started, in a commit of its own, if nothing changed since.

A crash before it loses nothing; a crash after it leaves the notice ``unknown``. So nothing is ever sent twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, true, update
from sqlalchemy.engine import Connection, Engine

from bot.messaging.api import Way
from bot.messaging.ledgers import reserve_within
from bot.outreach.audience.routes import still_open
from bot.outreach.ledger.claim import ClaimConditions, hold_run, release_within
from bot.outreach.ledger.told import told_entry
from bot.outreach.runs.states import NoticeKind, NoticeState
from bot.people import GrantKind
from bot.storage import journal_of
from bot.storage.tables import channel_identities, notices, template_grants


@dataclass(frozen=True)
class Started:
    """A notice whose letter may leave now; ``address`` is never logged."""

    id: int
    run: int
    campaign: str
    person: str
    policy: str
    version: str
    kind: NoticeKind
    verdict: str
    way: Way
    conversation: str
    address: str
    template: str | None
    key: str
    attempts: int


def start(engine: Engine, terms: ClaimConditions, holder: str, ids: Sequence[int], at: datetime) -> list[Started]:
    """Mark claimed notices as started and return them; those for which something changed wait again.

    A one-off grant and a place in the reply window are taken in the same transaction.

    Raises:
        OSError: the journal could not take them; nothing was started.
    """
    with engine.begin() as connection:
        if not hold_run(connection, terms.run, at):
            release_within(connection, holder, ids)
            return []
        this = (
            notices.c.id.in_(ids),
            notices.c.lease_holder == holder,
            notices.c.lease_until > at,
            notices.c.state == NoticeState.CLAIMED.value,
            notices.c.started_at.is_(None),
            notices.c.not_after > at,
            still_open(terms.routes, notices, at),
            terms.fits(notices.c.person) if terms.fits is not None else true(),
        )
        connection.execute(update(notices).where(*this).values(started_at=at))
        started = _started(connection, holder, ids)
        _take_grants(connection, started, at)
        _take_windows(connection, started)
        release_within(connection, holder, ids)
        # On the disk before the letters leave: a backup that is restored does not know of them.
        journal = journal_of(connection)
        if journal is not None:
            journal.require([told_entry(each, at) for each in started])
    return started


def _started(connection: Connection, holder: str, ids: Sequence[int]) -> list[Started]:
    columns = (
        notices.c.id,
        notices.c.run,
        notices.c.campaign,
        notices.c.person,
        notices.c.policy,
        notices.c.version,
        notices.c.kind,
        notices.c.verdict,
        notices.c.way,
        notices.c.conversation,
        channel_identities.c.address,
        notices.c.template,
        notices.c.key,
        notices.c.attempts,
    )
    joined = notices.join(channel_identities, channel_identities.c.conversation == notices.c.conversation)
    query = select(*columns).select_from(joined).where(notices.c.id.in_(ids), notices.c.lease_holder == holder)
    query = query.where(notices.c.started_at.is_not(None), notices.c.state == NoticeState.CLAIMED.value)
    return [_as_started(row) for row in connection.execute(query.order_by(notices.c.id))]


def _as_started(row: Any) -> Started:
    return Started(**{**row._mapping, "kind": NoticeKind(row.kind), "way": Way(row.way)})


def _take_grants(connection: Connection, started: Sequence[Started], at: datetime) -> None:
    for template in {each.template for each in started if each.way is Way.SUBSCRIBE}:
        people = [each.person for each in started if each.template == template and each.way is Way.SUBSCRIBE]
        one_off = (
            template_grants.c.template == template,
            template_grants.c.kind == GrantKind.ONE_OFF.value,
            template_grants.c.remaining > 0,
            template_grants.c.person.in_(people),
        )
        taken = update(template_grants).where(*one_off)
        connection.execute(taken.values(remaining=template_grants.c.remaining - 1, updated_at=at))


def _take_windows(connection: Connection, started: Sequence[Started]) -> None:
    used = [each.conversation for each in started if each.way is Way.CUSTOMER]
    if used:
        # Asked for in this transaction already, when the notices were marked.
        reserve_within(connection, used)

"""Opens referrals: of someone who asks for a person, and of those on a 敲门 list. Each is promised, assigned and told in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import Connection, Engine

from bot.kb import Calendar
from bot.outreach.runs import KnockState
from bot.referrals.assignment import next_matchmaker, station_of, wait_for_turn
from bot.referrals.history import write_event
from bot.referrals.promises import Promise, promise
from bot.referrals.states import CITIZEN, SYSTEM, Act, ReferralKind, ReferralOutcome, ReferralState
from bot.storage.tables import campaign_runs, channel_identities, knocks, people, referrals

# A list may be long; the next round takes the rest.
KNOCKS_AT_ONCE = 500
PHONE_LEFT = "居民留了联系电话。"


@dataclass(frozen=True)
class PersonCall:
    """Someone who asks for a person.

    Args:
        question: what they asked, masked.
        phone_sealed: only what was given for this.
    """

    conversation: str
    area: str | None = None
    topic: str | None = None
    policy: str | None = None
    question: str | None = None
    phone_sealed: str | None = None


@dataclass(frozen=True)
class OpenedReferral:
    """A referral that was opened, or the one that was open already."""

    id: int
    station: str | None
    assigned_to: str | None
    promise: Promise
    is_new: bool


def open_call(engine: Engine, call: PersonCall, at: datetime, calendar: Calendar) -> OpenedReferral:
    """Open a call; whoever asks again while one is open gets the same."""
    given = promise(at, calendar)
    with engine.begin() as connection:
        wait_for_turn(connection, at)
        known = _open_call_of(connection, call.conversation)
        if known is not None:
            return known
        station = station_of(connection, call.area)
        chosen = next_matchmaker(connection, station)
        row = {
            "kind": ReferralKind.CALL.value,
            "person": _person_of(connection, call.conversation),
            "conversation": call.conversation,
            "area": call.area,
            "topic": call.topic,
            "policy": call.policy,
            "question": call.question,
            "phone_sealed": call.phone_sealed,
        }
        referral = _insert(connection, row, station, chosen, given, CITIZEN, at)
    return OpenedReferral(referral, station, chosen, given, is_new=True)


def open_knocks(engine: Engine, at: datetime, calendar: Callable[[], Calendar]) -> int:
    """Make referrals of the open entries of 敲门 lists, and close those whose entry was closed elsewhere; return how many are new.

    May be called at any time, any number of times. Nobody was promised the same day here: the entry is due as an introduction is.
    """
    taken = select(referrals.c.knock).where(referrals.c.knock.is_not(None))
    waiting = (knocks.c.state == KnockState.OPEN.value, knocks.c.id.not_in(taken))
    with engine.connect() as connection:
        if connection.execute(select(knocks.c.id).where(*waiting).limit(1)).first() is None:
            return 0
    given = promise(at, calendar())
    given = Promise(given.introduce_by, given.introduce_by)
    joined = knocks.join(campaign_runs, campaign_runs.c.id == knocks.c.run).join(people, people.c.id == knocks.c.person)
    columns = (knocks.c.id, knocks.c.person, knocks.c.station, people.c.town, campaign_runs.c.policy)
    query = select(*columns).select_from(joined).where(*waiting).order_by(knocks.c.id).limit(KNOCKS_AT_ONCE)
    with engine.begin() as connection:
        wait_for_turn(connection, at)
        found = connection.execute(query).all()
        for knock in found:
            station = knock.station or station_of(connection, knock.town)
            chosen = next_matchmaker(connection, station)
            row = {
                "kind": ReferralKind.KNOCK.value,
                "person": knock.person,
                "knock": knock.id,
                "area": knock.town,
                "policy": knock.policy,
            }
            _insert(connection, row, station, chosen, given, SYSTEM, at)
    return len(found)


def close_with_knocks(engine: Engine, at: datetime) -> int:
    """Close the referrals whose entry of a 敲门 list was closed on the command line; return how many."""
    closed = select(knocks.c.id).where(knocks.c.state == KnockState.CLOSED.value)
    this = (referrals.c.state != ReferralState.CLOSED.value, referrals.c.knock.in_(closed))
    values = {"state": ReferralState.CLOSED.value, "outcome": ReferralOutcome.TOLD.value, "closed_at": at}
    with engine.begin() as connection:
        return int(connection.execute(update(referrals).where(*this).values(**values)).rowcount)


def open_call_of(engine: Engine, conversation: str) -> OpenedReferral | None:
    """Return the open call of a conversation."""
    with engine.connect() as connection:
        return _open_call_of(connection, conversation)


def open_referral_of(engine: Engine, person: str, conversation: str) -> int | None:
    """Return the open referral of a person, by record or by conversation; None without one."""
    theirs = or_(referrals.c.person == person, referrals.c.conversation == conversation)
    query = select(referrals.c.id).where(theirs, referrals.c.state != ReferralState.CLOSED.value)
    with engine.connect() as connection:
        found: int | None = connection.execute(query.order_by(referrals.c.id.desc()).limit(1)).scalar()
    return found


def note_phone(engine: Engine, referral: int, phone_sealed: str, at: datetime) -> None:
    """Keep the number at which the person of an open call wants to be reached, in place of an earlier one."""
    with engine.begin() as connection:
        connection.execute(update(referrals).where(referrals.c.id == referral).values(phone_sealed=phone_sealed))
        write_event(connection, referral, CITIZEN, Act.NOTED, at, PHONE_LEFT)


def _open_call_of(connection: Connection, conversation: str) -> OpenedReferral | None:
    this = (referrals.c.conversation == conversation, referrals.c.kind == ReferralKind.CALL.value)
    is_open = referrals.c.state != ReferralState.CLOSED.value
    row = connection.execute(select(referrals).where(*this, is_open)).first()
    if row is None:
        return None
    return OpenedReferral(
        row.id, row.station, row.assigned_to, Promise(row.contact_due_at, row.introduce_due_at), is_new=False
    )


def _person_of(connection: Connection, conversation: str) -> str | None:
    query = select(channel_identities.c.person).where(channel_identities.c.conversation == conversation)
    person: str | None = connection.execute(query).scalar()
    return person


def _insert(
    connection: Connection,
    row: dict[str, Any],
    station: str | None,
    chosen: str | None,
    given: Promise,
    who: str,
    at: datetime,
) -> int:
    values = {
        **row,
        "station": station,
        "assigned_to": chosen,
        "state": ReferralState.OPEN.value,
        "opened_at": at,
        "contact_due_at": given.contact_by,
        "introduce_due_at": given.introduce_by,
    }
    referral = int(connection.execute(insert(referrals).values(**values)).inserted_primary_key[0])
    write_event(connection, referral, who, Act.OPENED, at)
    if chosen is not None:
        write_event(connection, referral, SYSTEM, Act.ASSIGNED, at, chosen)
    return referral

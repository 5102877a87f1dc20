"""The mark on the desk that someone wrote of not wanting to live: on top of the board, due at once, without their words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from bot.referrals.assignment import next_matchmaker, wait_for_turn
from bot.referrals.history import write_event
from bot.referrals.states import SYSTEM, Act, ReferralKind, ReferralState
from bot.storage.tables import channel_identities, people, referrals

# Stands where a question does. What the person wrote is not kept.
ALARM_WORDS = "（系统标记）这位居民写了不想活的话，请马上联系。"


def raise_alarm(engine: Engine, conversation: str, at: datetime) -> int:
    """Mark a conversation on the desk unless an open mark is there; return the number of the mark."""
    is_open = (
        referrals.c.conversation == conversation,
        referrals.c.kind == ReferralKind.ALARM.value,
        referrals.c.state != ReferralState.CLOSED.value,
    )
    joined = channel_identities.join(people, people.c.id == channel_identities.c.person)
    known = select(people.c.id, people.c.town, people.c.station).select_from(joined)
    with engine.begin() as connection:
        wait_for_turn(connection, at)
        found: int | None = connection.execute(select(referrals.c.id).where(*is_open)).scalar()
        if found is not None:
            return found
        person = connection.execute(known.where(channel_identities.c.conversation == conversation)).first()
        station = None if person is None else person.station
        chosen = next_matchmaker(connection, station)
        row = {
            "kind": ReferralKind.ALARM.value,
            "person": None if person is None else person.id,
            "conversation": conversation,
            "area": None if person is None else person.town,
            "station": station,
            "assigned_to": chosen,
            "question": ALARM_WORDS,
            "state": ReferralState.OPEN.value,
            "opened_at": at,
            "contact_due_at": at,
            "introduce_due_at": at,
        }
        alarm = int(connection.execute(insert(referrals).values(**row)).inserted_primary_key[0])
        write_event(connection, alarm, SYSTEM, Act.OPENED, at)
        if chosen is not None:
            write_event(connection, alarm, SYSTEM, Act.ASSIGNED, at, chosen)
    return alarm

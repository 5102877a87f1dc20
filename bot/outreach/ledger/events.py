"""What platforms and people report of a notice afterwards: delivered, refused late, read, asked about, answered. In any order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.outreach.runs.states import TOLD, NoticeKind, NoticeState, before_notice
from bot.storage.tables import delivery_events, notices, web_inbox


class FollowUpAnswer(str, Enum):
    """What a person says to the question whether they applied (1, 2, 3)."""

    APPLIED = "applied"
    NOT_YET = "not_yet"
    NOT_ELIGIBLE = "not_eligible"


DIGITS = {"1": FollowUpAnswer.APPLIED, "2": FollowUpAnswer.NOT_YET, "3": FollowUpAnswer.NOT_ELIGIBLE}


def report_delivery(engine: Engine, message_id: str, at: datetime, failure: str | None = None) -> bool:
    """Record what the platform says became of a message; tell whether the message is known already.

    One that is not known yet is kept: the event may come before our own record of the sending.
    """
    state = NoticeState.DELIVERED if failure is None else NoticeState.FAILED
    with engine.begin() as connection:
        if _apply(connection, message_id, state, failure, at):
            return True
        row = {"message_id": message_id, "state": state.value, "reason": failure, "at": at}
        connection.execute(insert(delivery_events).values(**row))
        # The sender may have recorded the message between the two statements.
        apply_early_events(connection, [message_id])
    return False


def apply_early_events(connection: Connection, message_ids: Sequence[str]) -> None:
    """Apply the events that came before the sending was recorded, within the caller's transaction."""
    if not message_ids:
        return
    waiting = select(delivery_events).where(delivery_events.c.message_id.in_(message_ids))
    for event in connection.execute(waiting.order_by(delivery_events.c.id)).all():
        if _apply(connection, event.message_id, NoticeState(event.state), event.reason, event.at):
            connection.execute(delete(delivery_events).where(delivery_events.c.id == event.id))


def settle_early_events(engine: Engine) -> None:
    """Apply events whose message was recorded at the same moment as the event, when neither saw the other."""
    known = select(delivery_events.c.message_id).where(delivery_events.c.message_id.in_(select(notices.c.message_id)))
    with engine.begin() as connection:
        apply_early_events(connection, list(connection.execute(known.distinct()).scalars()))


def forget_events(engine: Engine, before: datetime) -> int:
    """Delete events of messages that are none of ours; return how many there were."""
    with engine.begin() as connection:
        return int(connection.execute(delete(delivery_events).where(delivery_events.c.at < before)).rowcount)


def _apply(connection: Connection, message_id: str, state: NoticeState, reason: str | None, at: datetime) -> bool:
    known = select(notices.c.id).where(notices.c.message_id == message_id)
    notice = connection.execute(known).scalar()
    if notice is None:
        return False
    moved = {"delivered_at": at} if state is NoticeState.DELIVERED else {"reason": reason}
    this = (notices.c.id == notice, notices.c.state.in_(before_notice(state)))
    connection.execute(update(notices).where(*this).values(state=state.value, **moved))
    return True


def mark_read(engine: Engine, notice: int, at: datetime) -> bool:
    """Record that a person opened a notice; tell whether this is new."""
    this = (notices.c.id == notice, notices.c.state.in_(before_notice(NoticeState.READ)), notices.c.read_at.is_(None))
    with engine.begin() as connection:
        inbox = update(web_inbox).where(web_inbox.c.notice == notice, web_inbox.c.read_at.is_(None))
        connection.execute(inbox.values(read_at=at))
        change = update(notices).where(*this).values(state=NoticeState.READ.value, read_at=at)
        return bool(connection.execute(change).rowcount)


def mark_asked(engine: Engine, notice: int, at: datetime) -> bool:
    """Record that a person asked about a notice, which is also reading it; tell whether this is new."""
    mark_read(engine, notice, at)
    asked_about = select(notices.c.follow_up_of).where(notices.c.id == notice, notices.c.follow_up_of.is_not(None))
    with engine.begin() as connection:
        # Asking about a follow-up is asking about the notice that it follows.
        both = [notice, *connection.execute(asked_about).scalars()]
        change = update(notices).where(notices.c.id.in_(both), notices.c.asked_at.is_(None)).values(asked_at=at)
        return bool(connection.execute(change).rowcount)


def answer(engine: Engine, notice: int, said: FollowUpAnswer, at: datetime) -> bool:
    """Record what a person says about a notice; the last word counts. Tell whether the notice exists.

    An answer to a follow-up belongs to the notice it asks about.
    """
    with engine.begin() as connection:
        row = connection.execute(select(notices.c.id, notices.c.follow_up_of).where(notices.c.id == notice)).first()
        if row is None:
            return False
        both = [row.id, *([row.follow_up_of] if row.follow_up_of is not None else [])]
        change = update(notices).where(notices.c.id.in_(both)).values(answer=said.value, answered_at=at)
        connection.execute(change)
        read = update(notices).where(notices.c.id == row.id, notices.c.state.in_(before_notice(NoticeState.READ)))
        connection.execute(read.values(state=NoticeState.READ.value, read_at=at))
    return True


def latest_notice(engine: Engine, conversation: str, since: datetime, kind: NoticeKind | None = None) -> int | None:
    """Return the last notice that was told in a conversation since a moment, or None."""
    told = [state.value for state in TOLD]
    query = select(notices.c.id).where(notices.c.conversation == conversation, notices.c.state.in_(told))
    query = query.where(notices.c.started_at >= since, *([notices.c.kind == kind.value] if kind is not None else []))
    with engine.connect() as connection:
        last = connection.execute(query.order_by(notices.c.started_at.desc(), notices.c.id.desc()).limit(1)).scalar()
    return None if last is None else int(last)

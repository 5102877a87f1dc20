"""What the office says in a conversation and what is said to it: lines written down first, then brought to the person once. Each method is one short transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql import Select

from bot.conversation import Channel, ConversationId
from bot.messaging.ledgers import SENDER_GONE_AFTER, WAITS_AT_MOST
from bot.storage.tables import staff, takeovers, talk_lines
from bot.wording.office import name_of

# What the person said is read by a colleague and then forgotten.
KEPT_FOR = timedelta(days=30)
MOST_SHOWN = 200


class Speaker(str, Enum):
    """Who says a line; SYSTEM: a step of a referral, or that someone takes over."""

    CITIZEN = "citizen"
    STAFF = "staff"
    SYSTEM = "system"


class LineState(str, Enum):
    """Where a line is; HEARD: it came from the person."""

    HEARD = "heard"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TalkLine:
    """One line; ``name`` is how the colleague who speaks is named to people, empty for others; ``sent_at`` is when it was shown or sent."""

    id: int
    conversation: str
    speaker: Speaker
    text: str
    at: datetime
    state: LineState
    reason: str | None = None
    name: str = ""
    sent_at: datetime | None = None


def write_line(
    connection: Connection,
    conversation: str,
    speaker: Speaker,
    text: str,
    at: datetime,
    takeover: int | None = None,
    reason: str | None = None,
) -> None:
    """Write a line down within the caller's transaction; what goes to the person waits to be brought."""
    state = LineState.HEARD if speaker is Speaker.CITIZEN else LineState.WAITING
    row = {"takeover": takeover, "conversation": conversation, "speaker": speaker.value, "text": text, "at": at}
    connection.execute(insert(talk_lines).values(**row, state=state.value, reason=reason))


def drop_lines(connection: Connection, reason: str) -> int:
    """Bring nobody the lines that wait, within the caller's transaction; return how many."""
    waiting = talk_lines.c.state.in_((LineState.WAITING.value, LineState.SENDING.value))
    change = update(talk_lines).where(waiting).values(state=LineState.UNKNOWN.value, reason=reason)
    return int(connection.execute(change).rowcount)


class TalkLines:
    """The lines of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, conversation: str, after: int = 0) -> list[TalkLine]:
        """Return the latest lines of a conversation after one that was shown, oldest first."""
        this = (talk_lines.c.conversation == conversation, talk_lines.c.id > after)
        query = _lines().where(*this).order_by(talk_lines.c.id.desc()).limit(MOST_SHOWN)
        with self._engine.connect() as connection:
            return [_line(row) for row in reversed(connection.execute(query).all())]

    def of_referral(self, referral: int, conversation: str, since: datetime, until: datetime | None) -> list[TalkLine]:
        """Return the latest lines that were said in the time of a referral and under no other one, oldest first.

        Args:
            until: when the referral was closed.
        """
        own = or_(talk_lines.c.takeover.is_(None), takeovers.c.referral == referral)
        this = [talk_lines.c.conversation == conversation, talk_lines.c.at >= since, own]
        if until is not None:
            this.append(talk_lines.c.at <= until)
        query = _lines().where(*this).order_by(talk_lines.c.id.desc()).limit(MOST_SHOWN)
        with self._engine.connect() as connection:
            return [_line(row) for row in reversed(connection.execute(query).all())]

    def leave(self, conversation: str, text: str, at: datetime) -> None:
        """Write down what the person says where nobody speaks with them now, for the colleague who looks next."""
        with self._engine.begin() as connection:
            write_line(connection, conversation, Speaker.CITIZEN, text, at)

    def take_for_page(self, conversation: str, at: datetime) -> list[TalkLine]:
        """Return the lines that the person's own page has not shown yet, each once, and record that they were."""
        waiting = (talk_lines.c.conversation == conversation, talk_lines.c.state == LineState.WAITING.value)
        with self._engine.begin() as connection:
            lines = [_line(row) for row in connection.execute(_lines().where(*waiting).order_by(talk_lines.c.id))]
            taken = []
            for line in lines:
                change = update(talk_lines).where(talk_lines.c.id == line.id, *waiting)
                if connection.execute(change.values(state=LineState.SENT.value, sent_at=at)).rowcount:
                    taken.append(line)
        return taken

    def waiting_for_page(self, conversation: str, seen: Sequence[int], at: datetime) -> list[TalkLine]:
        """Record what the person's own page has shown, and return the lines that it has not, each until it says so."""
        waiting = (talk_lines.c.conversation == conversation, talk_lines.c.state == LineState.WAITING.value)
        with self._engine.begin() as connection:
            if seen:
                shown = update(talk_lines).where(*waiting, talk_lines.c.id.in_(seen))
                connection.execute(shown.values(state=LineState.SENT.value, sent_at=at))
            return [_line(row) for row in connection.execute(_lines().where(*waiting).order_by(talk_lines.c.id))]

    def conversations_waiting(self, channel: Channel, at: datetime) -> list[str]:
        """Return the conversations of a channel in which a line waits to be sent."""
        prefix = str(ConversationId(channel, ""))
        waits = (talk_lines.c.state == LineState.WAITING.value, talk_lines.c.conversation.startswith(prefix))
        fresh = talk_lines.c.at > at - WAITS_AT_MOST
        query = select(talk_lines.c.conversation).where(*waits, fresh).distinct()
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def claim(self, conversation: str, at: datetime) -> TalkLine | None:
        """Take the oldest line that waits in a conversation; None when none waits, or one is on its way already."""
        this = talk_lines.c.conversation == conversation
        waits = (this, talk_lines.c.state == LineState.WAITING.value)
        on_its_way = select(talk_lines.c.id).where(this, talk_lines.c.state == LineState.SENDING.value)
        with self._engine.begin() as connection:
            row = connection.execute(_lines().where(*waits).order_by(talk_lines.c.id).limit(1)).first()
            if row is None or connection.execute(on_its_way).first() is not None:
                return None
            change = update(talk_lines).where(talk_lines.c.id == row.id, *waits)
            if not connection.execute(change.values(state=LineState.SENDING.value, sent_at=at)).rowcount:
                return None
        return _line(row)

    def settle(self, line: TalkLine, state: LineState, reason: str | None = None) -> None:
        """Say what became of a line."""
        change = update(talk_lines).where(talk_lines.c.id == line.id)
        with self._engine.begin() as connection:
            connection.execute(change.values(state=state.value, reason=reason))

    def tidy(self, at: datetime) -> None:
        """Give up what is too old to matter or whose sender is gone, and forget what was said long ago."""
        waiting = (talk_lines.c.state == LineState.WAITING.value, talk_lines.c.at <= at - WAITS_AT_MOST)
        gone = (talk_lines.c.state == LineState.SENDING.value, talk_lines.c.sent_at <= at - SENDER_GONE_AFTER)
        with self._engine.begin() as connection:
            connection.execute(
                update(talk_lines).where(*waiting).values(state=LineState.FAILED.value, reason="expired")
            )
            connection.execute(update(talk_lines).where(*gone).values(state=LineState.UNKNOWN.value))
            connection.execute(delete(talk_lines).where(talk_lines.c.at < at - KEPT_FOR))


def _lines() -> Select:
    joined = talk_lines.outerjoin(takeovers, takeovers.c.id == talk_lines.c.takeover).outerjoin(
        staff, staff.c.userid == takeovers.c.userid
    )
    return select(talk_lines, staff.c.name).select_from(joined)


def _line(row: Any) -> TalkLine:
    name = name_of(row.name) if row.speaker == Speaker.STAFF.value else ""
    return TalkLine(
        row.id,
        row.conversation,
        Speaker(row.speaker),
        row.text,
        row.at,
        LineState(row.state),
        row.reason,
        name,
        row.sent_at,
    )

"""The letters to colleagues: written down before they leave, counted as the platform counts them. Each method is one transaction.

More than 30 a minute or 1000 an hour to one member are dropped without a word, so they wait here instead.
https://developer.work.weixin.qq.com/document/path/90236
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.engine import Connection, Engine

from bot.messaging.ledgers.platform_outbox import SENDER_GONE_AFTER, WAITS_AT_MOST
from bot.storage import insert_new
from bot.storage.tables import staff_letters as table

# What counts is when a letter reached the platform: the seconds more cover its clock and ours.
LIMITS = ((30, timedelta(seconds=62)), (1000, timedelta(hours=1, seconds=10)))
# The platform drops a repetition within 30 minutes of the first try.
REPEATABLE_FOR = timedelta(minutes=29)
UNKNOWN_OUTCOME = "unknown_outcome"
SECOND_TRY = "second_try"


class LetterState(str, Enum):
    """Where a letter is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


def drop_letters(connection: Connection, reason: str) -> int:
    """Send none of the letters that wait, within the caller's transaction; return how many."""
    waiting = table.c.state.in_((LetterState.WAITING.value, LetterState.SENDING.value))
    change = update(table).where(waiting).values(state=LetterState.FAILED.value, reason=reason)
    return int(connection.execute(change).rowcount)


@dataclass(frozen=True)
class StaffLetter:
    """One message to one colleague.

    Args:
        key: the same for the same message; a second one with it is not taken.
        text: the message; with a ``card``, what the card is about.
        card: JSON of a template card.
    """

    key: str
    userid: str
    text: str
    card: str | None = None


@dataclass(frozen=True)
class Claimed:
    """A letter that one process is sending.

    Args:
        first_tried_at: when it was sent for the first time, if nobody knows what came of that.
    """

    id: int
    letter: StaffLetter
    first_tried_at: datetime | None = None


class StaffLetters:
    """The letters of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, letters: Sequence[StaffLetter], at: datetime) -> int:
        """Write letters down, all or none; return how many were not there already."""
        with self._engine.begin() as connection:
            return sum(insert_new(connection, table, _row(letter, at)) for letter in letters)

    def find(self, key: str) -> StaffLetter | None:
        """Return the letter with a key."""
        query = select(table.c.key, table.c.userid, table.c.text, table.c.card).where(table.c.key == key)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else StaffLetter(*row)

    def waiting(self) -> list[str]:
        """Return the colleagues for whom letters wait."""
        query = select(table.c.userid).where(table.c.state == LetterState.WAITING.value).distinct()
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(table.c.userid)).scalars())

    def claim(self, userid: str, at: datetime) -> Claimed | None:
        """Take a colleague's oldest letter and count it; None when none waits, one is under way, or no more may be sent now."""
        waits = (table.c.userid == userid, table.c.state == LetterState.WAITING.value)
        query = select(table).where(*waits).order_by(table.c.id).limit(1)
        with self._engine.begin() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            is_second = row.reason == UNKNOWN_OUTCOME
            reason = SECOND_TRY if is_second else None
            change = {"state": LetterState.SENDING.value, "sent_at": at, "reason": reason}
            taken = update(table).where(table.c.id == row.id, *waits, *_may_be_sent(userid, at)).values(**change)
            if not connection.execute(taken).rowcount:
                return None
        letter = StaffLetter(row.key, row.userid, row.text, row.card)
        return Claimed(row.id, letter, row.sent_at if is_second else None)

    def sent(self, claimed: Claimed, at: datetime) -> None:
        """Record that the platform took a letter; from now it counts."""
        self._change(table.c.id == claimed.id, state=LetterState.SENT.value, sent_at=at, reason=None)

    def put_back(self, claimed: Claimed, reason: str) -> None:
        """Let a letter wait again that the platform did not take."""
        # Of one that may have arrived at the first try, the doubt remains.
        why = reason if claimed.first_tried_at is None else UNKNOWN_OUTCOME
        change = {"state": LetterState.WAITING.value, "reason": why, "sent_at": claimed.first_tried_at}
        self._change(table.c.id == claimed.id, **change)

    def doubt(self, claimed: Claimed) -> None:
        """Record that nobody knows whether a letter arrived: it is sent once more, and then no more."""
        state = LetterState.WAITING if claimed.first_tried_at is None else LetterState.FAILED
        self._change(table.c.id == claimed.id, state=state.value, reason=UNKNOWN_OUTCOME)

    def fail(self, claimed: Claimed, reason: str) -> None:
        """Record that a letter will never be sent, and why."""
        self._change(table.c.id == claimed.id, state=LetterState.FAILED.value, reason=reason, sent_at=None)

    def tidy(self, at: datetime) -> None:
        """Take back what a process that is gone was sending; give up what cannot be repeated safely or is too old to matter."""
        waiting, sending = table.c.state == LetterState.WAITING.value, table.c.state == LetterState.SENDING.value
        with self._engine.connect() as connection:
            # Nearly always nothing is open, and reading locks nobody out.
            if connection.execute(select(table.c.id).where(or_(waiting, sending)).limit(1)).first() is None:
                return
        is_abandoned = and_(sending, table.c.sent_at < at - SENDER_GONE_AFTER)
        is_doubtful = and_(waiting, table.c.reason == UNKNOWN_OUTCOME, table.c.sent_at < at - REPEATABLE_FOR)
        failed = LetterState.FAILED.value
        with self._engine.begin() as connection:
            for condition, state, reason in (
                (and_(is_abandoned, table.c.reason == SECOND_TRY), failed, UNKNOWN_OUTCOME),
                (is_abandoned, LetterState.WAITING.value, UNKNOWN_OUTCOME),
                (is_doubtful, failed, UNKNOWN_OUTCOME),
                (and_(waiting, table.c.queued_at < at - WAITS_AT_MOST), failed, "expired"),
            ):
                connection.execute(update(table).where(condition).values(state=state, reason=reason))

    def forget_before(self, moment: datetime) -> int:
        """Delete what was settled and queued before a moment; return how many letters there were."""
        settled = table.c.state.in_((LetterState.SENT.value, LetterState.FAILED.value))
        with self._engine.begin() as connection:
            return int(connection.execute(delete(table).where(settled, table.c.queued_at < moment)).rowcount)

    def counts(self) -> dict[tuple[str, str | None], int]:
        """Return how many letters are in which state for which reason."""
        query = select(table.c.state, table.c.reason, func.count()).group_by(table.c.state, table.c.reason)
        with self._engine.connect() as connection:
            return {(state, reason): count for state, reason, count in connection.execute(query)}

    def _change(self, condition: Any, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(table).where(condition).values(**values))


def _row(letter: StaffLetter, at: datetime) -> dict[str, Any]:
    return {
        "key": letter.key,
        "userid": letter.userid.lower(),
        "text": letter.text,
        "card": letter.card,
        "state": LetterState.WAITING.value,
        "queued_at": at,
    }


def _may_be_sent(userid: str, at: datetime) -> list[Any]:
    """Return the SQL conditions that one more letter may leave: each colleague's leave one after the other, and not too many."""
    others = table.alias()
    under_way = select(others.c.id).where(others.c.userid == userid, others.c.state == LetterState.SENDING.value)
    counted = [
        select(func.count()).select_from(others).where(others.c.userid == userid, others.c.sent_at > at - time)
        for _most, time in LIMITS
    ]
    within = [query.scalar_subquery() < most for query, (most, _time) in zip(counted, LIMITS, strict=True)]
    return [~exists(under_way), *within]

"""A colleague takes over a conversation: the bot is silent until it is given back, or nobody said anything for two hours. Each method is one short transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import Select

from bot.conversation import HandlerResult, IncomingMessage, wants_no_more
from bot.errors import SituationError
from bot.referrals.history import write_event
from bot.referrals.states import Act
from bot.referrals.talk_lines import Speaker, write_line
from bot.storage.tables import staff, takeovers
from bot.wording.office import given_back, name_of, someone_came

IDLE_AFTER = timedelta(hours=2)
IDLE = "idle"
LONGEST_LINE = 600


@dataclass(frozen=True)
class Takeover:
    """A conversation in which a colleague speaks."""

    id: int
    conversation: str
    referral: int | None
    userid: str
    name: str
    began_at: datetime
    last_at: datetime


class Takeovers:
    """The takeovers of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def current(self, conversation: str, at: datetime) -> Takeover | None:
        """Return who speaks in a conversation now."""
        with self._engine.connect() as connection:
            return _current(connection, conversation, at)

    def begin(self, conversation: str, referral: int, userid: str, at: datetime) -> Takeover:
        """Take a conversation over and tell the person who speaks from now on; whoever speaks already goes on.

        Raises:
            SituationError: another colleague speaks there.
        """
        self.end_idle(at)
        try:
            with self._engine.begin() as connection:
                known = _current(connection, conversation, at)
                if known is None:
                    row = {"conversation": conversation, "referral": referral, "userid": userid}
                    made = connection.execute(insert(takeovers).values(**row, began_at=at, last_at=at))
                    takeover = int(made.inserted_primary_key[0])
                    name = _name(connection, userid)
                    write_line(connection, conversation, Speaker.SYSTEM, someone_came(name), at, takeover)
                    write_event(connection, referral, userid, Act.TOOK_OVER, at)
        except IntegrityError:
            # Someone else was faster.
            known = None
        now_speaking = self.current(conversation, at)
        if now_speaking is None or now_speaking.userid != userid:
            name = now_speaking.name if now_speaking else "另一位同事"
            raise SituationError(f"{name}正在和这位居民说话。要接着说，请他先退出对话。")
        return now_speaking

    def say(self, takeover: Takeover, text: str, key: str, at: datetime) -> bool:
        """Say something to the person; tell whether it was new. A form sent twice says it once.

        Args:
            key: a random word of the form.

        Raises:
            SituationError: there is nothing to say, too much, or the takeover has ended.
        """
        words = text.strip()
        if not 1 <= len(words) <= LONGEST_LINE:
            raise SituationError(f"一次请写1到{LONGEST_LINE}个字。")
        still = (takeovers.c.id == takeover.id, takeovers.c.ended_at.is_(None))
        with self._engine.begin() as connection:
            fresh = (*still, takeovers.c.last_key.is_distinct_from(key))
            if connection.execute(update(takeovers).where(*fresh).values(last_at=at, last_key=key[:32])).rowcount:
                write_line(connection, takeover.conversation, Speaker.STAFF, words, at, takeover.id)
                return True
            if connection.execute(select(takeovers.c.id).where(*still)).first() is None:
                raise SituationError("对话已经还给机器人了。要接着说，请再点“进入对话”。")
        return False

    def end(self, takeover: Takeover, who: str, at: datetime) -> None:
        """Give the conversation back to the bot and tell the person."""
        with self._engine.begin() as connection:
            _end(connection, takeover, who, at)

    def end_idle(self, at: datetime) -> int:
        """Give back what nobody spoke in for two hours; return how many there were."""
        idle = (takeovers.c.ended_at.is_(None), takeovers.c.last_at <= at - IDLE_AFTER)
        with self._engine.connect() as connection:
            found = [_takeover(row) for row in connection.execute(_takeovers().where(*idle))]
        for takeover in found:
            with self._engine.begin() as connection:
                _end(connection, takeover, IDLE, at)
        return len(found)


class TakeoverListener:
    """Hears what people say while a colleague speaks with them: it is written down for the colleague, and the bot is silent."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return silence while someone has taken over; who wants no more notices is heard by the dialogue all the same."""
        if wants_no_more(spoken):
            return None
        with self._engine.connect() as connection:
            takeover = _current(connection, spoken.conversation, at)
        if takeover is None:
            return None
        still = (takeovers.c.id == takeover.id, takeovers.c.ended_at.is_(None))
        with self._engine.begin() as connection:
            if not connection.execute(update(takeovers).where(*still).values(last_at=at)).rowcount:
                return None
            write_line(connection, spoken.conversation, Speaker.CITIZEN, spoken.text, at, takeover.id)
        return HandlerResult()


def _end(connection: Connection, takeover: Takeover, who: str, at: datetime) -> None:
    still = (takeovers.c.id == takeover.id, takeovers.c.ended_at.is_(None))
    if connection.execute(update(takeovers).where(*still).values(ended_at=at, ended_by=who)).rowcount:
        write_line(connection, takeover.conversation, Speaker.SYSTEM, given_back(takeover.name), at, takeover.id)
        if takeover.referral is not None:
            write_event(connection, takeover.referral, who, Act.GAVE_BACK, at)


def _current(connection: Connection, conversation: str, at: datetime) -> Takeover | None:
    this = (takeovers.c.conversation == conversation, takeovers.c.ended_at.is_(None))
    row = connection.execute(_takeovers().where(*this, takeovers.c.last_at > at - IDLE_AFTER)).first()
    return None if row is None else _takeover(row)


def _takeovers() -> Select:
    joined = takeovers.outerjoin(staff, staff.c.userid == takeovers.c.userid)
    return select(takeovers, staff.c.name).select_from(joined)


def _takeover(row: Any) -> Takeover:
    name = name_of(row.name)
    return Takeover(row.id, row.conversation, row.referral, row.userid, name, row.began_at, row.last_at)


def _name(connection: Connection, userid: str) -> str:
    return name_of(connection.execute(select(staff.c.name).where(staff.c.userid == userid)).scalar())

"""The way to those without WeChat: a notice waits on the web page of the person's own conversation. A ``Messenger``, and what front shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.messaging.api import Letter, PlatformRefusal, Reaction, Receipt
from bot.outreach.ledger.events import mark_read
from bot.storage.tables import channel_identities, notices, web_inbox


@dataclass(frozen=True)
class InboxEntry:
    """One notice as it stands in a person's inbox."""

    notice: int
    text: str
    at: datetime
    read_at: datetime | None


class WebInbox:
    """Puts letters into the inbox; the same notice only once."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    async def send(self, letter: Letter) -> Receipt:
        """Put a letter into the inbox of the conversation that its notice was claimed for.

        Raises:
            PlatformRefusal: the ledger knows no such notice.
        """
        return await asyncio.to_thread(self._put, letter)

    def entries(self, conversation: str) -> list[InboxEntry]:
        """Return what is in the inbox of a conversation, newest first."""
        columns = (web_inbox.c.notice, web_inbox.c.text, web_inbox.c.at, web_inbox.c.read_at)
        query = select(*columns).where(web_inbox.c.conversation == conversation).order_by(web_inbox.c.id.desc())
        with self._engine.connect() as connection:
            return [InboxEntry(*row) for row in connection.execute(query)]

    def _put(self, letter: Letter) -> Receipt:
        its = select(notices.c.id, notices.c.conversation).where(notices.c.key == letter.key)
        own = its.join(channel_identities, channel_identities.c.conversation == notices.c.conversation)
        try:
            with self._engine.begin() as connection:
                found = connection.execute(own.where(channel_identities.c.address == letter.address)).first()
                if found is None:
                    raise PlatformRefusal(Reaction.DEAD_RECIPIENT, None, "收件箱里没有这个人")
                row = {"conversation": found.conversation, "notice": found.id, "text": letter.text, "at": self._now()}
                connection.execute(insert(web_inbox).values(**row))
        except IntegrityError:
            # It is there already.
            pass
        return Receipt()


def take_unread(engine: Engine, conversation: str, at: datetime) -> list[InboxEntry]:
    """Return what a conversation's person has not seen yet, oldest first, and record that it is read."""
    return [entry for entry in unread(engine, conversation) if mark_read(engine, entry.notice, at)]


def unread(engine: Engine, conversation: str) -> list[InboxEntry]:
    """Return what a conversation's person has not seen yet, oldest first."""
    columns = (web_inbox.c.notice, web_inbox.c.text, web_inbox.c.at, web_inbox.c.read_at)
    waiting = select(*columns).where(web_inbox.c.conversation == conversation, web_inbox.c.read_at.is_(None))
    with engine.connect() as connection:
        return [InboxEntry(*row) for row in connection.execute(waiting.order_by(web_inbox.c.id))]


def settle_seen(engine: Engine, conversation: str, notices_seen: Sequence[int], at: datetime) -> None:
    """Record what a page says that it has shown; of another conversation it changes nothing."""
    own = {entry.notice for entry in unread(engine, conversation)}
    for notice in own.intersection(notices_seen):
        mark_read(engine, notice, at)

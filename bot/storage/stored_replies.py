"""The replies already given to a request, so that a request sent again is answered and not played again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.storage.holders import holder_name, is_dead
from bot.storage.tables import stored_replies as table


@dataclass(frozen=True)
class Claim:
    """What came of claiming a request: it is ours to play, or it was answered, or someone is playing it."""

    is_ours: bool
    replies: list[dict[str, Any]] | None = None


class StoredReplies:
    """Claims and replies by (conversation, request id). Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._holder: str | None = None

    def claim(self, conversation: str, request: str, at: datetime, abandoned_before: datetime) -> Claim:
        """Claim a request before playing it.

        A claim without replies of a process that is known to be dead is taken over at once; one from before ``abandoned_before``
        whoever has it, and so is one from as far ahead, which was made while a clock was wrong.
        """
        ours = {"claimed_at": at, "holder": self._name()}
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    insert(table).values(conversation=conversation, request=request, replies=None, **ours)
                )
            return Claim(is_ours=True)
        except IntegrityError:
            return self._take_over(conversation, request, at, abandoned_before)

    def _take_over(self, conversation: str, request: str, at: datetime, abandoned_before: datetime) -> Claim:
        this = (table.c.conversation == conversation, table.c.request == request)
        never = at + (at - abandoned_before)
        with self._engine.connect() as connection:
            row = connection.execute(select(table).where(*this)).one_or_none()
        if row is None or row.replies is not None:
            return Claim(is_ours=False, replies=None if row is None else json.loads(row.replies))
        is_abandoned = not abandoned_before <= row.claimed_at <= never or (
            row.holder is not None and is_dead(row.holder)
        )
        if not is_abandoned:
            return Claim(is_ours=False)
        same = (
            table.c.replies.is_(None),
            table.c.claimed_at == row.claimed_at,
            table.c.holder.is_not_distinct_from(row.holder),
        )
        with self._engine.begin() as connection:
            change = update(table).where(*this, *same).values(claimed_at=at, holder=self._name())
            return Claim(is_ours=bool(connection.execute(change).rowcount))

    def _name(self) -> str:
        # Not before it is needed: a sleeping copy of this process has another name.
        self._holder = self._holder or holder_name()
        return self._holder

    def keep(self, conversation: str, request: str, replies: Sequence[dict[str, Any]]) -> None:
        """Store the replies of a claimed request."""
        this = (table.c.conversation == conversation, table.c.request == request)
        with self._engine.begin() as connection:
            connection.execute(update(table).where(*this).values(replies=json.dumps(list(replies), ensure_ascii=False)))

    def latest(self, conversation: str, most: int) -> list[tuple[datetime, list[dict[str, Any]]]]:
        """Return the latest replies of a conversation that are still kept, each with the moment of its request, oldest first."""
        this = (table.c.conversation == conversation, table.c.replies.is_not(None))
        query = select(table.c.claimed_at, table.c.replies).where(*this).order_by(table.c.claimed_at.desc()).limit(most)
        with self._engine.connect() as connection:
            return [(row.claimed_at, json.loads(row.replies)) for row in reversed(connection.execute(query).all())]

    def release(self, conversation: str, request: str) -> None:
        """Give up a claim whose turn was not played, so that the request may be sent again."""
        this = (table.c.conversation == conversation, table.c.request == request, table.c.replies.is_(None))
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(*this))

    def forget_before(self, moment: datetime) -> int:
        """Delete requests claimed before a moment; return how many there were."""
        with self._engine.begin() as connection:
            return int(connection.execute(delete(table).where(table.c.claimed_at < moment)).rowcount)

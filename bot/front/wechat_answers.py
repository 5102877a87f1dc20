"""What the 服务号 does about each thing that comes in: ask the dialogue, answer with a prepared sentence, or note it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from bot.front.channel_turns import ChannelTurns, Play, Reply, Waiting
from bot.front.following import Following
from bot.front.incoming import FORBIDDEN_CHARACTER, LONGEST_TEXT
from bot.front.metrics import Metrics
from bot.front.rate_limits import RateLimit
from bot.front.reception import Received, Reception
from bot.front.refusals import Refusal
from bot.front.turns import Said, Turns
from bot.messaging.deduplication import Deduplication
from bot.messaging.exchange import Exchange
from bot.messaging.inbound import (
    ConsentChanged,
    Delivered,
    Followed,
    Inbound,
    Location,
    Media,
    MediaKind,
    MenuTapped,
    Scanned,
    Text,
    Unfollowed,
    Voice,
)
from bot.messaging.wechat_menu import ENTRIES
from bot.policies import KnowledgeBase, nearest
from bot.wording import channel_sentences as say

logger = logging.getLogger(__name__)

MEDIA = {
    MediaKind.IMAGE: say.IMAGE,
    MediaKind.VIDEO: say.VIDEO,
    MediaKind.LINK: say.LINK,
    MediaKind.FILE: say.FILE,
}
GREETING = "/greet{}"
# Words that ask for one's own page, as people type them; the privacy notice names the first.
MINE = {"我的数据", "我的资料", "我的信息", "我的订阅", "导出我的资料", "删除我的资料", "删除我的数据", "撤回同意"}

OnDelivered = Callable[[Delivered], Awaitable[None]]


class WechatAnswers:
    """Takes what comes in for one account."""

    def __init__(
        self,
        reception: Reception,
        deduplication: Deduplication,
        turns: Turns,
        channel_turns: ChannelTurns,
        following: Following,
        limit: RateLimit,
        kb: KnowledgeBase,
        metrics: Metrics,
        now: Callable[[], datetime],
        on_delivered: OnDelivered | None = None,
        my_page: str | None = None,
    ) -> None:
        self._my_page = my_page
        self._reception = reception
        self._deduplication = deduplication
        self._turns = turns
        self._channel_turns = channel_turns
        self._following = following
        self._limit = limit
        self._kb = kb
        self._metrics = metrics
        self._now = now
        self._on_delivered = on_delivered

    async def take(self, inbound: Inbound) -> Exchange | str | None:
        """Take something that came in: return the exchange that will answer it, a sentence at once, or None for no answer."""
        self._metrics.came_in(type(inbound).__name__.lower())
        seen = f"{inbound.account}:{inbound.key}"
        if not await self._deduplication.is_first(seen):
            self._metrics.refused("repeated")
            return None
        try:
            received = await run_in_threadpool(self._reception.receive, inbound, self._now())
        except SQLAlchemyError as error:
            # WeChat's next delivery of the same message may find the database again.
            await self._deduplication.forget(seen)
            self._metrics.failed("database")
            logger.error("cannot record what comes in: %s", type(error).__name__)
            return say.OUT_OF_ORDER
        if received is None:
            self._metrics.refused("repeated")
            return None
        return await self._start(received)

    async def _start(self, received: Received) -> Exchange | None:
        try:
            answered = await self._answer_to(received)
        except Exception:
            # Left open, it would be excused in three minutes as the question of a process that died.
            await self._channel_turns.refuse(received, "crashed")
            raise
        if answered is None:
            await self._channel_turns.note(received)
            return None
        words, play = answered
        waiting = Waiting(received, words, play)
        if not self._channel_turns.add(waiting):
            await self._channel_turns.refuse(received, "too_many_waiting")
            waiting.exchange.answer(say.TOO_MANY)
        return waiting.exchange

    async def _answer_to(self, received: Received) -> tuple[str, Play] | None:
        """Return the words and how they are answered; None when there is nothing to say."""
        inbound = received.inbound
        conversation = received.identity.conversation
        if isinstance(inbound, Text):
            return await self._to_words(conversation, inbound.text, inbound.choice)
        if isinstance(inbound, Voice):
            return await self._to_words(conversation, inbound.text, None) if inbound.text else _sentence(say.VOICE)
        if isinstance(inbound, Media):
            return _sentence(MEDIA[inbound.kind])
        if isinstance(inbound, Location):
            found = nearest(self._kb.stations.values(), inbound.latitude, inbound.longitude)
            return _sentence(say.nearest_station(*(found or (None, None))))
        if isinstance(inbound, MenuTapped):
            entry = ENTRIES.get(inbound.entry)
            return _sentence(say.STALE_MENU) if entry is None else self._asked(conversation, entry.payload)
        return await self._to_event(received)

    async def _to_event(self, received: Received) -> tuple[str, Play] | None:
        inbound, identity = received.inbound, received.identity
        if isinstance(inbound, (Followed, Scanned)):
            station = await run_in_threadpool(self._following.scanned, identity, inbound.scene, self._now())
            closing = [say.station_noted(station.title)] if station else []
            if isinstance(inbound, Followed):
                closing.append(say.PRIVACY)
            return self._asked(conversation=identity.conversation, payload=GREETING, closing=closing)
        if isinstance(inbound, Unfollowed):
            await run_in_threadpool(self._following.left, identity, self._now())
        elif isinstance(inbound, ConsentChanged):
            await run_in_threadpool(self._following.consented, identity, inbound.changes, self._now())
        elif isinstance(inbound, Delivered) and self._on_delivered is not None:
            await self._on_delivered(inbound)
        return None

    async def _to_words(self, conversation: str, text: str, choice: str | None) -> tuple[str, Play]:
        if await self._limit.wait(f"session:{conversation}") > 0:
            return _sentence(say.TOO_MANY)
        if choice is not None:
            return "", self._played(Said(conversation, choice=choice))
        words = FORBIDDEN_CHARACTER.sub("", text).strip()
        if not words:
            return _sentence(say.EMPTY)
        if len(words) > LONGEST_TEXT:
            return _sentence(say.TOO_LONG)
        if words.strip("“”。.!！ ") in MINE:
            return _sentence(say.MINE if self._my_page else say.NO_PAGE, self._my_page)

        async def play(burst: str) -> Sequence[Reply]:
            return await self._said(Said(conversation, text=burst[:LONGEST_TEXT]))

        return words, play

    def _asked(self, conversation: str, payload: str, closing: Sequence[str] = ()) -> tuple[str, Play]:
        return "", self._played(Said(conversation, payload=payload), closing)

    def _played(self, said: Said, closing: Sequence[str] = ()) -> Play:
        async def play(_burst: str) -> Sequence[Reply]:
            return [*await self._said(said), *(_reply(sentence) for sentence in closing)]

        return play

    async def _said(self, said: Said) -> Sequence[Reply]:
        try:
            return [self._with_page(reply) for reply in await self._turns.answer(said)]
        except Refusal as refusal:
            return [_reply(refusal.message)]

    def _with_page(self, reply: Reply) -> Reply:
        """Return a reply about consent with the link to the page where it is given and withdrawn."""
        return {**reply, "page": self._my_page} if reply.get("outcome") == "consent" else reply


def _sentence(text: str, page: str | None = None) -> tuple[str, Play]:
    async def play(_burst: str) -> Sequence[Reply]:
        return [{**_reply(text), "page": page}]

    return "", play


def _reply(text: str) -> dict[str, Any]:
    return {"text": text, "choices": []}

"""What the 服务号 does about each thing that comes in: ask the dialogue, answer with a prepared sentence, or note it."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.conversation import Wish
from bot.front.channels.intake import Intake, NotRecorded
from bot.front.channels.wechat.followers import Following
from bot.front.channels.wechat.received import Received
from bot.front.channels.wechat.turns import ChannelTurns, Play, Reply, WaitingTurn
from bot.front.turns.message_schema import FORBIDDEN_CHARACTER, LONGEST_TEXT
from bot.front.turns.turn import Said, Turns
from bot.front.web.http_errors import Refusal
from bot.front.web.rate_limits import RateLimit
from bot.kb import KnowledgeBase, nearest
from bot.messaging.protocol import (
    ENTRIES,
    ConsentChanged,
    Delivered,
    Exchange,
    Followed,
    Inbound,
    Location,
    Media,
    MediaKind,
    MenuTapped,
    Scanned,
    Text,
    Unfollowed,
    UnknownInbound,
    Voice,
    read_rating,
)
from bot.questions import rating_wish
from bot.text import write_spoken_marks
from bot.wording.office import wechat as say

MEDIA = {
    MediaKind.IMAGE: say.IMAGE,
    MediaKind.VIDEO: say.VIDEO,
    MediaKind.LINK: say.LINK,
    MediaKind.FILE: say.FILE,
}
GREETING = Wish("greet")
# Words that ask for one's own page, as people type them; the privacy notice names the first.
MINE = {"我的数据", "我的资料", "我的信息", "我的订阅", "导出我的资料", "删除我的资料", "删除我的数据", "撤回同意"}

# What happens without a word: nobody would notice that it was lost, and the platform does not deliver it again.
UNSAID = (Unfollowed, ConsentChanged, Delivered)
MOST_MISSED = 10_000

OnDelivered = Callable[[Delivered], Awaitable[None]]


class WechatAnswers:
    """Takes what comes in for one account."""

    def __init__(
        self,
        intake: Intake[Received],
        turns: Turns,
        channel_turns: ChannelTurns,
        following: Following,
        limit: RateLimit,
        kb: Callable[[], KnowledgeBase],
        now: Callable[[], datetime],
        on_delivered: OnDelivered | None = None,
        my_page: str | None = None,
        benefits_page: str | None = None,
    ) -> None:
        self._my_page = my_page
        self._benefits_page = benefits_page
        self._intake = intake
        self._missed: deque[Inbound] = deque(maxlen=MOST_MISSED)
        self._turns = turns
        self._channel_turns = channel_turns
        self._following = following
        self._limit = limit
        self._kb = kb
        self._now = now
        self._on_delivered = on_delivered

    async def take(self, inbound: Inbound) -> Exchange | str | None:
        """Take something that came in: return the exchange that will answer it, a sentence at once, or None for no answer."""
        try:
            received = await self._intake.take(inbound)
        except NotRecorded:
            if not isinstance(inbound, UNSAID):
                return say.OUT_OF_ORDER
            self._missed.append(inbound)
            return None
        return None if received is None else await self._start(received)

    async def catch_up(self) -> None:
        """Take once more what the database did not take and nobody would say again, such as a refusal; called from time to time."""
        for _ in range(len(self._missed)):
            await self.take(self._missed.popleft())

    async def _start(self, received: Received) -> Exchange | None:
        try:
            answered = await self._answer_to(received)
        except Exception:
            # Left open, it would be excused later as the question of a process that died.
            await self._channel_turns.refuse(received, "crashed")
            raise
        if answered is None:
            await self._channel_turns.note(received)
            return None
        words, play = answered
        waiting = WaitingTurn(received, words, play)
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
            words = write_spoken_marks(inbound.text)
            return await self._to_words(conversation, words, None) if words else _sentence(say.VOICE)
        if isinstance(inbound, Media):
            return _sentence(MEDIA[inbound.kind])
        if isinstance(inbound, Location):
            found = nearest(self._kb().stations.values(), inbound.latitude, inbound.longitude)
            return _sentence(say.nearest_station(*(found or (None, None))))
        if isinstance(inbound, MenuTapped):
            entry = ENTRIES.get(inbound.entry)
            return _sentence(say.STALE_MENU) if entry is None else self._asked(conversation, entry.wish)
        if isinstance(inbound, UnknownInbound) and inbound.is_message:
            return _sentence(say.UNKNOWN_KIND)
        return await self._to_event(received)

    async def _to_event(self, received: Received) -> tuple[str, Play] | None:
        inbound, identity = received.inbound, received.identity
        if isinstance(inbound, (Followed, Scanned)):
            station = await run_in_threadpool(self._following.scanned, identity, inbound.scene, self._now())
            closing = [say.station_noted(station.title)] if station else []
            if isinstance(inbound, Followed):
                closing.append(say.PRIVACY)
            return self._asked(identity.conversation, GREETING, closing)
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
            return "", self._played(_picked(conversation, text, choice))
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

    def _asked(self, conversation: str, wish: Wish, closing: Sequence[str] = ()) -> tuple[str, Play]:
        return "", self._played(Said(conversation, wish=wish), closing)

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
        """Return a reply with a link: about consent to the page where it is given, a list of all that may fit to the page of questions."""
        if reply.get("outcome") == "consent":
            return {**reply, "page": self._my_page}
        goes_on = (reply.get("outline") or {}).get("page") == "benefits"
        return {**reply, "page": self._benefits_page, "page_label": say.BENEFITS} if goes_on else reply


def _picked(conversation: str, label: str, choice: str) -> Said:
    """Return what a tap says: an offered choice, or a word about an answer."""
    rated = read_rating(choice)
    return Said(conversation, choice=choice) if rated is None else Said(conversation, label, wish=rating_wish(*rated))


def _sentence(text: str, page: str | None = None) -> tuple[str, Play]:
    async def play(_burst: str) -> Sequence[Reply]:
        return [{**_reply(text), "page": page}]

    return "", play


def _reply(text: str) -> dict[str, Any]:
    return {"text": text, "choices": []}

"""The 服务号 in the web process: put together from its settings, kept going, closed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta

from starlette.concurrency import run_in_threadpool

from bot.channel_settings import WechatAccount
from bot.clock import now
from bot.front.channels.intake import Intake
from bot.front.channels.webhook import Callbacks, callback_routes
from bot.front.channels.wechat.answers import OnDelivered, WechatAnswers
from bot.front.channels.wechat.door import WechatDoor
from bot.front.channels.wechat.followers import Following
from bot.front.channels.wechat.office_lines import WechatLines
from bot.front.channels.wechat.push import Pusher
from bot.front.channels.wechat.received import Reception
from bot.front.channels.wechat.turns import ChannelTurns
from bot.front.services import FrontServices
from bot.front.turns.dialogue_client import TURN_SECONDS
from bot.messaging.api import DatabaseShelf, WechatApi
from bot.messaging.ledgers import (
    WAITS_AT_MOST,
    HeldReplies,
    HeldReply,
    ReceivedLedger,
    ReceivedState,
    WindowLedger,
    deduplication_for,
)
from bot.messaging.protocol import Envelopes, Key
from bot.people import Consents, GrantKind, Grants, Identities
from bot.referrals import TalkLines
from bot.wording.office import PROCESS_DIED

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 10.0
# A colleague speaks with the person.
SECONDS_BETWEEN_LINES = 2.0
# A turn takes at most TURN_SECONDS and MOST_WAITING may wait: what is older than this belongs to a process that is gone.
TURN_GONE_AFTER = timedelta(minutes=10)
# Recognises who opens it, so that the link can be passed on without giving anything away.
MY_PAGE = "/me/wechat"
BENEFITS_PAGE = "/benefits"
LEDGER_KEPT_FOR = timedelta(days=30)


class WechatChannel:
    """One account at work."""

    def __init__(
        self,
        account: WechatAccount,
        shared: FrontServices,
        kinds: Mapping[str, GrantKind],
        on_delivered: OnDelivered | None = None,
    ) -> None:
        engine = shared.engine
        self.account = account
        self._app = account.app_id
        self._ledger = ReceivedLedger(engine)
        self._held = HeldReplies(engine)
        self.identities = identities = Identities(engine, shared.naming_key)
        shelf = DatabaseShelf(engine, shared.secret, f"wechat:{account.app_id}:access_token")
        self.api = WechatApi(
            account.api_base, account.app_id, account.app_secret, shelf, now, transport=shared.transport
        )
        windows = WindowLedger(engine)
        self._pusher = Pusher(self.api, windows, self._held, self._ledger, identities, shared.metrics, now)
        self._lines = WechatLines(self.api, TalkLines(engine), windows, identities, now)
        self._channel_turns = ChannelTurns(self._ledger, self._held, self._pusher, now)
        following = Following(identities, Consents(engine), Grants(engine), shared.kb, kinds)
        self._redis, deduplication = deduplication_for(shared.redis_url)
        reception = Reception(engine, identities, "wechat", account.app_id)
        self._answers = WechatAnswers(
            Intake(reception.receive, deduplication, shared.metrics, now),
            shared.turns,
            self._channel_turns,
            following,
            shared.limit,
            shared.kb,
            now,
            on_delivered,
            *(f"{shared.public_url}{page}" if shared.public_url else None for page in (MY_PAGE, BENEFITS_PAGE)),
        )
        keys = [Key.decode(key) for key in account.aes_keys]
        envelopes = Envelopes(keys, account.app_id) if keys else None
        door = WechatDoor(account.token, envelopes)
        self.router = callback_routes(Callbacks("wechat", door, self._answers, shared.metrics, shared.answer_seconds))
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to look after what waits."""
        rounds = ((self.look_after, SECONDS_BETWEEN_ROUNDS), (self._lines.bring, SECONDS_BETWEEN_LINES))
        self._tasks = [asyncio.create_task(_again_and_again(work, seconds)) for work, seconds in rounds]

    async def close(self) -> None:
        """Finish the turns under way and close the connections."""
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await self._channel_turns.finish(TURN_SECONDS)
        await self.api.close()
        if self._redis is not None:
            await self._redis.close()

    async def look_after(self) -> None:
        """Take what the database refused, push what the platform was to take later, excuse ourselves for what a dead process left."""
        await self._answers.catch_up()
        await self._pusher.push_due()
        abandoned = await run_in_threadpool(self._ledger.abandoned, self._app, now() - TURN_GONE_AFTER, now())
        for entry, conversation in abandoned:
            await self._pusher.push_held(HeldReply(conversation, entry, PROCESS_DIED))
        for reply in await run_in_threadpool(self._held.take_expired, now() - WAITS_AT_MOST):
            await run_in_threadpool(self._ledger.settle, [reply.entry], ReceivedState.FAILED, "expired", now())
        await run_in_threadpool(self._ledger.forget_before, now() - LEDGER_KEPT_FOR)


async def _again_and_again(work: Callable[[], Awaitable[None]], seconds: float) -> None:
    while True:
        try:
            await work()
        except Exception as error:
            # Whatever it was, the next round must come; its text may hold an address.
            logger.warning("could not look after what waits: %s", type(error).__name__)
        await asyncio.sleep(seconds)

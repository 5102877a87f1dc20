"""The app of colleagues in the web process: put together from its settings, kept going, closed."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from contextlib import suppress
from datetime import date, datetime, timedelta

from starlette.concurrency import run_in_threadpool

from bot.channel_settings import WecomApp
from bot.clock import now, today
from bot.front.channels.intake import Intake
from bot.front.channels.webhook import Callbacks, callback_routes
from bot.front.channels.wecom.answers import WecomAnswers
from bot.front.channels.wecom.door import WecomDoor
from bot.front.channels.wecom.feedback_cards import StaffCards
from bot.front.channels.wecom.lookup import StaffLookup
from bot.front.channels.wecom.lookup_answers import StaffAnswering
from bot.front.channels.wecom.quiz import StaffQuiz
from bot.front.channels.wecom.received import StaffReception
from bot.front.channels.wecom.referral_cards import StaffReferralCards
from bot.front.channels.wecom.seekers import StaffSeekers
from bot.front.practice import Practice
from bot.front.services import FrontServices
from bot.messaging.api import DatabaseShelf, WecomApi
from bot.messaging.ledgers import ReceivedLedger, StaffLetter, StaffLetters, StaffOutbox, deduplication_for
from bot.messaging.protocol import Envelopes, Key
from bot.referrals import ReferralCards
from bot.staff import AuditLog, StaffFeedback
from bot.wording.office import STAFF_PROCESS_DIED

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 3.0
# A search takes a moment: what is older than this belongs to a process that is gone.
TURN_GONE_AFTER = timedelta(minutes=1)
BETWEEN_CLEANINGS = timedelta(minutes=10)
LEDGER_KEPT_FOR = LETTERS_KEPT_FOR = timedelta(days=30)
SECONDS_TO_FINISH = 10.0


class WecomChannel:
    """One app at work.

    Args:
        as_of: the day to answer for, instead of today.
    """

    def __init__(self, app: WecomApp, shared: FrontServices, as_of: date | None = None) -> None:
        engine = shared.engine
        self._app = app.corp_id
        self._ledger = ReceivedLedger(engine)
        self._letters = StaffLetters(engine)
        self._reception = StaffReception(engine, shared.naming_key, app.corp_id)
        shelf = DatabaseShelf(engine, shared.secret, f"wecom:{app.corp_id}:{app.agent_id}:access_token")
        self.api = WecomApi(app.api_base, app.corp_id, app.agent_id, app.secret, shelf, now, transport=shared.transport)
        self.outbox = StaffOutbox(self._letters, self.api, now, lambda reason: shared.metrics.failed(f"wecom_{reason}"))
        self._redis, deduplication = deduplication_for(shared.redis_url)
        quiz = StaffQuiz(Practice(engine, shared.kb))
        lookup, seekers = StaffLookup(shared.kb), StaffSeekers(engine, shared.kb)
        self._answers = WecomAnswers(
            Intake(self._reception.receive, deduplication, shared.metrics, now, "staff_"),
            StaffAnswering(lookup, seekers, quiz, self.outbox, self._ledger, now),
            StaffCards(self._letters, StaffFeedback(engine), self.api, shared.metrics, now),
            StaffReferralCards(
                ReferralCards(engine), shared.kb, self.outbox, self.api, AuditLog(engine), shared.metrics, now
            ),
            self._ledger,
            quiz,
            shared.limit,
            shared.metrics,
            now,
            lambda: today(as_of),
        )
        envelopes = Envelopes([Key.decode(key) for key in app.aes_keys], app.corp_id)
        door = WecomDoor(app.token, envelopes)
        self.router = callback_routes(Callbacks("wecom", door, self._answers, shared.metrics, shared.answer_seconds))
        self._task: asyncio.Task[None] | None = None
        self._cleaned_at: datetime | None = None

    def start(self) -> None:
        """Begin to send letters and to look after what waits."""
        self._task = asyncio.create_task(self._keep_going())

    async def close(self) -> None:
        """Finish the searches under way and close the connections; letters that wait are sent after the next start."""
        await self._answers.finish(SECONDS_TO_FINISH)
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self.api.close()
        if self._redis is not None:
            await self._redis.close()

    async def look_after(self) -> None:
        """Excuse ourselves for what a dead process left, send what may be sent, forget what is too old."""
        at = now()
        for entry, conversation in await run_in_threadpool(self._ledger.abandoned, self._app, at - TURN_GONE_AFTER, at):
            colleague = await run_in_threadpool(self._reception.colleague_of, conversation)
            if colleague is not None:
                key = f"sorry-{hashlib.sha256(entry.key.encode()).hexdigest()[:32]}"
                await self.outbox.put([StaffLetter(key, colleague.userid, STAFF_PROCESS_DIED)])
        await self.outbox.send_due()
        if self._cleaned_at is None or at - self._cleaned_at > BETWEEN_CLEANINGS:
            self._cleaned_at = at
            await run_in_threadpool(self._ledger.forget_before, at - LEDGER_KEPT_FOR)
            await run_in_threadpool(self._letters.forget_before, at - LETTERS_KEPT_FOR)

    async def _keep_going(self) -> None:
        while True:
            try:
                await self.look_after()
            except Exception as error:
                # Whatever it was, letters must go on being sent; its text may hold an address.
                logger.warning("could not look after what waits: %s", type(error).__name__)
            await self.outbox.wait(SECONDS_BETWEEN_ROUNDS)

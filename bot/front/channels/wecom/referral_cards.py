"""What a tap on the card of a referral does: the step is recorded once, the card says so, and the card of the next step follows."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from bot.front.web.metrics import Metrics
from bot.kb import KnowledgeBase
from bot.messaging.api import PlatformRefusal, WecomApi
from bot.messaging.ledgers import StaffOutbox
from bot.messaging.protocol import CardTapped
from bot.referrals import ReferralCards, Tapped
from bot.staff import AuditLog, Colleague

logger = logging.getLogger(__name__)

PREFIX = "referral-"


class StaffReferralCards:
    """Takes the taps on cards of referrals, of one app."""

    def __init__(
        self,
        cards: ReferralCards,
        kb: Callable[[], KnowledgeBase],
        outbox: StaffOutbox,
        api: WecomApi,
        log: AuditLog,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self._cards = cards
        self._kb = kb
        self._outbox = outbox
        self._api = api
        self._log = log
        self._metrics = metrics
        self._now = now

    async def tapped(self, colleague: Colleague, tap: CardTapped) -> Tapped | None:
        """Record a step; None when the card is none of this colleague's."""
        tapped = await run_in_threadpool(self._record, colleague, tap)
        if tapped is not None and tapped.letters:
            await self._outbox.put(tapped.letters)
        return tapped

    async def update(self, tap: CardTapped, tapped: Tapped) -> None:
        """Replace the buttons of the card; what the platform refuses is no failure, the step is recorded already."""
        try:
            await self._api.update_card(tap.response_code, tap.address, tapped.said)
        except PlatformRefusal as refused:
            self._metrics.refused("wecom_card_update")
            logger.info("a card keeps its buttons", extra={"fields": {"code": refused.code}})

    def _record(self, colleague: Colleague, tap: CardTapped) -> Tapped | None:
        tapped = self._cards.tapped(self._kb(), colleague, tap.task, tap.button, self._now())
        if tapped is not None and tapped.is_new:
            referral = tap.task.split("-")[1]
            self._log.write(colleague.userid, f"referral.{tap.button}", f"referral:{referral}", self._now(), by="card")
        return tapped

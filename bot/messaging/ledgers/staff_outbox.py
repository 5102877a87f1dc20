"""Sends the letters to colleagues: each colleague's in order, as many as the platform takes, each in the one right way after a refusal. Run by front."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.messaging.api.consequences import PASSES, Consequence, Retry
from bot.messaging.api.messenger import Letter, Messenger, Way
from bot.messaging.api.reactions import PlatformRefusal
from bot.messaging.ledgers.platform_outbox import PlatformOutbox
from bot.messaging.ledgers.staff_letters import Claimed, StaffLetter, StaffLetters
from bot.messaging.protocol.wake_signal import woken_within

logger = logging.getLogger(__name__)

TOGETHER = 8
# These concern the app and not one letter, so everything waits.
PAUSING = (*PASSES, Retry.NEW_TOKEN, Retry.MENDED)


class StaffOutbox(PlatformOutbox[Claimed, None]):
    """The way out to colleagues, of one process; several may run side by side.

    Args:
        on_failure: is told the word for a failure, for metrics.
    """

    def __init__(
        self,
        letters: StaffLetters,
        messenger: Messenger,
        now: Callable[[], datetime],
        on_failure: Callable[[str], None] = lambda _reason: None,
    ) -> None:
        super().__init__(now)
        self._letters = letters
        self._messenger = messenger
        self._on_failure = on_failure
        self._resume_at: datetime | None = None
        self._is_wanted = asyncio.Event()
        self._at_once = asyncio.Semaphore(TOGETHER)

    async def put(self, letters: Sequence[StaffLetter]) -> None:
        """Write letters down and have them sent soon; from here on they are not lost."""
        await asyncio.to_thread(self._letters.put, letters, self._now())
        self._is_wanted.set()

    async def wait(self, seconds: float) -> None:
        """Return when letters came in, at the latest after so many seconds."""
        await woken_within(self._is_wanted, seconds)
        self._is_wanted.clear()

    async def send_due(self) -> None:
        """Send what may be sent now; never raises for what the platform does."""
        await asyncio.to_thread(self._letters.tidy, self._now())
        if not self._is_paused():
            await asyncio.gather(*(self._send_to(userid) for userid in await asyncio.to_thread(self._letters.waiting)))

    def _is_paused(self) -> bool:
        return self._resume_at is not None and self._now() < self._resume_at

    async def _send_to(self, userid: str) -> None:
        async with self._at_once:
            while not self._is_paused():
                claimed = await asyncio.to_thread(self._letters.claim, userid, self._now())
                if claimed is None:
                    return
                await self.deliver(claimed)

    async def _hand_over(self, claimed: Claimed) -> None:
        letter = claimed.letter
        fields = {} if letter.card is None else {"card": letter.card}
        await self._messenger.send(Letter(Way.STAFF, letter.userid, letter.key[:32], letter.text, fields=fields))

    async def _sent(self, claimed: Claimed) -> None:
        await asyncio.to_thread(self._letters.sent, claimed, self._now())

    def _note(self, claimed: Claimed, refused: PlatformRefusal, consequence: Consequence) -> None:
        self._on_failure(refused.reaction.value)
        fields = {"letter": claimed.id, "code": refused.code, "reaction": refused.reaction.value}
        logger.warning("the platform did not take a letter to a colleague", extra={"fields": fields})
        if consequence.is_ours_to_mend:
            logger.error("this has to be mended", extra={"fields": {**fields, "detail": refused.detail}})

    async def _in_doubt(self, claimed: Claimed) -> None:
        await asyncio.to_thread(self._letters.doubt, claimed)

    async def _until_they_write(self, claimed: Claimed, reason: str) -> None:
        """Give the letter up: WeCom knows no reply window for colleagues, so there is nothing to wait for."""
        await asyncio.to_thread(self._letters.fail, claimed, reason)

    async def _refused(self, claimed: Claimed, refused: PlatformRefusal, consequence: Consequence) -> None:
        reason = refused.reaction.value
        if consequence.retry in PAUSING:
            self._resume_at = consequence.again_at(self._now())
            await asyncio.to_thread(self._letters.put_back, claimed, reason)
            return
        by_code = consequence.is_ours_to_mend
        await asyncio.to_thread(self._letters.fail, claimed, f"code_{refused.code}" if by_code else reason)

"""Sends the letters to colleagues: each colleague's in order, as many as the platform takes, each in the one right way after a refusal. Run by front."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.messaging.api.messenger import Letter, Messenger, Way
from bot.messaging.api.reactions import PlatformRefusal, Reaction
from bot.messaging.ledgers.staff_letters import Claimed, StaffLetter, StaffLetters
from bot.messaging.protocol.wake_signal import woken_within

logger = logging.getLogger(__name__)

TOGETHER = 8
# These concern the app and not one letter, so everything waits.
PAUSES = {
    Reaction.RETRY: timedelta(seconds=30),
    Reaction.NEXT_MINUTE: timedelta(seconds=70),
    Reaction.NEXT_DAY: timedelta(hours=1),
    Reaction.REFRESH_TOKEN: timedelta(minutes=5),
    Reaction.STOP: timedelta(minutes=5),
}
TO_BE_MENDED = (Reaction.REFRESH_TOKEN, Reaction.STOP, Reaction.OUR_MISTAKE)


class StaffOutbox:
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
        self._letters = letters
        self._messenger = messenger
        self._now = now
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
                await self._send(claimed)

    async def _send(self, claimed: Claimed) -> None:
        letter = claimed.letter
        fields = {} if letter.card is None else {"card": letter.card}
        try:
            await self._messenger.send(Letter(Way.STAFF, letter.userid, letter.key[:32], letter.text, fields=fields))
        except PlatformRefusal as refused:
            await self._after(claimed, refused)
        else:
            await asyncio.to_thread(self._letters.sent, claimed, self._now())

    async def _after(self, claimed: Claimed, refused: PlatformRefusal) -> None:
        reaction = refused.reaction
        self._on_failure(reaction.value)
        fields = {"letter": claimed.id, "code": refused.code, "reaction": reaction.value}
        logger.warning("the platform did not take a letter to a colleague", extra={"fields": fields})
        if reaction in TO_BE_MENDED:
            logger.error("this has to be mended", extra={"fields": {**fields, "detail": refused.detail}})
        if reaction in PAUSES:
            self._resume_at = self._now() + PAUSES[reaction]
            await asyncio.to_thread(self._letters.put_back, claimed, reaction.value)
        elif reaction is Reaction.UNKNOWN_OUTCOME:
            await asyncio.to_thread(self._letters.doubt, claimed)
        else:
            reason = f"code_{refused.code}" if reaction is Reaction.OUR_MISTAKE else reaction.value
            await asyncio.to_thread(self._letters.fail, claimed, reason)

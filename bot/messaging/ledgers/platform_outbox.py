"""The one way out to a platform: a place in the reply window is taken, the letter leaves once, and the table says what a refusal means.

What waits, and where it is written down, belongs to each outbox; what is right after a refusal does not.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.messaging.api.consequences import CONSEQUENCES, Consequence, Retry, WindowChange
from bot.messaging.api.reactions import PlatformRefusal
from bot.messaging.ledgers.reply_windows import WindowLedger

# What was to be said the day before yesterday says nothing any more; nor does WeChat let us answer later.
WAITS_AT_MOST = timedelta(hours=48)
# Far longer than a call with its repetitions takes: whoever was sending then is gone.
SENDER_GONE_AFTER = timedelta(minutes=2)
WINDOW_USED_UP = "window_used_up"

LetterT = TypeVar("LetterT")
ResultT = TypeVar("ResultT")


class PlatformOutbox(ABC, Generic[LetterT, ResultT]):
    """Sends what somebody claimed and says what became of it.

    Args:
        windows: counts what the platform lets us write; None for a way on which nothing is counted.
    """

    def __init__(self, now: Callable[[], datetime], windows: WindowLedger | None = None) -> None:
        self._now = now
        self._windows = windows

    async def deliver(self, letter: LetterT) -> ResultT:
        """Send a letter that nobody else is sending; never raises for what the platform does."""
        if not await self._reserve(letter):
            return await self._until_they_write(letter, WINDOW_USED_UP)
        try:
            await self._hand_over(letter)
        except PlatformRefusal as refused:
            return await self._after(letter, refused, CONSEQUENCES[refused.reaction])
        return await self._sent(letter)

    async def _after(self, letter: LetterT, refused: PlatformRefusal, consequence: Consequence) -> ResultT:
        self._note(letter, refused, consequence)
        await self._settle_window(letter, consequence.window)
        if consequence.retry is Retry.IN_DOUBT:
            return await self._in_doubt(letter)
        if consequence.retry is Retry.THEY_WRITE:
            return await self._until_they_write(letter, refused.reaction.value)
        if consequence.unreachable is not None:
            await self._mark_unreachable(letter, consequence.unreachable)
        return await self._refused(letter, refused, consequence)

    async def _reserve(self, letter: LetterT) -> bool:
        if self._windows is None:
            return True
        return await asyncio.to_thread(self._windows.reserve, self._conversation(letter), self._now())

    async def _settle_window(self, letter: LetterT, change: WindowChange) -> None:
        if self._windows is None or change is WindowChange.KEEP:
            return
        settle = self._windows.give_back if change is WindowChange.GIVE_BACK else self._windows.correct
        await asyncio.to_thread(settle, self._conversation(letter))

    def _conversation(self, letter: LetterT) -> str:
        """Return the conversation whose window a letter uses."""
        raise NotImplementedError

    async def _mark_unreachable(self, letter: LetterT, why: str) -> None:
        """Remember that an address is dead."""

    @abstractmethod
    async def _hand_over(self, letter: LetterT) -> None:
        """Give a letter to the platform; raises PlatformRefusal."""

    @abstractmethod
    def _note(self, letter: LetterT, refused: PlatformRefusal, consequence: Consequence) -> None:
        """Log and count a refusal, without what the letter says."""

    @abstractmethod
    async def _sent(self, letter: LetterT) -> ResultT:
        """Record that the platform took a letter."""

    @abstractmethod
    async def _in_doubt(self, letter: LetterT) -> ResultT:
        """Record that nobody knows whether a letter arrived."""

    @abstractmethod
    async def _until_they_write(self, letter: LetterT, reason: str) -> ResultT:
        """Let a letter wait until the person has written again."""

    @abstractmethod
    async def _refused(self, letter: LetterT, refused: PlatformRefusal, consequence: Consequence) -> ResultT:
        """Let a letter wait or give it up, as the consequence says."""

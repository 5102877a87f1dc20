"""Brings what the office says to people on WeChat: within the reply window, each line once, and what cannot go yet waits. Run by the account's door."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from bot.conversation import Channel
from bot.front.channels.wechat.push import TextSender
from bot.messaging.api import PASSES, Consequence, PlatformRefusal, Retry
from bot.messaging.ledgers import PlatformOutbox, WindowLedger
from bot.people import Identities, Identity
from bot.referrals import LineState, Speaker, TalkLine, TalkLines

logger = logging.getLogger(__name__)

# Why a line waits for the person: the same word, whatever the platform called it.
WINDOW = "window_used_up"
# The next round asks again; each line goes before the next, so a conversation waits with its first.
AGAIN = (*PASSES, Retry.NEW_TOKEN)


@dataclass(frozen=True)
class AddressedLine:
    """A line that was claimed, and whom it goes to."""

    line: TalkLine
    address: str


class WechatLines(PlatformOutbox[AddressedLine, bool]):
    """The way of the office's lines to one account's people; each step tells whether the next line may follow."""

    def __init__(
        self,
        sender: TextSender,
        lines: TalkLines,
        windows: WindowLedger,
        identities: Identities,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(now, windows)
        self._sender = sender
        self._lines = lines
        self._identities = identities

    async def bring(self) -> None:
        """Send what may be sent now; never raises for what the platform does."""
        for conversation in await run_in_threadpool(self._lines.conversations_waiting, Channel.WECHAT, self._now()):
            await self._bring_to(conversation)

    async def _bring_to(self, conversation: str) -> None:
        identity = await run_in_threadpool(self._identities.find, conversation)
        while True:
            line = await run_in_threadpool(self._lines.claim, conversation, self._now())
            if line is None or not await self._send(line, identity):
                return

    async def _send(self, line: TalkLine, identity: Identity | None) -> bool:
        if identity is None or not identity.is_reachable:
            await self._settle(line, LineState.FAILED, "unreachable")
            return True
        return await self.deliver(AddressedLine(line, identity.address))

    def _conversation(self, letter: AddressedLine) -> str:
        return letter.line.conversation

    async def _hand_over(self, letter: AddressedLine) -> None:
        await self._sender.send_text(letter.address, said(letter.line))

    async def _sent(self, letter: AddressedLine) -> bool:
        await self._settle(letter.line, LineState.SENT)
        return True

    def _note(self, letter: AddressedLine, refused: PlatformRefusal, consequence: Consequence) -> None:
        fields = {"line": letter.line.id, "code": refused.code, "reaction": refused.reaction.value}
        logger.warning("the platform did not take a line of the office", extra={"fields": fields})

    async def _in_doubt(self, letter: AddressedLine) -> bool:
        await self._settle(letter.line, LineState.UNKNOWN, "unknown_outcome")
        return True

    async def _until_they_write(self, letter: AddressedLine, reason: str) -> bool:
        await self._settle(letter.line, LineState.WAITING, WINDOW)
        return False

    async def _mark_unreachable(self, letter: AddressedLine, why: str) -> None:
        await run_in_threadpool(self._identities.set_reachable, letter.line.conversation, why)

    async def _refused(self, letter: AddressedLine, refused: PlatformRefusal, consequence: Consequence) -> bool:
        waits = consequence.retry in AGAIN
        state = LineState.WAITING if waits else LineState.FAILED
        await self._settle(letter.line, state, refused.reaction.value)
        return not waits

    async def _settle(self, line: TalkLine, state: LineState, reason: str | None = None) -> None:
        await run_in_threadpool(self._lines.settle, line, state, reason)


def said(line: TalkLine) -> str:
    """Return a line as the person reads it; a colleague's begins with the name.

    >>> from datetime import datetime
    >>> said(TalkLine(1, "wx:a", Speaker.STAFF, "您好", datetime(2026, 11, 25), LineState.WAITING, None, "李老师"))
    '【李老师】您好'
    """
    return f"【{line.name}】{line.text}" if line.speaker is Speaker.STAFF else line.text

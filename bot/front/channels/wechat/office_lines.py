"""Brings what the office says to people on WeChat: within the reply window, each line once, and what cannot go yet waits. Run by the account's door."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from bot.front.channels.wechat.push import UNREACHABLE, TextSender
from bot.messaging.api import PlatformRefusal, Reaction
from bot.messaging.ledgers import WindowLedger
from bot.people import Identities, Identity
from bot.referrals import LineState, Speaker, TalkLine, TalkLines

logger = logging.getLogger(__name__)

PREFIX = "wx:"
# Why a line waits: the person has to write first, or the platform is to be asked again.
WINDOW = "window_used_up"
AGAIN = (Reaction.RETRY, Reaction.NEXT_MINUTE, Reaction.NEXT_DAY, Reaction.REFRESH_TOKEN)


class WechatLines:
    """The way of the office's lines to one account's people."""

    def __init__(
        self,
        sender: TextSender,
        lines: TalkLines,
        windows: WindowLedger,
        identities: Identities,
        now: Callable[[], datetime],
    ) -> None:
        self._sender = sender
        self._lines = lines
        self._windows = windows
        self._identities = identities
        self._now = now

    async def bring(self) -> None:
        """Send what may be sent now; never raises for what the platform does."""
        for conversation in await run_in_threadpool(self._lines.conversations_waiting, PREFIX, self._now()):
            await self._bring_to(conversation)

    async def _bring_to(self, conversation: str) -> None:
        identity = await run_in_threadpool(self._identities.find, conversation)
        while True:
            line = await run_in_threadpool(self._lines.claim, conversation, self._now())
            if line is None or not await self._sent(line, identity):
                return

    async def _sent(self, line: TalkLine, identity: Identity | None) -> bool:
        """Send one line; tell whether the next may follow."""
        if identity is None or not identity.is_reachable:
            await self._settle(line, LineState.FAILED, "unreachable")
            return True
        if not await run_in_threadpool(self._windows.reserve, line.conversation, self._now()):
            await self._settle(line, LineState.WAITING, WINDOW)
            return False
        try:
            await self._sender.send_text(identity.address, said(line))
        except PlatformRefusal as refused:
            return await self._after(line, refused)
        await self._settle(line, LineState.SENT)
        return True

    async def _after(self, line: TalkLine, refused: PlatformRefusal) -> bool:
        reaction = refused.reaction
        fields = {"line": line.id, "code": refused.code, "reaction": reaction.value}
        logger.warning("the platform did not take a line of the office", extra={"fields": fields})
        if reaction is Reaction.UNKNOWN_OUTCOME:
            # It may have arrived: nothing is said twice.
            await self._settle(line, LineState.UNKNOWN, reaction.value)
            return True
        if reaction in (Reaction.OUTSIDE_WINDOW, Reaction.USED_UP):
            await run_in_threadpool(self._windows.correct, line.conversation)
            await self._settle(line, LineState.WAITING, WINDOW)
            return False
        await run_in_threadpool(self._windows.give_back, line.conversation)
        if reaction in UNREACHABLE:
            await run_in_threadpool(self._identities.set_reachable, line.conversation, UNREACHABLE[reaction])
        waits = reaction in AGAIN
        await self._settle(line, LineState.WAITING if waits else LineState.FAILED, reaction.value)
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

"""The way out of one answer: in the open callback, or pushed later; decided once, so that it is said neither twice nor never.

WeChat closes a callback after 5 seconds and sends it again.
https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
"""

from __future__ import annotations

import asyncio
from enum import Enum

# What is left of the 5 seconds covers the way back.
ANSWER_SECONDS = 3.8


class Exit(str, Enum):
    """How an answer leaves: not decided yet, in the callback, pushed, or not at all (another message carries it)."""

    OPEN = "open"
    PASSIVE = "passive"
    PUSH = "push"
    NONE = "none"


class Exchange:
    """One callback that waits, and one turn that may or may not be ready in time.

    All of it runs on one event loop, so each change of ``exit`` is one step that nothing can come between.
    """

    def __init__(self) -> None:
        self.exit = Exit.OPEN
        loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[str | None] = loop.create_future()
        self._went_out: asyncio.Future[bool] = loop.create_future()

    async def wait(self, seconds: float = ANSWER_SECONDS) -> str | None:
        """Return the answer if it comes in time; otherwise, or when the caller goes away, decide that it is pushed."""
        try:
            # Not wait_for, which swallows a cancellation that comes together with the answer.
            await asyncio.wait((self._answer,), timeout=seconds)
        except asyncio.CancelledError:
            self.abandon()
            raise
        if self._answer.done():
            return self._answer.result()
        self._decide(Exit.PUSH)
        return None

    def abandon(self) -> None:
        """Decide that the answer is pushed, because the caller has gone away."""
        self._decide(Exit.PUSH)
        self.hand_over(False)

    def answer(self, text: str) -> bool:
        """Give the answer to the waiting callback; False when it does not wait any more, and the answer must be pushed."""
        if self.exit is not Exit.OPEN:
            return False
        self.exit = Exit.PASSIVE
        self._answer.set_result(text)
        return True

    def dismiss(self) -> None:
        """Let the callback end without an answer of its own."""
        if self.exit is Exit.OPEN:
            self.exit = Exit.NONE
            self._answer.set_result(None)

    def hand_over(self, has_arrived: bool) -> None:
        """Say whether a passive answer went out, or its caller had hung up."""
        if not self._went_out.done():
            self._went_out.set_result(has_arrived)

    async def was_handed_over(self, seconds: float) -> bool:
        """Tell whether a passive answer went out; when nobody says so in time, it is taken to have, for it is never said twice."""
        await asyncio.wait((self._went_out,), timeout=seconds)
        return self._went_out.result() if self._went_out.done() else True

    def _decide(self, way: Exit) -> None:
        if self.exit is Exit.OPEN:
            self.exit = way

"""One turn under way, and who works on it: handlers that hear the message in order, and steps that complete what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.conversation import HandlerResult, IncomingMessage, Reply
from bot.storage import OfferedChoice


@dataclass
class TurnContext:
    """What is known of a turn so far.

    Args:
        message: what the person said, a pick resolved.
        replies: what is said to it.
        is_from_dialogue: whether the dialogue said it.
        seconds: how long finding it took.
        tickets: for each reply the ticket by which it can be rated, or None.
        offered: the choices of all replies, with their ids, in order.
    """

    message: IncomingMessage
    replies: Sequence[Reply] = ()
    is_from_dialogue: bool = False
    seconds: float = 0.0
    tickets: Sequence[str | None] = ()
    offered: Sequence[OfferedChoice] = field(default_factory=tuple)


class TurnHandler(Protocol):
    """Hears a message in its place of the order."""

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return how the turn goes on; None when the next handler is to hear the message."""


class TurnStep(Protocol):
    """Does one thing about what is said, after a handler or the dialogue has said it."""

    def complete(self, turn: TurnContext, at: datetime) -> None:
        """Change the turn."""


class AskDialogue:
    """The last handler: whatever nobody else answers is the dialogue's."""

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Let the dialogue answer."""
        return HandlerResult.ask_dialogue()

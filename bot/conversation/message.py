"""What rooms of the office hear of a conversation before the dialogue does, and what they make of it. The shape that doors and rooms share."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.reply import Reply


@dataclass(frozen=True)
class IncomingMessage:
    """What a person said: ``text`` is typed, or the label of what was picked; ``payload`` is the wish of what was picked."""

    conversation: str
    text: str
    payload: str | None = None


@dataclass(frozen=True)
class HandlerResult:
    """What a message becomes that does not go to the dialogue as it stands: replies, or what to ask of the dialogue instead.

    Neither means silence: someone else speaks in the conversation.
    """

    replies: tuple[Reply, ...] = ()
    payload: str | None = None


@dataclass(frozen=True)
class TurnOutcome:
    """How one reply of a turn ended, without its text."""

    outcome: str
    topic: str | None = None
    policy: str | None = None
    facets: tuple[str, ...] = ()

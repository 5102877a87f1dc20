"""What a person said, and what a handler of turns makes of it. The shapes that doors and rooms share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.conversation.reply import Reply
from bot.conversation.wishes import Wish


@dataclass(frozen=True)
class IncomingMessage:
    """What a person said: ``text`` is typed, or the label of what was picked; ``wish`` is what the pick asks for."""

    conversation: str
    text: str
    wish: Wish | None = None


class NextStep(Enum):
    """What happens after a handler: nobody else is asked, the dialogue is, or all handlers hear what was meant."""

    DONE = "done"
    ASK_DIALOGUE = "ask_dialogue"
    HEAR_AGAIN = "hear_again"


@dataclass(frozen=True)
class HandlerResult:
    """The one way in which a handler stops a turn from going on to the next; made by one of the constructors below."""

    then: NextStep
    said: tuple[Reply, ...] = ()
    wish: Wish | None = None
    label: str = ""

    @classmethod
    def silence(cls) -> HandlerResult:
        """Say nothing: someone else speaks in the conversation."""
        return cls(NextStep.DONE)

    @classmethod
    def replies(cls, *said: Reply) -> HandlerResult:
        """Say this."""
        return cls(NextStep.DONE, said)

    @classmethod
    def ask_dialogue(cls, wish: Wish | None = None) -> HandlerResult:
        """Let the dialogue answer a wish, or without one what the person said."""
        return cls(NextStep.ASK_DIALOGUE, wish=wish)

    @classmethod
    def picked(cls, label: str, wish: Wish) -> HandlerResult:
        """Let all handlers hear the choice that the person meant."""
        return cls(NextStep.HEAR_AGAIN, wish=wish, label=label)


@dataclass(frozen=True)
class TurnOutcome:
    """How one reply of a turn ended, without its text."""

    outcome: str
    topic: str | None = None
    policy: str | None = None
    facets: tuple[str, ...] = ()

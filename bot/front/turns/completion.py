"""What rooms of the office add to what is said: the offer of a person, and the ticket by which an answer can be rated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.conversation import IncomingMessage, Outcome, Reply, TurnOutcome
from bot.front.turns.turn_context import TurnContext


class HandingOver(Protocol):
    """Offers a person to someone who asks for one."""

    def offer(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        """Return what is said instead of the dialogue's words; None to leave these."""


class Keeper(Protocol):
    """Keeps what was asked and how it ended, for those who mend the knowledge base."""

    def keep(
        self, spoken: IncomingMessage, ended: Sequence[TurnOutcome], seconds: float, at: datetime
    ) -> list[str | None]:
        """Return for each reply the ticket by which it can be rated, or None."""


class PersonOffer:
    """Makes the offer of a person of what the dialogue said to someone who asks for one."""

    def __init__(self, handing_over: HandingOver) -> None:
        self._handing_over = handing_over

    def complete(self, turn: TurnContext, at: datetime) -> None:
        """Replace the hand-over of the dialogue; what rooms said stays."""
        if turn.is_from_dialogue:
            turn.replies = [self._offered(turn.message, reply, at) for reply in turn.replies]

    def _offered(self, spoken: IncomingMessage, reply: Reply, at: datetime) -> Reply:
        offered = self._handing_over.offer(spoken, at) if reply.outcome is Outcome.HANDOFF else None
        return reply if offered is None else offered.typeset()


class Preceding(Protocol):
    """Puts something before the answer of the dialogue."""

    def before(self, spoken: IncomingMessage, replies: Sequence[Reply]) -> Sequence[Reply]:
        """Return the replies as they are said."""


class Offering(Protocol):
    """Adds a choice to an answer."""

    def offered(self, reply: Reply) -> Reply:
        """Return the reply with it."""


class FirstWord:
    """Lets a room say its sentence before what the dialogue found."""

    def __init__(self, room: Preceding) -> None:
        self._room = room

    def complete(self, turn: TurnContext, at: datetime) -> None:
        """Put it first; what rooms said stays."""
        if turn.is_from_dialogue:
            turn.replies = self._room.before(turn.message, turn.replies)


class FirstChoice:
    """Lets a room add its choice to what is said."""

    def __init__(self, room: Offering) -> None:
        self._room = room

    def complete(self, turn: TurnContext, at: datetime) -> None:
        """Add it to each reply."""
        turn.replies = [self._room.offered(reply) for reply in turn.replies]


class KeptQuestion:
    """Keeps what was asked."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def complete(self, turn: TurnContext, at: datetime) -> None:
        """Give each reply its ticket."""
        ended = [TurnOutcome(_booked(reply).value, reply.topic, reply.policy, reply.facets) for reply in turn.replies]
        turn.tickets = self._keeper.keep(turn.message, ended, turn.seconds, at)


def _booked(reply: Reply) -> Outcome:
    """Return how a reply counts: who asks what there is for them and gets the situations to pick from was understood and answered."""
    is_menu = reply.outcome is Outcome.CLARIFY and reply.outline is not None and bool(reply.outline.page)
    return Outcome.ANSWERED if is_menu else reply.outcome

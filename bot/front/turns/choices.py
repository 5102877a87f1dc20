"""The choices of a turn: one that is picked by its id, one that is meant by its number, and those that are offered next."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.conversation import HandlerResult, IncomingMessage, Outcome, Wish, typed_position
from bot.front.turns.turn_context import TurnContext
from bot.front.web.http_errors import Refusal
from bot.storage import OfferedChoice, OfferedChoices
from bot.wording.office import chat as say

CHOICE_LIFETIME = timedelta(hours=24)
# 要, 不要, 先不用: longer labels are picked by their number.
LONGEST_LABEL = 12
PUNCTUATION = " ,。.!?、~，！？"
QUESTIONS = (Outcome.CLARIFY, Outcome.VERDICT)


def picked_message(offered: OfferedChoices, conversation: str, choice: str, at: datetime) -> IncomingMessage:
    """Return what picking a choice says.

    Raises:
        Refusal: the choice was never offered in this conversation (404) or too long ago (410).
    """
    found = offered.find(conversation, choice)
    if found is None:
        raise Refusal(404, "unknown_choice", say.UNKNOWN_CHOICE)
    if _is_expired(found, at):
        raise Refusal(410, "expired_choice", say.EXPIRED_CHOICE)
    return IncomingMessage(conversation, found.label, Wish.decode(found.payload))


class TypedChoice:
    """Reads a typed number as the choice at that place of the latest offer."""

    def __init__(self, offered: OfferedChoices) -> None:
        self._offered = offered

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the pick that is meant; None when the text names none."""
        meant = None if spoken.wish is not None else self._meant(spoken)
        if meant is None or _is_expired(meant, at):
            return None
        return HandlerResult.picked(meant.label, Wish.decode(meant.payload))

    def _meant(self, spoken: IncomingMessage) -> OfferedChoice | None:
        position = typed_position(spoken.text)
        if position is not None:
            return self._offered.at_position(spoken.conversation, position)
        words = spoken.text.strip(PUNCTUATION)
        found = self._offered.labelled(spoken.conversation, words) if 0 < len(words) <= LONGEST_LABEL else None
        # What the office offers is answered by its own words, too; the dialogue reads such words by itself.
        return found if found is not None and Wish.decode(found.payload).is_of_the_office else None


class ChoiceOffer:
    """Gives every choice an id; a question without choices withdraws those offered before.

    Otherwise "3" as the answer to "how many years?" would mean the third choice of an earlier reply.
    """

    def __init__(self, offered: OfferedChoices) -> None:
        self._offered = offered

    def complete(self, turn: TurnContext, at: datetime) -> None:
        """Record the offer of a turn."""
        pairs = [(choice.label, choice.wish.encode()) for reply in turn.replies for choice in reply.choices]
        if pairs or any(reply.outcome in QUESTIONS for reply in turn.replies):
            turn.offered = self._offered.offer(turn.message.conversation, pairs, at)


def _is_expired(choice: OfferedChoice, at: datetime) -> bool:
    return choice.offered_at < at - CHOICE_LIFETIME

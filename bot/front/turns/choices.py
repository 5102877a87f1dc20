"""The choices of a turn: picked by id, meant by number or by the words of the button, and those that are offered next."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from unicodedata import normalize

from bot.conversation import Choice, HandlerResult, IncomingMessage, Outcome, Reply, Wish, typed_positions
from bot.front.turns.turn_context import TurnContext
from bot.front.web.http_errors import Refusal
from bot.storage import OfferedChoice, OfferedChoices
from bot.wording.office import chat as say

CHOICE_LIFETIME = timedelta(hours=24)
LONGEST_LABEL = 40
# Longer numbers are ages and years, not places in a list.
FURTHEST = 15
# What a choice carries that answers a question of an eligibility check.
FACT = "fact"
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


class TypedLabel:
    """Reads the words of a button, typed, as a pick of it: whatever they would mean by themselves, they were just offered."""

    def __init__(self, offered: OfferedChoices) -> None:
        self._offered = offered

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the pick that is meant; None when the text is no label of the latest offer."""
        words = "" if spoken.wish is not None else _letters(spoken.text)
        if not 0 < len(words) <= LONGEST_LABEL:
            return None
        live = _live(self._offered, spoken.conversation, at)
        meant = next((choice for choice in live if _letters(choice.label) == words), None)
        return None if meant is None else HandlerResult.picked(meant.label, Wish.decode(meant.payload))


class TypedChoice:
    """Reads typed numbers as the choices at those places of the latest offer.

    Args:
        offered: the offers.
        today: the day of what is said.
    """

    def __init__(self, offered: OfferedChoices, today: Callable[[], date]) -> None:
        self._offered = offered
        self._today = today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the pick that is meant, or what is asked where none can be; None when the text names no place."""
        positions = () if spoken.wish is not None else typed_positions(spoken.text)
        live = _live(self._offered, spoken.conversation, at) if positions else []
        if not live or any(position > FURTHEST for position in positions):
            return None
        meant = [choice for choice in live if choice.position in positions]
        if len(meant) < len(set(positions)):
            return self._asked(say.no_such_choice(max(positions), len(live)), live)
        if len(meant) == 1:
            return HandlerResult.picked(meant[0].label, Wish.decode(meant[0].payload))
        if any(FACT in Wish.decode(choice.payload).entities for choice in meant):
            # A question of a check that several of its choices answer together.
            return None
        return self._asked(say.ONE_AT_A_TIME, meant)

    def _asked(self, text: str, offered: Sequence[OfferedChoice]) -> HandlerResult:
        wishes = [(choice.label, Wish.decode(choice.payload)) for choice in offered]
        choices = tuple(Choice(label, wish.intent, wish.entities) for label, wish in wishes)
        return HandlerResult.replies(Reply(text, Outcome.CLARIFY, self._today(), choices=choices))


def _live(offered: OfferedChoices, conversation: str, at: datetime) -> list[OfferedChoice]:
    return [choice for choice in offered.latest(conversation) if not _is_expired(choice, at)]


def _letters(text: str) -> str:
    """Return a text without signs and spaces, as labels are compared.

    >>> _letters("要带什么材料？"), _letters(" OK ")
    ('要带什么材料', 'ok')
    """
    return re.sub(r"[^\w]|_", "", normalize("NFKC", text)).lower()


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

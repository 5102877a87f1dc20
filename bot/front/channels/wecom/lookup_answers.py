"""Looks up what a colleague asks and brings the answer: the first piece in the open callback, the rest and the card through the outbox."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime

from starlette.concurrency import run_in_threadpool

from bot.front.channels.wecom.feedback_cards import feedback_card
from bot.front.channels.wecom.lookup import LookedUp, StaffLookup
from bot.front.channels.wecom.quiz import StaffQuiz
from bot.front.channels.wecom.received import StaffReceived
from bot.front.channels.wecom.seekers import StaffSeekers
from bot.messaging.ledgers import ReceivedLedger, ReceivedState, StaffLetter, StaffOutbox
from bot.messaging.protocol import Exchange, pack
from bot.staff import Colleague
from bot.wording.office import wecom as say

logger = logging.getLogger(__name__)

MOST_MESSAGES = 3
# Of the 2048 bytes that the platform takes, room is left for the line above a piece and for the one that says what was cut.
PIECE_BYTES = 1860
# How long the callback may take to say whether it has handed the answer over.
HAND_OVER_SECONDS = 2.0


class StaffAnswering:
    """Answers the searches of one app."""

    def __init__(
        self,
        lookup: StaffLookup,
        seekers: StaffSeekers,
        quiz: StaffQuiz,
        outbox: StaffOutbox,
        ledger: ReceivedLedger,
        now: Callable[[], datetime],
    ) -> None:
        self._lookup, self._seekers, self._quiz = lookup, seekers, quiz
        self._outbox = outbox
        self._ledger = ledger
        self._now = now

    async def answer(
        self, received: StaffReceived, colleague: Colleague, asked: str, today: date, exchange: Exchange
    ) -> None:
        """Answer one search; never raises. What fails before the answer is written down is said after a restart."""

        def find() -> LookedUp:
            people = self._seekers.find(colleague, asked, today, self._now())
            return self._lookup.look_up(asked, today) if people is None else LookedUp(people)

        await self._answer(received, colleague, find, exchange)

    async def practise(
        self, received: StaffReceived, colleague: Colleague, words: str, today: date, exchange: Exchange
    ) -> None:
        """Ask the next question of the quiz, or grade an answer; never raises."""

        def find() -> LookedUp:
            return LookedUp((self._quiz.say(colleague, words, today, self._now()),))

        await self._answer(received, colleague, find, exchange)

    async def _answer(
        self, received: StaffReceived, colleague: Colleague, find: Callable[[], LookedUp], exchange: Exchange
    ) -> None:
        try:
            found = await run_in_threadpool(find)
            reason = await self._bring(colleague, found, exchange)
            await run_in_threadpool(self._ledger.settle, [received.entry], ReceivedState.ANSWERED, reason, self._now())
        except Exception as error:
            # The error's text may hold what the colleague wrote.
            fields = {"conversation": received.conversation, "error": type(error).__name__}
            logger.error("a search failed", extra={"fields": fields})
            exchange.answer(say.OUT_OF_ORDER)

    async def _bring(self, colleague: Colleague, found: LookedUp, exchange: Exchange) -> str:
        """Return by which way the answer went."""
        pieces = in_messages(found.parts)
        is_passive = exchange.answer(pieces[0]) and await exchange.was_handed_over(HAND_OVER_SECONDS)
        task = f"lookup-{secrets.token_hex(12)}"
        time = f"{self._now():%H:%M:%S}"
        letters = [
            StaffLetter(f"{task}-{number}", colleague.userid, f"{say.pushed(number, len(pieces), time)}\n{piece}")
            for number, piece in enumerate(pieces, start=1)
        ][1 if is_passive else 0 :]
        if found.about:
            letters.append(feedback_card(task, colleague.userid, found.title, found.about))
        if letters:
            await self._outbox.put(letters)
        return "passive" if is_passive else "pushed"


def in_messages(parts: Sequence[str]) -> list[str]:
    """Return an answer as at most three messages.

    What is too long is cut in its first part, the quotes: the part that is passed on to the citizen stays whole.
    """
    quotes, *rest = parts
    lines = quotes.split("\n")
    while len(pieces := pack(parts, PIECE_BYTES)) > MOST_MESSAGES and len(lines) > 1:
        lines.pop()
        parts = ("\n".join([*lines, say.CUT]), *rest)
    return at_most(pieces, MOST_MESSAGES)


def at_most(pieces: list[str], count: int) -> list[str]:
    """Return at most so many pieces; what is left out is said.

    >>> [piece[:1] for piece in at_most(["甲", "乙", "丙"], 2)]
    ['甲', '乙']
    """
    return pieces if len(pieces) <= count else [*pieces[: count - 1], f"{pieces[count - 1]}\n{say.CUT}"]

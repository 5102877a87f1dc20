"""How a turn counts: a menu that was asked for is an answer, a question back because nothing was understood is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from bot.clock import SHANGHAI
from bot.conversation import IncomingMessage, Reply, TurnOutcome
from bot.front.turns.completion import KeptQuestion
from bot.front.turns.turn_context import TurnContext
from bot.wording.answers import ask_to_rephrase, list_situations
from tests.outreach.world import real_kb

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=SHANGHAI)


class Book:
    """Notes how turns ended."""

    def __init__(self) -> None:
        self.outcomes: list[str] = []

    def keep(
        self, spoken: IncomingMessage, ended: Sequence[TurnOutcome], seconds: float, at: datetime
    ) -> list[str | None]:
        """Keep nothing."""
        self.outcomes += [each.outcome for each in ended]
        return [None for _ in ended]


@pytest.mark.parametrize(
    ("reply", "counts_as"),
    [(list_situations(NOON.date()), "answered"), (ask_to_rephrase(real_kb(), (), 1, NOON.date()), "clarify")],
    ids=["situations", "not understood"],
)
def test_a_menu_that_was_asked_for_counts_as_an_answer(reply: Reply, counts_as: str) -> None:
    book = Book()
    turn = TurnContext(IncomingMessage("web:one", "我能享受哪些政策"))
    turn.replies = [reply]
    KeptQuestion(book).complete(turn, NOON)
    assert book.outcomes == [counts_as]
    assert reply.outcome.value == "clarify"

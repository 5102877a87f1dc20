"""Hears what is said of the last answer: 有用, 没用, 不对, 答非所问, typed or tapped."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from unicodedata import normalize

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage, Outcome
from bot.questions.rating import rate, unrated
from bot.questions.states import OFFICE_WISH, Rating
from bot.wording.office import answer_is_gone, thank_for_rating

WISH = f"{OFFICE_WISH}rate"
WORDS = {
    **dict.fromkeys(("有用", "有帮助", "很有用"), Rating.USEFUL),
    **dict.fromkeys(("没用", "没有用", "没帮助", "不对", "答错了", "答非所问"), Rating.USELESS),
}
# Said to a question, these answer it.
ANSWERS = frozenset({"不对"})
QUESTIONS = frozenset({Outcome.CLARIFY.value, Outcome.VERDICT.value})
PUNCTUATION = " ,。.!?、~“”\"'"


class RatingTalk:
    """Listens for ratings.

    Args:
        today: the day to answer for.
    """

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self._engine = engine
        self._today = today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the thanks for a rating; None when it is none, and the dialogue answers it."""
        if spoken.payload is not None:
            return self._tapped(spoken, at) if spoken.payload.startswith(WISH) else None
        words = normalize("NFKC", spoken.text).strip(PUNCTUATION)
        rating = WORDS.get(words)
        last = None if rating is None else unrated(self._engine, spoken.conversation, at)
        if rating is None or last is None or (words in ANSWERS and last.outcome in QUESTIONS):
            return None
        return self._rated(spoken.conversation, last.ticket, rating, at)

    def _tapped(self, spoken: IncomingMessage, at: datetime) -> HandlerResult:
        wish = json.loads((spoken.payload or "")[len(WISH) :])
        return self._rated(spoken.conversation, str(wish["ticket"]), Rating(wish["rating"]), at)

    def _rated(self, conversation: str, ticket: str, rating: Rating, at: datetime) -> HandlerResult:
        if not rate(self._engine, conversation, ticket, rating, at):
            return HandlerResult((answer_is_gone(self._today()),))
        return HandlerResult((thank_for_rating(rating is Rating.USEFUL, self._today()),))


def rating_wish(ticket: str, rating: str) -> str:
    """Return the payload that stands for a tap on 有用 or 没用 under an answer.

    >>> rating_wish("abc", "useful")
    '/office_rate{"ticket": "abc", "rating": "useful"}'
    """
    return f"{WISH}{json.dumps({'ticket': ticket, 'rating': rating})}"

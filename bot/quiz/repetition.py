"""When a question comes back, by the Free Spaced Repetition Scheduler, played anew from the answers; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timezone
from functools import lru_cache

from fsrs import Card, Rating, Scheduler

from bot.staff import QuizAnswer

LONGEST_DAYS = 180


def due_on(history: Sequence[QuizAnswer]) -> date:
    """Return the day from which a question is asked again.

    Args:
        history: the answers of one colleague to it, the earliest first, at least one.

    >>> due_on([QuizAnswer("a", "x", False, date(2026, 1, 1))]), due_on([QuizAnswer("a", "x", True, date(2026, 1, 1))])
    (datetime.date(2026, 1, 2), datetime.date(2026, 1, 3))
    """
    return _due(tuple((each.is_right, each.on) for each in history))


@lru_cache(maxsize=4096)
def _due(history: tuple[tuple[bool, date], ...]) -> date:
    # No steps within the day: a question comes once a day at most. No fuzz: the same answers lead to the same day.
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False)
    # An id of our own: left to itself the card waits for the clock to go on.
    card = Card(card_id=1)
    for is_right, on in history:
        at = datetime(on.year, on.month, on.day, tzinfo=timezone.utc)
        card, _ = scheduler.review_card(card, Rating.Good if is_right else Rating.Again, at)
    return card.due.date()

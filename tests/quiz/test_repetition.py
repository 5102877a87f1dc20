"""When a question comes back."""

from __future__ import annotations

from datetime import date, timedelta

from bot.quiz.repetition import LONGEST_DAYS, due_on
from bot.staff import QuizAnswer

FIRST = date(2026, 1, 1)


def test_each_time_it_is_right_it_stays_away_longer_and_wrong_brings_it_back_soon() -> None:
    history: list[QuizAnswer] = []
    day, waits = FIRST, []
    for _ in range(8):
        history.append(QuizAnswer("lihong", "q", True, day))
        waits.append(due_on(history) - day)
        day = due_on(history)
    assert waits == sorted(waits) and waits[0] < timedelta(days=5) and waits[-1] == timedelta(days=LONGEST_DAYS)
    history.append(QuizAnswer("lihong", "q", False, day))
    assert due_on(history) - day < waits[3]

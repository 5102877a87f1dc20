"""Which question comes next: the one of the day, then what is due again, then new ones; hard ones earlier, none twice a day."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from math import log

from bot.quiz.book import QuestionBook
from bot.quiz.repetition import due_on
from bot.staff import QuizAnswer

# How much more often a question comes that everybody at the station gets wrong.
_HARDEST = 3.0
_SPREAD = 2**64


def hardness(given: Iterable[QuizAnswer], before: date) -> dict[str, float]:
    """Return how often each question was answered wrong before a day, from 0 to 1, leaning on one right answer each.

    >>> hardness([QuizAnswer("a", "x", False, date(2026, 1, 1)), QuizAnswer("b", "y", True, date(2026, 1, 1))], date(2026, 1, 2))
    {'x': 0.5, 'y': 0.0}
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 1])
    for each in given:
        if each.on < before:
            counts[each.question][0] += not each.is_right
            counts[each.question][1] += 1
    return {question: wrong / count for question, (wrong, count) in counts.items()}


def question_of_the_day(book: QuestionBook, station: str, hard: Mapping[str, float]) -> str | None:
    """Return the id of the question that all colleagues of a station get on a day; None when there are none.

    Args:
        station: of the colleagues; empty for those without one.
        hard: as of the day before, so that it stays the same all day.
    """
    return min(book.questions, key=lambda name: _draw(f"{book.on}|{station}", name, hard), default=None)


def next_question(
    book: QuestionBook, of_the_day: str | None, own: Iterable[QuizAnswer], hard: Mapping[str, float]
) -> str | None:
    """Return the id of the next question for a colleague; None when every one was answered today.

    Args:
        own: all answers of this colleague, the earliest first.
    """
    histories: dict[str, list[QuizAnswer]] = defaultdict(list)
    seed = str(book.on)
    for each in own:
        histories[each.question].append(each)
        seed = f"{book.on}|{each.userid}"
    today = {name for name, history in histories.items() if history[-1].on >= book.on}
    if of_the_day is not None and of_the_day not in today:
        return of_the_day
    open_ones = [name for name in book.questions if name not in today]
    due = {name: due_on(histories[name]) for name in open_ones if name in histories}
    ready = [name for name, day in due.items() if day <= book.on]
    if ready:
        return min(ready, key=lambda name: (due[name], -hard.get(name, 0.0), name))
    fresh = [name for name in open_ones if name not in due]
    if fresh:
        return min(fresh, key=lambda name: _draw(seed, name, hard))
    return min(due, key=lambda name: (due[name], name), default=None)


def _draw(seed: str, name: str, hard: Mapping[str, float]) -> float:
    """Return a draw that is the same each time; the smallest wins, a hard question has more chances.

    An exponential race: adding or losing a question changes nothing among the others.
    """
    number = int.from_bytes(hashlib.sha256(f"{seed}|{name}".encode()).digest()[:8], "big")
    return -log((number + 1) / (_SPREAD + 1)) / (1.0 + _HARDEST * hard.get(name, 0.0))

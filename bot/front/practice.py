"""练兵 for the doors of colleagues: the book of the day, made once, what comes next for whom, and an answer that counts once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from bot.quiz import (
    OwnScore,
    Question,
    QuestionBook,
    StationScore,
    hardness,
    next_question,
    own_score,
    question_of_the_day,
    questions_on,
    station_scores,
)
from bot.staff import Colleague, QuizAnswers, Staff

SCORED_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Graded:
    """A question that was answered, and whether the answer that counts was right."""

    question: Question
    is_right: bool


class Practice:
    """The quiz of one process; its methods may run in several threads."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase]) -> None:
        self._engine, self._kb = engine, kb
        self.answers = QuizAnswers(engine)
        self._made: tuple[KnowledgeBase, QuestionBook] | None = None
        self._lock = Lock()

    @property
    def kb(self) -> KnowledgeBase:
        """Return the knowledge base of the moment."""
        return self._kb()

    def book(self, on: date) -> QuestionBook:
        """Return the questions of a day, made anew when the day or the knowledge base has changed."""
        kb = self._kb()
        with self._lock:
            if self._made is None or self._made[0] is not kb or self._made[1].on != on:
                self._made = (kb, questions_on(kb, on))
            return self._made[1]

    def has_answered(self, colleague: Colleague, on: date) -> bool:
        """Tell whether a colleague answered anything on a day."""
        return any(each.on == on for each in self.answers.own(colleague.userid))

    def next_for(self, colleague: Colleague, on: date) -> Question | None:
        """Return what a colleague is asked next; None when all was answered today."""
        book = self.book(on)
        stations = self._stations()
        own_station = colleague.station or ""
        given = [each for each in self.answers.since(on - SCORED_FOR) if stations.get(each.userid) == own_station]
        hard = hardness(given, on)
        of_the_day = question_of_the_day(book, own_station, hard)
        name = next_question(book, of_the_day, self.answers.own(colleague.userid), hard)
        return None if name is None else book.find(name)

    def answer(self, colleague: Colleague, name: str, choice: str, on: date, at: datetime) -> Graded | None:
        """Keep an answer; None where the question, or this choice of it, is not there any more."""
        question = self.book(on).find(name)
        if question is None or choice not in question.choices:
            return None
        kept = self.answers.give(colleague.userid, name, choice == question.right, on, at)
        return Graded(question, kept.is_right)

    def own_score(self, colleague: Colleague, on: date) -> OwnScore:
        """Return how a colleague fares, for themself alone."""
        return own_score(self.answers.own(colleague.userid), on)

    def station_scores(self, on: date) -> list[StationScore]:
        """Return how the stations fare."""
        return station_scores(self.book(on), self.answers.since(on - SCORED_FOR), self._stations())

    def _stations(self) -> dict[str, str]:
        return {each.userid: each.station or "" for each in Staff(self._engine).all()}

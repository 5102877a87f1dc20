"""What colleagues answered in the quiz: right or wrong, once a question and day; forgotten after a year, or with the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Engine

from bot.storage import insert_new, put
from bot.storage.tables import quiz_answers as table
from bot.storage.tables import quiz_asked

KEPT_FOR_DAYS = 365
# An open question of an earlier day is not graded any more: the letter was for something else.
OPEN_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class QuizAnswer:
    """One answer: whose, to which question, right or wrong, on which day in Shanghai."""

    userid: str
    question: str
    is_right: bool
    on: date


@dataclass(frozen=True)
class OpenQuestion:
    """What a colleague was asked last, with the choices as they were shown."""

    question: str
    choices: tuple[str, ...]


def forget_answers_of(connection: Connection, userid: str) -> None:
    """Delete all that the quiz keeps of a colleague, within the caller's transaction."""
    connection.execute(delete(table).where(table.c.userid == userid))
    connection.execute(delete(quiz_asked).where(quiz_asked.c.userid == userid))


class QuizAnswers:
    """The answers of the installation. Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def give(self, userid: str, question: str, is_right: bool, on: date, at: datetime) -> QuizAnswer:
        """Keep an answer; where the question was answered that day already, the first one stays. Return the one that counts."""
        key = {"userid": userid, "question": question, "on": on}
        this = [table.c[name] == value for name, value in key.items()]
        with self._engine.begin() as connection:
            insert_new(connection, table, {**key, "is_right": is_right, "answered_at": at})
            kept = connection.execute(select(table.c.is_right).where(*this)).scalar_one()
        return QuizAnswer(userid, question, bool(kept), on)

    def own(self, userid: str) -> list[QuizAnswer]:
        """Return all answers of a colleague, the earliest first."""
        return self._found(table.c.userid == userid)

    def since(self, on: date) -> list[QuizAnswer]:
        """Return all answers from a day on, the earliest first."""
        return self._found(table.c["on"] >= on)

    def ask(self, userid: str, open_question: OpenQuestion, at: datetime) -> None:
        """Keep what a colleague is asked, in place of what was asked before."""
        values = {"question": open_question.question, "choices": list(open_question.choices), "asked_at": at}
        with self._engine.begin() as connection:
            put(connection, quiz_asked, {"userid": userid}, values)

    def asked(self, userid: str, at: datetime) -> OpenQuestion | None:
        """Return what a colleague was asked last; None where nothing is open."""
        this = (quiz_asked.c.userid == userid, quiz_asked.c.asked_at > at - OPEN_FOR)
        with self._engine.connect() as connection:
            row = connection.execute(select(quiz_asked).where(*this)).first()
        return None if row is None else OpenQuestion(row.question, tuple(row.choices))

    def close(self, userid: str, question: str) -> None:
        """Forget that a question is open."""
        this = (quiz_asked.c.userid == userid, quiz_asked.c.question == question)
        with self._engine.begin() as connection:
            connection.execute(delete(quiz_asked).where(*this))

    def forget_before(self, at: datetime) -> int:
        """Delete answers of before a moment; return how many."""
        with self._engine.begin() as connection:
            connection.execute(delete(quiz_asked).where(quiz_asked.c.asked_at < at))
            return int(connection.execute(delete(table).where(table.c.answered_at < at)).rowcount)

    def _found(self, *conditions: Any) -> list[QuizAnswer]:
        query = select(table).where(*conditions).order_by(table.c.answered_at, table.c.question)
        with self._engine.connect() as connection:
            rows: Sequence[Any] = connection.execute(query).all()
        return [QuizAnswer(row.userid, row.question, bool(row.is_right), row.on) for row in rows]

"""All questions of a day, found by id; what a letter or a number means among the choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.kb import KnowledgeBase
from bot.quiz.blanks import blank_questions
from bot.quiz.model import Question
from bot.quiz.persons import person_questions

LETTERS = "ABCD"
_FULL_WIDTH = str.maketrans("ＡＢＣＤａｂｃｄ１２３４", "ABCDabcd1234")


@dataclass(frozen=True)
class QuestionBook:
    """The questions of one day, by id."""

    on: date
    questions: dict[str, Question] = field(repr=False)

    def find(self, name: str) -> Question | None:
        """Return a question; None when the rules that it was made of have changed, or there never was one."""
        return self.questions.get(name)


def questions_on(kb: KnowledgeBase, on: date) -> QuestionBook:
    """Return all questions that can be asked on a day."""
    made = [*blank_questions(kb, on), *person_questions(kb, on)]
    return QuestionBook(on, {question.id: question for question in made})


def choice_at(choices: Sequence[str], text: str) -> str | None:
    """Return the choice that a letter or a number means, in whatever width; None where it means none.

    >>> choice_at(("3年", "2年"), "ｂ"), choice_at(("3年", "2年"), " 1。"), choice_at(("3年", "2年"), "C"), choice_at((), "查")
    ('2年', '3年', None, None)
    """
    said = text.translate(_FULL_WIDTH).strip(" 　.。、，,!！选").upper()
    if len(said) != 1:
        return None
    at = LETTERS.find(said) if said in LETTERS else "1234".find(said)
    return choices[at] if 0 <= at < len(choices) else None

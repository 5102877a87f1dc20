"""练兵 and 今日一题 on WeCom: a question by message, a letter or a number back, then why and the clause."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.front.practice import Practice
from bot.kb import KnowledgeBase
from bot.quiz import ALL_DONE, STALE, Question, choice_at, say_graded, say_question
from bot.staff import Colleague, OpenQuestion, Permission, may
from bot.wording.office import wecom

_ASKING = re.compile(r"\s*(?:练兵|今日一题|每日一题|下一题)[\s。!！]*")
_NOT_FOR_YOU = "练兵只给能查政策的同事用。"


class StaffQuiz:
    """Asks and grades; its methods may run in several threads."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    def is_for(self, colleague: Colleague, words: str, at: datetime) -> bool:
        """Tell whether words ask for a question, or answer the one that is open."""
        if _ASKING.fullmatch(words):
            return True
        if choice_at("ABCD", words) is None:
            return False
        return self._practice.answers.asked(colleague.userid, at) is not None

    def say(self, colleague: Colleague, words: str, on: date, at: datetime) -> str:
        """Return the next question, or what comes of the answer to the open one."""
        if not may(colleague.role, Permission.LOOK_UP):
            return _NOT_FOR_YOU
        opened = None if _ASKING.fullmatch(words) else self._practice.answers.asked(colleague.userid, at)
        return self._ask(colleague, on, at) if opened is None else self._grade(colleague, opened, words, on, at)

    def _ask(self, colleague: Colleague, on: date, at: datetime) -> str:
        question = self._practice.next_for(colleague, on)
        if question is None:
            return ALL_DONE
        is_of_the_day = not self._practice.has_answered(colleague, on)
        self._practice.answers.ask(colleague.userid, OpenQuestion(question.id, question.choices), at)
        return say_question(question, is_of_the_day)

    def _grade(self, colleague: Colleague, opened: OpenQuestion, words: str, on: date, at: datetime) -> str:
        choice = choice_at(opened.choices, words)
        if choice is None:
            return f"这道题只有{len(opened.choices)}个选项，请回其中一个字母。"
        graded = self._practice.answer(colleague, opened.question, choice, on, at)
        self._practice.answers.close(colleague.userid, opened.question)
        if graded is None:
            return STALE
        return say_graded(graded.question, graded.is_right, _look_up(self._practice.kb, graded.question))


def _look_up(kb: KnowledgeBase, question: Question) -> str:
    return wecom.words_for(kb, kb.policy(question.policy), question.facet)

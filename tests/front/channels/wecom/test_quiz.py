"""练兵 on WeCom: a question by message, a letter or a number back in whatever width, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.clock import now, today
from bot.front.channels.wecom.lookup_answers import in_messages
from bot.front.channels.wecom.quiz import StaffQuiz
from bot.front.practice import Practice
from bot.kb import KnowledgeBase, load
from bot.quiz import QuestionBook, questions_on, say_graded, say_question
from bot.staff import Staff
from bot.staff.colleagues import Colleague, Role
from bot.wording.office.wecom import CUT, words_for

LIHONG = Colleague("lihong", "李红", Role.MATCHMAKER, "中北镇")


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """Give the real knowledge base: the small one has too few questions."""
    return load(Path("policies_kb"))


@pytest.fixture(scope="module")
def book(kb: KnowledgeBase) -> QuestionBook:
    """Give the questions of today."""
    return questions_on(kb, today())


@pytest.fixture
def practice(engine: Engine, kb: KnowledgeBase, book: QuestionBook, monkeypatch: pytest.MonkeyPatch) -> Practice:
    """Give the quiz with a colleague, and a book made once."""
    monkeypatch.setattr("bot.front.practice.questions_on", lambda kb, on: book)
    Staff(engine).add(LIHONG, now())
    return Practice(engine, lambda: kb)


def say(practice: Practice, words: str) -> str:
    return StaffQuiz(practice).say(LIHONG, words, today(), now())


def is_for(practice: Practice, words: str) -> bool:
    return StaffQuiz(practice).is_for(LIHONG, words, now())


@pytest.mark.parametrize("spelling", ["ABCD", "abcd", "1234", "１２３４", "ＡＢＣＤ"])
def test_a_letter_or_a_number_answers_the_question_that_was_asked(
    practice: Practice, book: QuestionBook, spelling: str
) -> None:
    assert not is_for(practice, spelling[0])
    said = say(practice, "今日一题")
    opened = practice.answers.asked("lihong", now())
    assert opened is not None and said.startswith("【今日一题】") and f"A. {opened.choices[0]}" in said
    question = book.questions[opened.question]
    letter = spelling[question.choices.index(question.right)]
    assert is_for(practice, letter)
    answered = say(practice, letter)
    clause = question.explanation.citation.clause
    assert answered.startswith("答对了") and clause.text in answered and clause.source.title in answered
    assert not is_for(practice, letter), "answered once, a letter is no answer any more"
    assert say(practice, "练兵").startswith("【练兵】")


def test_every_question_and_every_answer_fits_into_the_messages_of_the_platform(
    book: QuestionBook, kb: KnowledgeBase
) -> None:
    for each in book.questions.values():
        asked = in_messages((say_question(each, True),))
        graded = in_messages((say_graded(each, False, words_for(kb, kb.policy(each.policy), each.facet)),))
        assert len(asked) == 1 and len(graded) <= 2 and CUT not in "".join(graded), each


def test_a_question_whose_rules_changed_meanwhile_is_not_counted(practice: Practice, book: QuestionBook) -> None:
    say(practice, "练兵")
    opened = practice.answers.asked("lihong", now())
    assert opened is not None
    practice.answers.ask("lihong", replace(opened, question="0" * 16), now())
    assert "这次不算" in say(practice, "A") and practice.answers.own("lihong") == []
    practice.answers.ask("lihong", replace(opened, choices=("甲", "乙", "丙")), now())
    assert "只有3个选项" in say(practice, "D")
    assert "这次不算" in say(practice, "C") and practice.answers.own("lihong") == []


def test_a_letter_hours_later_is_a_search_again(practice: Practice) -> None:
    say(practice, "练兵")
    assert is_for(practice, "B")
    assert not StaffQuiz(practice).is_for(LIHONG, "B", now() + timedelta(hours=13))
    assert not is_for(practice, "创业担保贷款") and not is_for(practice, "练兵 材料")

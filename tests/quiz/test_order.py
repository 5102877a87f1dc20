"""Which question comes next: the day's first, wrong ones back, hard ones more often, none twice a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from bot.quiz import QuestionBook, hardness, next_question, question_of_the_day
from bot.staff import QuizAnswer
from tests.quiz.conftest import DAYS

TODAY = DAYS[0]


def answer(question: str, is_right: bool, days_ago: int = 0) -> QuizAnswer:
    return QuizAnswer("lihong", question, is_right, TODAY - timedelta(days=days_ago))


def test_a_station_has_one_question_of_the_day_and_another_the_next_day(books: dict[date, QuestionBook]) -> None:
    book = books[TODAY]
    days = [replace(book, on=TODAY + timedelta(days=number)) for number in range(30)]
    picked = [question_of_the_day(each, "zhongbei", {}) for each in days]
    assert picked == [question_of_the_day(each, "zhongbei", {}) for each in days]
    assert len(set(picked)) > 20
    assert question_of_the_day(QuestionBook(TODAY, {}), "", {}) is None


def test_what_was_answered_wrong_comes_back_the_next_day_and_what_was_right_later(
    books: dict[date, QuestionBook],
) -> None:
    book = books[TODAY]
    wrong, right, of_the_day = list(book.questions)[:3]
    own = [answer(wrong, False, 1), answer(right, True, 1), answer(of_the_day, True)]
    assert next_question(book, of_the_day, own, {}) == wrong
    again = next_question(book, of_the_day, [*own, answer(wrong, True)], {})
    assert again is not None and again not in (wrong, right, of_the_day)
    later = replace(book, on=TODAY + timedelta(days=2))
    assert next_question(later, None, own, {}) in (wrong, right)


def test_no_question_comes_twice_a_day_and_after_the_last_one_there_is_none(books: dict[date, QuestionBook]) -> None:
    few = QuestionBook(TODAY, dict(list(books[TODAY].questions.items())[:5]))
    first = question_of_the_day(few, "", {})
    own: list[QuizAnswer] = []
    while (name := next_question(few, first, own, {})) is not None:
        own.append(answer(name, len(own) % 2 == 0))
    assert own[0].question == first
    assert Counter(each.question for each in own) == dict.fromkeys(few.questions, 1)


def test_a_question_that_many_get_wrong_comes_more_often(books: dict[date, QuestionBook]) -> None:
    few = QuestionBook(TODAY, dict(list(books[TODAY].questions.items())[:10]))
    hard = next(iter(few.questions))
    days = [replace(few, on=TODAY + timedelta(days=number)) for number in range(400)]
    often = sum(question_of_the_day(each, "", {hard: 0.9}) == hard for each in days)
    seldom = sum(question_of_the_day(each, "", {}) == hard for each in days)
    assert often > 1.5 * seldom


def test_the_answers_of_today_do_not_change_how_hard_a_question_is_today() -> None:
    assert hardness([answer("a", False, 1), answer("a", False), answer("b", True, 1)], TODAY) == {"a": 0.5, "b": 0.0}

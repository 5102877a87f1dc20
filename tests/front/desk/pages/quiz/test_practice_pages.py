"""练兵 on the desk: a question, its answer with the clause, once however often it is sent; the stations without names."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now, today
from bot.kb import KnowledgeBase
from bot.quiz import QuestionBook, questions_on
from bot.staff import QuizAnswers, Staff
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, submit

PATH = "/desk/quiz"


@pytest.fixture(scope="module")
def book(kb: KnowledgeBase) -> QuestionBook:
    """Give the questions of today."""
    return questions_on(kb, today())


@pytest.fixture(autouse=True)
def _made_once(book: QuestionBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each application of these tests making the same book."""
    monkeypatch.setattr("bot.front.practice.questions_on", lambda kb, on: book)


def asked_on(page: str) -> str:
    found = re.search(r'name="question" value="([0-9a-f]{16})"', page)
    assert found is not None, page
    return found[1]


def answer(desk: TestClient, question: str, choice: str) -> httpx.Response:
    return submit(desk, PATH, {"question": question, "choice": choice}, PATH)


def test_a_right_answer_shows_the_clause_the_document_and_the_way_on(sign_in: SignIn, book: QuestionBook) -> None:
    desk = sign_in(station="中北镇")
    page = desk.get(PATH).text
    question = book.questions[asked_on(page)]
    assert all(choice in unescape(page) for choice in question.choices)
    sent = answer(desk, question.id, question.right)
    assert sent.status_code == 303
    shown = unescape(desk.get(sent.headers["location"]).text)
    clause = question.explanation.citation.clause
    assert "答对了" in shown and clause.source.title in shown and clause.label in shown and "下一题" in shown
    assert re.sub("<.*?>", "", shown.split("<blockquote>")[1].split("</blockquote>")[0]) == clause.text
    look = re.search(r'href="([^"]+)" data-testid="look"', shown)
    assert look is not None and 'data-testid="found"' in desk.get(look[1]).text
    assert asked_on(desk.get(PATH).text) != question.id


def test_a_wrong_answer_says_what_is_right_and_a_second_click_changes_nothing(
    sign_in: SignIn, book: QuestionBook, database: Engine
) -> None:
    desk = sign_in()
    question = book.questions[asked_on(desk.get(PATH).text)]
    wrong = next(choice for choice in question.choices if choice != question.right)
    answer(desk, question.id, wrong)
    again = answer(desk, question.id, question.right)
    shown = unescape(desk.get(again.headers["location"]).text)
    assert "这道没答对" in shown and question.right in shown and "一年来答1道，对0道" in shown
    (kept,) = QuizAnswers(database).own("lihong")
    assert not kept.is_right


@pytest.mark.parametrize(("question", "choice"), [("0" * 16, "3年"), ("", ""), (None, "从来没有的选项")])
def test_a_question_or_a_choice_that_is_not_there_any_more_is_not_counted_and_said_politely(
    sign_in: SignIn, database: Engine, question: str | None, choice: str
) -> None:
    desk = sign_in()
    named = asked_on(desk.get(PATH).text) if question is None else question
    assert answer(desk, named, choice).headers["location"] == PATH
    assert "这道题的规定刚改过" in desk.get(PATH).text
    assert QuizAnswers(database).own("lihong") == []


def test_the_first_page_reminds_of_the_question_of_the_day_until_it_is_answered(
    sign_in: SignIn, book: QuestionBook
) -> None:
    desk = sign_in()
    assert "今日一题" in desk.get("/desk").text
    question = book.questions[asked_on(desk.get(PATH).text)]
    answer(desk, question.id, question.right)
    assert "今日一题" not in desk.get("/desk").text


def test_two_of_one_station_get_the_same_question_first(sign_in: SignIn) -> None:
    first = {asked_on(sign_in(userid, station="大寺镇").get(PATH).text) for userid in ("lihong", "wangfang")}
    assert len(first) == 1


def test_leaders_see_stations_by_topic_without_names_and_matchmakers_do_not(
    sign_in: SignIn, book: QuestionBook, database: Engine
) -> None:
    name = next(iter(book.questions))
    for userid in ("zhang.lan", "b2", "c3"):
        sign_in(userid, station="中北镇")
        QuizAnswers(database).give(userid, name, userid == "zhang.lan", today(), now())
    sign_in("d4", station="大寺镇")
    QuizAnswers(database).give("d4", name, False, today(), now())
    assert sign_in().get(f"{PATH}/stations").status_code == 403
    page = sign_in("zhao", role=Role.APPROVER).get(f"{PATH}/stations").text
    assert "3人答了3道，对1道（33%）" in page and "答过的人还不到3个" in page
    assert "zhang.lan" not in page


def test_what_a_colleague_answered_goes_with_the_account(sign_in: SignIn, book: QuestionBook, database: Engine) -> None:
    sign_in("zhang.lan")
    QuizAnswers(database).give("zhang.lan", next(iter(book.questions)), True, today(), now())
    Staff(database).remove("ZHANG.LAN", now())
    assert QuizAnswers(database).own("zhang.lan") == []

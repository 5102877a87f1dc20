"""Each question is kept masked, as long as it is of use, with a ticket for its answer; and no failure of keeping reaches the person."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.conversation.message import IncomingMessage, TurnOutcome
from bot.conversation.reply import Outcome
from bot.questions.question_keeper import QuestionKeeper
from bot.questions.states import UNANSWERED, QuestionState
from bot.storage import open_database
from tests.questions.conftest import NOW, PERSON, Ask, rows


@pytest.mark.parametrize("outcome", ["clarify", "not_covered", "error"])
def test_a_typed_question_that_was_not_answered_is_in_the_queue_at_once(engine: Engine, ask: Ask, outcome: str) -> None:
    ticket = ask("摆摊要不要交税", outcome)
    (row,) = rows(engine)
    assert (row.ticket, row.text, row.state, row.outcome) == (
        ticket,
        "摆摊要不要交税",
        QuestionState.OPEN.value,
        outcome,
    )
    assert (row.conversation, row.door, row.at, row.rating) == (PERSON, "web", NOW, None)


@pytest.mark.parametrize("outcome", ["answered", "referred", "out_of_scope"])
def test_an_answered_question_is_kept_for_a_rating_only(engine: Engine, ask: Ask, outcome: str) -> None:
    assert ask("贷款能贷多少", outcome, "startup_loan")
    (row,) = rows(engine)
    assert (row.text, row.state, row.policy, row.facets) == (
        "贷款能贷多少",
        QuestionState.BRIEF.value,
        "startup_loan",
        ["amount"],
    )


def test_a_picked_choice_gets_a_ticket_and_is_in_no_queue(engine: Engine, ask: Ask) -> None:
    assert ask("看看能问什么", "clarify", payload="/show_menu{}")
    assert [(row.text, row.state) for row in rows(engine)] == [("看看能问什么", QuestionState.BRIEF.value)]


def test_facts_stated_in_a_check_are_never_kept(engine: Engine, ask: Ask) -> None:
    assert ask("我有残疾证", "verdict", "subsidy")
    (row,) = rows(engine)
    assert (row.text, row.policy) == (None, "subsidy")


@pytest.mark.parametrize("outcome", ["small_talk", "consent"])
def test_what_answers_no_question_is_not_kept(engine: Engine, ask: Ask, outcome: str) -> None:
    assert ask("你好", outcome) is None
    assert rows(engine) == []


def test_a_wish_of_the_office_is_not_kept(engine: Engine, ask: Ask) -> None:
    assert ask("请红娘联系我", "clarify", payload='/office_call{"area": "x"}') is None
    assert rows(engine) == []


def test_a_number_in_a_question_is_masked(engine: Engine, ask: Ask) -> None:
    ask("我电话13812345678，补贴没到账")
    assert "13812345678" not in rows(engine)[0].text
    assert "补贴没到账" in rows(engine)[0].text


def test_what_was_not_understood_twice_is_kept(engine: Engine, ask: Ask) -> None:
    ask("那个啥子钱")
    assert ask("就是那个钱嘛", "handoff", at=NOW + timedelta(minutes=1)) is None
    assert [(row.text, row.state) for row in rows(engine)] == [
        ("那个啥子钱", QuestionState.OPEN.value),
        ("就是那个钱嘛", QuestionState.OPEN.value),
    ]


def test_what_is_said_on_the_way_to_a_person_is_not_kept(engine: Engine, ask: Ask) -> None:
    """The name that someone leaves after asking for a person is nobody's business here."""
    ask("那个啥子钱")
    for words in ("转人工", "王芳，下午在家"):
        ask(words, "handoff")
    assert [row.text for row in rows(engine)] == ["那个啥子钱", None, None]


def test_what_follows_a_pick_of_the_office_is_not_kept_either(engine: Engine, ask: Ask) -> None:
    ask("那个啥子钱")
    ask("请就业红娘联系我", "handoff", payload="/office_call{}")
    ask("王芳下午在家", "handoff")
    assert [row.text for row in rows(engine)] == ["那个啥子钱", None, None]


def test_a_number_left_after_a_misunderstanding_is_not_kept_even_masked(engine: Engine, ask: Ask) -> None:
    ask("那个啥子钱")
    ask("王芳 13812345678", "handoff")
    assert [row.text for row in rows(engine)] == ["那个啥子钱", None]


def test_an_old_misunderstanding_makes_no_later_handing_over_a_second_one(engine: Engine, ask: Ask) -> None:
    ask("那个啥子钱")
    ask("王芳，下午在家", "handoff", at=NOW + timedelta(hours=2))
    assert rows(engine)[1].text is None


def test_the_ticket_belongs_to_the_first_reply_that_answers(engine: Engine) -> None:
    keeper = QuestionKeeper(engine)
    ended = [TurnOutcome("small_talk"), TurnOutcome("answered", "loans", "startup_loan"), TurnOutcome("verdict")]
    first, second, third = keeper.keep(IncomingMessage(PERSON, "贷多少"), ended, 0.1, NOW)
    assert (first, third) == (None, None)
    assert rows(engine)[0].ticket == second


def test_silence_is_not_kept(engine: Engine) -> None:
    assert QuestionKeeper(engine).keep(IncomingMessage(PERSON, "在吗"), [], 0.1, NOW) == []
    assert rows(engine) == []


def test_tickets_cannot_be_guessed(ask: Ask) -> None:
    tickets = {ask(f"问题{number}") for number in range(50)}
    assert len(tickets) == 50
    assert all(ticket is not None and 20 <= len(ticket) <= 32 for ticket in tickets)


def test_a_database_that_fails_costs_the_ticket_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    without_tables = open_database(f"sqlite:///{tmp_path}/empty.db")
    with caplog.at_level(logging.ERROR):
        kept = QuestionKeeper(without_tables).keep(
            IncomingMessage(PERSON, "我的秘密"), [TurnOutcome("clarify")], 0.1, NOW
        )
    assert kept == [None]
    assert caplog.records[-1].fields == {"conversation": PERSON, "error": "OperationalError"}  # type: ignore[attr-defined]
    assert "我的秘密" not in caplog.text


def test_every_end_that_counts_as_unanswered_is_an_outcome_of_the_closed_list() -> None:
    assert {outcome.value for outcome in Outcome}.issuperset(UNANSWERED)

"""A person rates their own answers, may think again, and nobody rates another's; what is kept follows what they say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.people import Identities, erase_person
from bot.questions.queue import Queue
from bot.questions.rating import RATED_WITHIN, rate, unrated
from bot.questions.retention import OWNERS_KEPT_FOR, QUESTIONS_KEPT_FOR, WORDS_KEPT_FOR, forget_old_questions
from bot.questions.states import QuestionState, Rating
from tests.questions.conftest import NOW, PERSON, Ask, rows

LATER = NOW + timedelta(minutes=1)
USEFUL, USELESS = Rating.USEFUL, Rating.USELESS


def given(ticket: str | None) -> str:
    assert ticket is not None
    return ticket


def test_the_words_of_a_useful_answer_are_deleted(engine: Engine, ask: Ask) -> None:
    assert rate(engine, PERSON, given(ask("贷多少", "answered", "startup_loan")), USEFUL, LATER)
    (row,) = rows(engine)
    assert (row.text, row.state, row.rating, row.rated_at) == (None, QuestionState.BRIEF.value, USEFUL.value, LATER)


def test_a_useless_answer_joins_the_queue_with_its_words(engine: Engine, ask: Ask) -> None:
    assert rate(engine, PERSON, given(ask("贷多少", "answered", "startup_loan")), USELESS, LATER)
    (row,) = rows(engine)
    assert (row.text, row.state, row.rating) == ("贷多少", QuestionState.OPEN.value, USELESS.value)


def test_the_last_word_counts(engine: Engine, ask: Ask) -> None:
    ticket = given(ask("贷多少", "answered", "startup_loan"))
    for rating in (USELESS, USEFUL, USELESS, USEFUL):
        assert rate(engine, PERSON, ticket, rating, LATER)
    (row,) = rows(engine)
    assert (row.text, row.state, row.rating, row.likeness) == (None, QuestionState.BRIEF.value, USEFUL.value, None)


def test_a_question_that_was_not_answered_stays_in_the_queue_even_if_the_reply_was_useful(
    engine: Engine, ask: Ask
) -> None:
    assert rate(engine, PERSON, given(ask("摆摊要交税吗", "not_covered")), USEFUL, LATER)
    (row,) = rows(engine)
    assert (row.text, row.state) == ("摆摊要交税吗", QuestionState.OPEN.value)


def test_a_settled_question_is_rated_and_stays_settled(engine: Engine, ask: Ask, queue: Queue) -> None:
    ticket = given(ask("摆摊要交税吗"))
    queue.refresh()
    queue.settle(rows(engine)[0].id)
    assert rate(engine, PERSON, ticket, USELESS, LATER)
    assert rows(engine)[0].state == QuestionState.SETTLED.value


@pytest.mark.parametrize("conversation", ["web:other", "", "web:one "])
def test_nobody_rates_an_answer_of_another(engine: Engine, ask: Ask, conversation: str) -> None:
    ticket = given(ask("贷多少", "answered"))
    assert not rate(engine, conversation, ticket, USELESS, LATER)
    assert rows(engine)[0].rating is None


@pytest.mark.parametrize("ticket", ["", "x", "' OR 1=1 --"])
def test_a_made_up_ticket_rates_nothing(engine: Engine, ask: Ask, ticket: str) -> None:
    ask("贷多少", "answered")
    assert not rate(engine, PERSON, ticket, USELESS, LATER)


def test_what_was_said_on_the_way_to_a_person_cannot_be_rated(engine: Engine, ask: Ask) -> None:
    ask("转人工", "handoff")
    assert not rate(engine, PERSON, rows(engine)[0].ticket, USELESS, LATER)
    assert unrated(engine, PERSON, LATER) is None


def test_the_last_answer_is_the_newest_of_the_conversation_and_not_yet_rated(engine: Engine, ask: Ask) -> None:
    ask("贷多少", "answered")
    newest = given(ask("带什么材料", "not_covered"))
    ask("别人的", "answered", conversation="wx:other")
    last = unrated(engine, PERSON, LATER)
    assert last is not None
    assert (last.ticket, last.outcome) == (newest, "not_covered")
    rate(engine, PERSON, newest, USEFUL, LATER)
    assert unrated(engine, PERSON, LATER) is None


def test_an_answer_of_long_ago_is_not_what_is_spoken_of(engine: Engine, ask: Ask) -> None:
    ask("贷多少", "answered")
    assert unrated(engine, PERSON, NOW + RATED_WITHIN) is not None
    assert unrated(engine, PERSON, NOW + RATED_WITHIN + timedelta(seconds=1)) is None


def test_words_without_a_rating_are_forgotten_after_a_day_and_those_in_the_queue_stay(engine: Engine, ask: Ask) -> None:
    ask("贷多少", "answered")
    ask("摆摊要交税吗", "not_covered")
    forget_old_questions(engine, NOW + WORDS_KEPT_FOR)
    assert [row.text for row in rows(engine)] == ["贷多少", "摆摊要交税吗"]
    forget_old_questions(engine, NOW + WORDS_KEPT_FOR + timedelta(seconds=1))
    assert [row.text for row in rows(engine)] == [None, "摆摊要交税吗"]


def test_after_a_month_nothing_says_whose_question_it_was(engine: Engine, ask: Ask) -> None:
    ticket = given(ask("摆摊要交税吗", "not_covered", conversation="wx:one"))
    forget_old_questions(engine, NOW + OWNERS_KEPT_FOR)
    assert rows(engine)[0].conversation == "wx:one"
    forget_old_questions(engine, NOW + OWNERS_KEPT_FOR + timedelta(seconds=1))
    (row,) = rows(engine)
    assert (row.conversation, row.door, row.text) == ("wx:", "wx", "摆摊要交税吗")
    assert not rate(engine, "wx:one", ticket, USELESS, LATER)


def test_nothing_is_kept_longer_than_its_time(engine: Engine, ask: Ask) -> None:
    ask("摆摊要交税吗", "not_covered")
    ask("新的", "not_covered", at=NOW + timedelta(days=1))
    forget_old_questions(engine, NOW + QUESTIONS_KEPT_FOR + timedelta(seconds=1))
    assert [row.text for row in rows(engine)] == ["新的"]
    forget_old_questions(engine, NOW + QUESTIONS_KEPT_FOR + timedelta(seconds=1))
    assert [row.text for row in rows(engine)] == ["新的"]


def test_erasing_a_person_deletes_their_questions(engine: Engine, ask: Ask) -> None:
    identity = Identities(engine, "a secret for tests").meet("wechat", "wxapp", "openid", NOW)
    ask("摆摊要交税吗", conversation=identity.conversation)
    ask("别人的问题")
    erase_person(engine, identity.person, NOW)
    assert [row.text for row in rows(engine)] == ["别人的问题"]

"""有用 and 没用, typed or tapped, rate an answer; everything else goes on to the dialogue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.conversation.message import IncomingMessage
from bot.questions.rating import RATED_WITHIN
from bot.questions.rating_talk import RatingTalk, rating_wish
from bot.questions.states import Rating
from bot.wording.office.rating import GONE, SORRY, THANKS
from tests.questions.conftest import NOW, PERSON, Ask, rows

SOON = NOW + timedelta(minutes=1)


def say(engine: Engine, text: str, conversation: str = PERSON, payload: str | None = None, at=SOON) -> str | None:  # type: ignore[no-untyped-def]
    heard = RatingTalk(engine, NOW.date).hear(IncomingMessage(conversation, text, payload), at)
    return None if heard is None else heard.replies[0].text


@pytest.mark.parametrize(
    ("words", "rating", "said"),
    [
        ("有用", Rating.USEFUL, THANKS),
        (" 有用！", Rating.USEFUL, THANKS),
        ("没用", Rating.USELESS, SORRY),
        ("不对。", Rating.USELESS, SORRY),
        ("答非所问", Rating.USELESS, SORRY),
    ],
)
def test_a_word_about_the_last_answer_rates_it(engine: Engine, ask: Ask, words: str, rating: Rating, said: str) -> None:
    ask("带什么材料", "answered")
    ask("贷多少", "answered")
    assert say(engine, words) == said
    assert [row.rating for row in rows(engine)] == [None, rating.value]


@pytest.mark.parametrize("words", ["贷款有用吗", "这个没用过", "不对，是58", "好", "", "有用没用"])
def test_other_words_are_no_rating(engine: Engine, ask: Ask, words: str) -> None:
    ask("贷多少", "answered")
    assert say(engine, words) is None
    assert rows(engine)[0].rating is None


@pytest.mark.parametrize("outcome", ["clarify", "verdict"])
def test_no_said_to_a_question_answers_it(engine: Engine, ask: Ask, outcome: str) -> None:
    ask("我能领吗", outcome)
    assert say(engine, "不对") is None
    assert say(engine, "没用") == SORRY


def test_without_an_answer_of_late_a_word_is_a_message(engine: Engine, ask: Ask) -> None:
    assert say(engine, "有用") is None
    ask("贷多少", "answered")
    assert say(engine, "有用", at=NOW + RATED_WITHIN + timedelta(seconds=1)) is None
    assert say(engine, "有用", conversation="wx:other") is None


def test_a_word_said_twice_rates_once(engine: Engine, ask: Ask) -> None:
    ask("贷多少", "answered")
    assert say(engine, "没用") == SORRY
    assert say(engine, "没用") is None


def test_a_tap_rates_its_own_answer_and_may_change_the_word(engine: Engine, ask: Ask) -> None:
    older = ask("带什么材料", "answered")
    ask("贷多少", "answered")
    assert older is not None
    for rating, said in (("useless", SORRY), ("useful", THANKS)):
        assert say(engine, "没用", payload=rating_wish(older, rating)) == said
        assert [row.rating for row in rows(engine)] == [rating, None]


def test_a_tap_on_the_answer_of_another_rates_nothing(engine: Engine, ask: Ask) -> None:
    ticket = ask("贷多少", "answered")
    assert ticket is not None
    assert say(engine, "没用", conversation="wx:other", payload=rating_wish(ticket, "useless")) == GONE
    assert rows(engine)[0].rating is None


def test_wishes_of_others_are_left_alone(engine: Engine, ask: Ask) -> None:
    ask("贷多少", "answered")
    assert say(engine, "有用", payload='/ask_amount{"policy": "x"}') is None
    assert say(engine, "有用", payload="/office_call{}") is None

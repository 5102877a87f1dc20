"""Somebody who was asked answers in their own words; a bare 好 counts only right after the question; two questions are told apart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation import IncomingMessage, Wish
from bot.referrals.introductions import IntroductionState, IntroductionTalk
from bot.storage import OfferedChoices
from tests.referrals.conftest import AT
from tests.referrals.introductions.conftest import TODAY, Town

LATER = AT + timedelta(minutes=5)


def hear(
    town: Town, text: str, wish: Wish | None = None, conversation: str = "web:a"
) -> tuple[str, dict[str, Wish]] | None:
    result = IntroductionTalk(town.engine, lambda: TODAY).hear(IncomingMessage(conversation, text, wish), LATER)
    if result is None:
        return None
    [reply] = result.said
    return reply.text, {choice.label: choice.wish for choice in reply.choices}


def state(town: Town, introduction: int) -> IntroductionState:
    return town.introductions.find(introduction, town.referral).state


@pytest.mark.parametrize("text", ["推荐", "推荐给他们吧", "愿意", "同意推荐", "好的", "行", "可以，推荐吧"])
def test_a_yes_is_understood(town: Town, text: str) -> None:
    asked = town.ask()
    said = hear(town, text)
    assert said is not None and said[0].startswith("好的，已经告诉红娘，由红娘问津西样例公司的“保洁员”")
    assert state(town, asked) is IntroductionState.AGREED


@pytest.mark.parametrize("text", ["不推荐", "不用推荐了", "别推荐", "不愿意", "不用了", "算了", "先不推荐"])
def test_a_no_is_understood_and_never_taken_for_a_yes(town: Town, text: str) -> None:
    asked = town.ask()
    said = hear(town, text)
    assert said is not None and said[0].startswith("好的，不推荐给")
    assert state(town, asked) is IntroductionState.DECLINED


@pytest.mark.parametrize(
    "text", ["推荐什么政策", "社保补贴能领多少", "这家公司靠谱吗", "好像不行", "推荐个工作", "", "不推荐的话怎么办"]
)
def test_whatever_else_is_said_is_no_answer(town: Town, text: str) -> None:
    asked = town.ask()
    assert hear(town, text) is None
    assert state(town, asked) is IntroductionState.ASKED


def test_a_bare_word_answers_what_was_offered_last(town: Town) -> None:
    asked = town.ask()
    OfferedChoices(town.engine).offer("web:a", [("要", "/office_start_notices{}")], AT + timedelta(minutes=1))
    assert hear(town, "好的") is None
    assert hear(town, "推荐") is not None
    assert state(town, asked) is IntroductionState.AGREED


def test_of_two_questions_somebody_says_which(town: Town) -> None:
    first, second = town.ask(), town.ask("保洁领班")
    said = hear(town, "推荐")
    assert said is not None and list(said[1])[2] == "推荐：津西样例公司的“保洁领班”"
    hear(town, "x", said[1]["推荐：津西样例公司的“保洁领班”"])
    assert (state(town, first), state(town, second)) == (IntroductionState.ASKED, IntroductionState.AGREED)
    late = hear(town, "x", said[1]["不推荐：津西样例公司的“保洁领班”"])
    assert late is not None
    assert state(town, second) is IntroductionState.AGREED


def test_nobody_else_answers_and_nothing_is_asked_of_who_was_not_asked(town: Town) -> None:
    asked = town.ask()
    assert hear(town, "推荐", conversation="web:b") is None
    said = hear(town, "x", Wish("office_introduce", {"introduction": str(asked), "yes": "1"}), "web:b")
    assert said is not None and said[0].startswith("现在没有在推荐的")
    assert state(town, asked) is IntroductionState.ASKED


def test_how_they_stand_is_said(town: Town) -> None:
    assert hear(town, "我的推荐") is None
    town.ask()
    assert hear(town, "推荐得怎么样了") == ("津西样例公司的“保洁员”：等您答复", {})

"""What a mark or a tag of the last answer means is told on request; what was told once a conversation is not told again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from actions.answer_question import ActionAnswerQuestion
from tests.answering.conftest import Played

Play = Callable[..., Played]
NATIONAL = "失业金要交满几年才能领"
MEANING = re.compile(r"^〔[^〕]+〕：", re.MULTILINE)


def spoken_before(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"event": "user", "text": "…"}, *({"event": "bot", "data": {"custom": reply}} for reply in replies)]


@pytest.mark.parametrize("text", ["依据", "看依据", "回复“依据”", "①", "出处呢？", "②是啥"])
def test_the_basis_of_the_last_answer_is_told_on_request(play: Play, text: str) -> None:
    before = play(ActionAnswerQuestion, NATIONAL, "ask_eligibility")
    said = play(ActionAnswerQuestion, text, "ask_legal_basis", slots=before.slots, events=spoken_before(before.replies))
    assert said.reply["text"].startswith("①《")
    assert said.reply["outcome"] == "small_talk"


def test_without_an_answer_before_it_is_a_question_as_any_other(play: Play) -> None:
    assert not play(ActionAnswerQuestion, "依据", "ask_legal_basis").replies[0]["text"].startswith("①《")


@pytest.mark.parametrize(
    "text",
    [
        "标签什么意思",
        "〔媒体转述〕是什么意思",
        "媒体转述是啥意思？",
        "括号里的字是什么意思",
        "〔旧办法，2023年3月到期〕是什么意思",
    ],
)
def test_what_tags_mean_is_told_on_request(play: Play, text: str) -> None:
    assert play(ActionAnswerQuestion, text, "nlu_fallback").reply["text"].count("〔") == 5


@pytest.mark.parametrize(
    "text", ["国家规定什么人能领失业金", "旧办法是什么时候到期的", "补贴是什么意思", "就业见习有什么意义"]
)
def test_a_question_about_a_policy_is_not_taken_for_one_about_tags(play: Play, text: str) -> None:
    assert play(ActionAnswerQuestion, text, "ask_overview").reply["text"].count("〔") < 5


def test_a_tag_is_explained_once_a_conversation(play: Play) -> None:
    first = play(ActionAnswerQuestion, NATIONAL, "ask_eligibility")
    again = play(ActionAnswerQuestion, NATIONAL, "ask_eligibility", slots=first.slots)
    assert len(MEANING.findall(first.reply["text"])) == 1
    assert not MEANING.findall(again.reply["text"])
    assert again.reply["text"].split("\n")[0] == first.reply["text"].split("\n")[0]


def test_that_something_was_not_found_is_said_once_a_conversation(play: Play) -> None:
    first = play(ActionAnswerQuestion, "失业金一个月多少钱", "ask_amount")
    again = play(ActionAnswerQuestion, "失业金一个月多少钱", "ask_amount", slots=first.slots)
    assert "没有查到" in first.reply["text"] and "没有查到" not in again.reply["text"]

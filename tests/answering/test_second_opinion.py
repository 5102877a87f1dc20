"""Where we would ask back, the office's own model may pick what is said; it never writes a word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion
from bot.answering import Toolbox
from bot.lookup.second_reader import SecondReader
from tests.answering.conftest import play_turn
from tests.lookup.second_reader.stand_in import StandIn, running_stand_in

UNCLEAR = "那个钱的事到底咋回事"


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with running_stand_in() as server:
        yield server


def picking(known: Toolbox, stand_in: StandIn) -> Toolbox:
    return replace(known, second_reader=SecondReader(stand_in.url, "m"))


def test_what_it_picks_is_said_with_its_sources(known: Toolbox, stand_in: StandIn) -> None:
    stand_in.say('{"act": "answer", "statements": ["s1"]}')
    played = play_turn(picking(known, stand_in), ActionAnswerQuestion, UNCLEAR, "nlu_fallback")
    offered = json.loads(stand_in.asked[0]["messages"][1]["content"])["候选"]
    assert played.reply["outcome"] == "answered"
    assert played.reply["sources"]
    assert offered[0]["句子"][:6].replace(",", "，") in played.reply["text"]


@pytest.mark.parametrize("said", ["给你一段我写的话", '{"act": "ask_back", "statements": []}'])
def test_without_a_pick_we_ask_back_as_before(known: Toolbox, stand_in: StandIn, said: str) -> None:
    stand_in.say(said)
    with_it = play_turn(picking(known, stand_in), ActionAnswerQuestion, UNCLEAR, "nlu_fallback")
    without = play_turn(known, ActionAnswerQuestion, UNCLEAR, "nlu_fallback")
    assert with_it.replies == without.replies


def test_what_is_clear_is_not_asked(known: Toolbox, stand_in: StandIn) -> None:
    play_turn(picking(known, stand_in), ActionAnswerQuestion, "灵活就业社保补贴能领多少钱", "ask_amount")
    assert stand_in.asked == []

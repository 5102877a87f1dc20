"""Typed numbers and typed words of buttons, through the chat API with a fake dialogue."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.front.conversing import open_session, say
from tests.front.fake_dialogue import CHOICES, FakeDialogue

LABELS = [choice["label"] for choice in CHOICES]


@pytest.fixture
def session(client: TestClient) -> dict[str, str]:
    """Give a conversation in which three choices were just offered."""
    session = open_session(client)
    [reply] = say(client, session, {"text": "补贴"})
    assert [choice["label"] for choice in reply["choices"]] == LABELS
    return session


@pytest.mark.parametrize(("text", "place"), [("带什么材料", 1), ("要什么条件？", 0), (" 去哪儿办。", 2)])
def test_the_words_of_a_button_are_its_pick(
    client: TestClient, dialogue: FakeDialogue, session: dict[str, str], text: str, place: int
) -> None:
    say(client, session, {"text": text})
    assert dialogue.turns[-1].get("payload") == CHOICES[place]["payload"]


def test_the_words_of_a_button_that_is_gone_are_words(client: TestClient, dialogue: FakeDialogue) -> None:
    session = open_session(client)
    say(client, session, {"text": "带什么材料"})
    assert dialogue.turns[-1].get("text") == "带什么材料"


@pytest.mark.parametrize("text", ["4", "9", "第九个", "１５", "选8"])
def test_a_number_beyond_the_offer_is_said_to_be_none_and_the_offer_comes_again(
    client: TestClient, dialogue: FakeDialogue, session: dict[str, str], text: str
) -> None:
    asked = len(dialogue.turns)
    [reply] = say(client, session, {"text": text})
    assert "一共3项" in reply["text"] and reply["outcome"] == "clarify"
    assert [choice["label"] for choice in reply["choices"]] == LABELS
    assert len(dialogue.turns) == asked
    say(client, session, {"text": "2"})
    assert dialogue.turns[-1].get("payload") == CHOICES[1]["payload"]


@pytest.mark.parametrize("text", ["52", "16", "1200", "13812345678"])
def test_a_number_too_far_to_be_a_choice_is_left_to_the_dialogue(
    client: TestClient, dialogue: FakeDialogue, session: dict[str, str], text: str
) -> None:
    say(client, session, {"text": text})
    assert dialogue.turns[-1].get("text") == text


@pytest.mark.parametrize("text", ["1和3", "1、3", "1 3", "第一个跟第三个"])
def test_several_numbers_leave_those_to_pick_one_after_the_other(
    client: TestClient, session: dict[str, str], text: str
) -> None:
    [reply] = say(client, session, {"text": text})
    assert [choice["label"] for choice in reply["choices"]] == [LABELS[0], LABELS[2]]


def test_without_an_offer_numbers_are_words(client: TestClient, dialogue: FakeDialogue) -> None:
    session = open_session(client)
    for text in ("9", "1和3"):
        say(client, session, {"text": text})
        assert dialogue.turns[-1].get("text") == text


def test_a_question_without_choices_makes_numbers_answers_again(
    client: TestClient, dialogue: FakeDialogue, session: dict[str, str]
) -> None:
    say(client, session, {"text": "多大"})
    say(client, session, {"text": "9"})
    assert dialogue.turns[-1].get("text") == "9"

"""Choices over the chat API: by id, by digit, and never anybody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from bot import clock
from bot.front.turns import turn as turns
from tests.front.conversing import open_session, post, refused, say
from tests.front.fake_dialogue import CHOICES, FakeDialogue


def test_a_choice_sends_the_stored_payload(client: TestClient, dialogue: FakeDialogue) -> None:
    session = open_session(client)
    [reply] = say(client, session, {"text": "补贴"})
    say(client, session, {"choice": reply["choices"][1]["id"]})
    assert dialogue.turns[1] == {"conversation": dialogue.turns[0]["conversation"], "payload": CHOICES[1]["payload"]}


@pytest.mark.parametrize("typed", ["2", "\uff12", "2.", "2\u3001", "选2", "第二个", "第2个", "②", " 2 "])
def test_a_typed_digit_means_the_choice_at_that_place(typed: str, client: TestClient, dialogue: FakeDialogue) -> None:
    session = open_session(client)
    say(client, session, {"text": "补贴"})
    say(client, session, {"text": typed})
    assert dialogue.turns[1]["payload"] == CHOICES[1]["payload"]


def test_digits_count_through_all_replies_of_one_answer(client: TestClient, dialogue: FakeDialogue) -> None:
    session = open_session(client)
    say(client, session, {"text": "两条"})
    say(client, session, {"text": "3"})
    assert dialogue.turns[1]["payload"] == CHOICES[2]["payload"]


def test_a_digit_without_an_offer_is_ordinary_text_and_beyond_one_no_question(
    client: TestClient, dialogue: FakeDialogue
) -> None:
    session = open_session(client)
    say(client, session, {"text": "1"})
    say(client, session, {"text": "补贴"})
    [reply] = say(client, session, {"text": "9"})
    assert [turn.get("text") for turn in dialogue.turns] == ["1", "补贴"]
    assert "没有第9项" in reply["text"] and len(reply["choices"]) == len(CHOICES)


def test_small_talk_keeps_the_offer_and_an_open_question_ends_it(client: TestClient, dialogue: FakeDialogue) -> None:
    session = open_session(client)
    for text in ("补贴", "谢谢", "1", "补贴", "你问我多大", "3"):
        say(client, session, {"text": text})
    assert "payload" in dialogue.turns[2]
    assert dialogue.turns[5]["text"] == "3"


def test_a_choice_of_another_session_is_unknown(client: TestClient, dialogue: FakeDialogue) -> None:
    [reply] = say(client, open_session(client), {"text": "补贴"})
    stranger = open_session(client)
    assert refused(post(client, stranger, {"choice": reply["choices"][0]["id"]})) == (404, "unknown_choice")
    assert refused(post(client, stranger, {"choice": "made-up"})) == (404, "unknown_choice")
    assert refused(post(client, stranger, {"choice": CHOICES[0]["payload"]})) == (404, "unknown_choice")
    assert len(dialogue.turns) == 1


def test_a_choice_expires_after_a_day(
    client: TestClient, dialogue: FakeDialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(client)
    [reply] = say(client, session, {"text": "补贴"})
    monkeypatch.setattr(turns, "now", lambda: clock.now() + timedelta(hours=24, minutes=1))
    assert refused(post(client, session, {"choice": reply["choices"][0]["id"]})) == (410, "expired_choice")
    say(client, session, {"text": "1"})
    assert dialogue.turns[1]["text"] == "1"

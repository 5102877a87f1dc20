"""An answer carries a ticket, and the person who got it says with it whether it was of use."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select
from starlette.responses import JSONResponse
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.storage import open_database
from bot.storage.tables import asked_questions, turn_counts
from tests.front.conversing import open_session, refused, say
from tests.front.fake_dialogue import FakeDialogue, reply


def rate(client: TestClient, session: dict[str, str], body: Any) -> httpx.Response:
    response: httpx.Response = client.post("/api/chat/ratings", headers=session, json=body)
    return response


def kept(settings: Settings) -> list[tuple[str | None, str | None]]:
    query = select(asked_questions.c.text, asked_questions.c.rating).order_by(asked_questions.c.id)
    with open_database(settings.database_url).connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_an_answer_is_rated_and_rated_anew(client: TestClient, settings: Settings) -> None:
    session = open_session(client)
    (answer,) = say(client, session, {"text": "补贴"})
    for useful, expected in ((False, ("补贴", "useless")), (True, (None, "useful"))):
        response = rate(client, session, {"ticket": answer["rating"], "useful": useful})
        assert (response.status_code, response.content) == (204, b"")
        assert kept(settings) == [expected]


def test_a_greeting_carries_no_ticket(client: TestClient) -> None:
    (answer,) = say(client, open_session(client), {"text": "你好"})
    assert answer["rating"] is None


def test_a_picked_choice_is_an_answer_to_rate(client: TestClient, settings: Settings) -> None:
    session = open_session(client)
    (answer,) = say(client, session, {"text": "补贴"})
    (picked,) = say(client, session, {"choice": answer["choices"][0]["id"]})
    assert rate(client, session, {"ticket": picked["rating"], "useful": False}).status_code == 204
    assert kept(settings)[1] == ("要什么条件", "useless")


def test_the_answer_of_another_conversation_cannot_be_rated(client: TestClient, settings: Settings) -> None:
    (answer,) = say(client, open_session(client), {"text": "补贴"})
    response = rate(client, open_session(client), {"ticket": answer["rating"], "useful": False})
    assert refused(response) == (404, "unknown_answer")
    assert kept(settings) == [("补贴", None)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"ticket": "unknown", "useful": True}, 404),
        ({"ticket": "", "useful": True}, 422),
        ({"ticket": "x" * 33, "useful": True}, 422),
        ({"ticket": "a\n", "useful": True}, 422),
        ({"ticket": "x", "useful": "yes"}, 422),
        ({"ticket": "x"}, 422),
        ({"ticket": 7, "useful": True}, 422),
        ({"ticket": "x", "useful": True, "more": 1}, 422),
        ([], 422),
    ],
)
def test_what_is_no_rating_is_refused(client: TestClient, body: Any, status: int) -> None:
    assert refused(rate(client, open_session(client), body))[0] == status


def test_a_rating_without_a_session_is_refused(client: TestClient) -> None:
    assert refused(rate(client, {}, {"ticket": "x", "useful": True})) == (401, "unknown_session")


def test_ratings_count_towards_the_limit(limited_client: TestClient) -> None:
    session = open_session(limited_client)
    statuses = [rate(limited_client, session, {"ticket": "x", "useful": True}).status_code for _ in range(4)]
    assert statuses[-1] == 429


def test_a_word_typed_after_an_answer_rates_it(client: TestClient, settings: Settings, dialogue: FakeDialogue) -> None:
    session = open_session(client)
    say(client, session, {"text": "补贴"})
    turns = len(dialogue.turns)
    (thanks,) = say(client, session, {"text": "没用"})
    assert "编辑会看" in thanks["text"]
    assert (thanks["outcome"], thanks["rating"]) == ("small_talk", None)
    assert len(dialogue.turns) == turns
    assert kept(settings) == [("补贴", "useless")]


def test_a_failing_dialogue_leaves_the_question_for_the_editors(
    client: TestClient, settings: Settings, dialogue: FakeDialogue
) -> None:
    dialogue.fails_with = lambda: JSONResponse({}, 500)
    say(client, open_session(client), {"text": "摆摊要交税吗"})
    assert kept(settings) == [("摆摊要交税吗", None)]


def test_the_turns_are_counted_when_the_application_ends(settings: Settings, client: TestClient) -> None:
    session = open_session(client)
    say(client, session, {"text": "补贴"})
    say(client, session, {"text": "你好"})
    client.__exit__(None, None, None)
    columns = (turn_counts.c.door, turn_counts.c.outcome, turn_counts.c.count)
    with open_database(settings.database_url).connect() as connection:
        found = {tuple(row) for row in connection.execute(select(*columns))}
    assert found == {("web", "answered", 1), ("web", "small_talk", 1)}


def test_a_long_reply_of_the_dialogue_is_kept_without_its_text(
    client: TestClient, settings: Settings, dialogue: FakeDialogue
) -> None:
    """Only what the person asked is kept; what was answered can be asked again."""
    dialogue.fails_with = lambda: JSONResponse({"replies": [reply("秘密的回答", outcome="not_covered")]})
    say(client, open_session(client), {"text": "问"})
    with open_database(settings.database_url).connect() as connection:
        (row,) = connection.execute(select(asked_questions)).all()
    assert "秘密的回答" not in str(tuple(row))

"""Who may talk to the callback: only what the platform signed lately. Cases V1 to V4; V5 and V6 are in test_doors.py."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from bot.front.channels.failed_callers import FAILURES_OF_AN_ADDRESS
from bot.messaging.protocol.signatures import FRESH_SECONDS
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.outcomes import settled
from tests.front.channels.wechat.peer import PATH, Peer
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]

ECHOES = ["4375120948345356249", "<b>&", "中文", " a b ", ""]
Query = dict[str, str]
SPOILED: dict[str, Callable[[Query], Query]] = {
    "wrong": lambda query: {**query, "signature": "0" * 40},
    "empty": lambda query: {**query, "signature": ""},
    "missing": lambda query: {name: value for name, value in query.items() if name != "signature"},
    "other_nonce": lambda query: {**query, "nonce": "another"},
    "other_time": lambda query: {**query, "timestamp": str(int(query["timestamp"]) + 1)},
    "no_time": lambda query: {name: value for name, value in query.items() if name != "timestamp"},
    "upper_case": lambda query: {**query, "signature": query["signature"].upper()},
    "nothing": lambda _query: {},
}
OLD = [-FRESH_SECONDS - 5, FRESH_SECONDS + 5, -3600 * 24 * 365]


@pytest.mark.parametrize("echo", ECHOES)
async def test_v1_a_signed_question_is_echoed_as_it_is(peer: Peer, echo: str) -> None:
    answer = await peer.front.get(PATH, params={**peer.query(), "echostr": echo})
    assert (answer.status_code, answer.text) == (200, echo)
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
async def test_v2_without_a_right_signature_nothing_is_echoed(peer: Peer, spoil: Callable[[Query], Query]) -> None:
    answer = await peer.front.get(PATH, params={**spoil(peer.query()), "echostr": "echo-me"})
    assert answer.status_code == 403
    assert "echo-me" not in answer.text


async def test_who_fails_too_often_is_not_read_any_more_and_the_platform_is_from_the_same_address(peer: Peer) -> None:
    envelope = peer.close(of_peer.message())
    forged = {**peer.sealed_query(envelope), "msg_signature": "0" * 40, "signature": "0" * 40}
    answers = [await peer.send(envelope, forged) for _ in range(FAILURES_OF_AN_ADDRESS.count + 2)]
    codes = [answer.status_code for answer in answers]
    assert codes[: FAILURES_OF_AN_ADDRESS.count] == [403] * FAILURES_OF_AN_ADDRESS.count
    assert (codes[-1], int(answers[-1].headers["Retry-After"]) > 0) == (429, True)
    assert (await peer.post(of_peer.message())).status_code == 200


@pytest.mark.parametrize("name", ["msg_signature", "signature"])
async def test_v3_a_post_that_is_not_signed_starts_nothing(
    peer: Peer, dialogue: FakeDialogue, engine: Engine, name: str
) -> None:
    envelope = peer.close(of_peer.message())
    query = {**peer.sealed_query(envelope), "msg_signature": "0" * 40, name: "0" * 40}
    assert (await peer.send(envelope, query)).status_code == 403
    assert dialogue.turns == []
    assert not await settled(engine)


async def test_v3_what_someone_else_posts_in_the_platforms_name_starts_nothing(
    phone: Phone, dialogue: FakeDialogue
) -> None:
    turns = len(dialogue.turns)
    (delivery,) = await phone.write("社保补贴", fault="forge")
    assert delivery["status"] == 403
    assert len(dialogue.turns) == turns


@pytest.mark.parametrize("seconds", OLD)
async def test_v4_a_question_from_another_time_is_refused(peer: Peer, seconds: int) -> None:
    peer.timestamp = str(int(time.time()) + seconds)
    assert (await peer.front.get(PATH, params={**peer.query(), "echostr": "echo-me"})).status_code == 403


@pytest.mark.parametrize("seconds", OLD)
async def test_v4_a_captured_post_cannot_be_played_again(peer: Peer, dialogue: FakeDialogue, seconds: int) -> None:
    peer.timestamp = str(int(time.time()) + seconds)
    assert (await peer.post(of_peer.message())).status_code == 403
    assert dialogue.turns == []


async def test_v4_the_simulators_stale_post_is_refused(phone: Phone, dialogue: FakeDialogue) -> None:
    turns = len(dialogue.turns)
    (delivery,) = await phone.write("社保补贴", fault="stale")
    assert delivery["status"] == 403
    assert len(dialogue.turns) == turns


async def test_v1_the_simulators_own_handshake_succeeds(switchboard: Switchboard) -> None:
    report = await switchboard.control("verify", {})
    assert report["wechat"]["ok"], report

"""Whatever a platform posts ends in an answer or in a row that says why; what is written while an answer is on its way is answered."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.storage.tables import received
from bot.wording.office import wechat as say
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.outcomes import settled
from tests.front.channels.wechat.peer import Peer
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]

# Everything that can stand in a text, also what XML forbids and what parts of XML look like.
CONTENT = st.text(
    st.one_of(st.characters(blacklist_categories=("Cs",)), st.sampled_from("\x08\x0b\x1f\ufffe[]<>&;，。😀")),
    max_size=12,
)
KINDS = ("text", "voice", "image", "shortvideo", "link", "sticker", "miniprogrampage", "music", "")


@given(st.lists(st.tuples(st.sampled_from(KINDS), CONTENT), min_size=12, max_size=12))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
async def test_every_message_is_answered_or_has_a_row_with_its_reason(
    peer: Peer, engine: Engine, posted: list[tuple[str, str]]
) -> None:
    answers: list[tuple[str, Any]] = []
    for kind, words in posted:
        content = f"<Content>{in_cdata(words)}</Content><Recognition>{in_cdata(words)}</Recognition>"
        answers.append((kind, await peer.post(of_peer.message(content, kind or "text"))))
    await settled(engine)
    for kind, answer in answers:
        assert answer.status_code == 200
        assert answer.text != "success", f"silence to a message of kind {kind}"
        assert peer.read(answer).content
    with engine.connect() as connection:
        rows = connection.execute(select(received.c.state, received.c.reason)).all()
    assert all(state != "open" and reason for state, reason in rows)


def in_cdata(words: str) -> str:
    """Return words as a platform puts them into CDATA."""
    return f"<![CDATA[{words.replace(']]>', ']]]]><![CDATA[>')}]]>"


async def test_an_unknown_event_needs_no_answer_and_has_its_row(peer: Peer, engine: Engine) -> None:
    answer = await peer.post(of_peer.posted("<MsgType>event</MsgType><Event>something_new</Event>"))
    assert answer.text == "success"
    assert (await settled(engine))["unknown", "noted", "no_answer_needed"] == 1


@pytest.mark.parametrize("kind", ["sticker", "miniprogrampage"])
async def test_an_unknown_message_gets_a_sentence(peer: Peer, kind: str) -> None:
    assert peer.read(await peer.post(of_peer.message("<Any>1</Any>", kind))).content == say.UNKNOWN_KIND


@pytest.mark.parametrize(
    ("meanwhile", "asked"),
    [
        (("在吗",), ["在吗"]),
        (("在吗", "快点啊"), ["在吗\n快点啊"]),
        (("2",), ["2"]),
        (("社保补贴", "1"), ["社保补贴", "1"]),
    ],
)
async def test_what_is_written_while_an_answer_is_on_its_way_is_answered(
    switchboard: Switchboard,
    phone: Phone,
    dialogue: FakeDialogue,
    engine: Engine,
    meanwhile: tuple[str, ...],
    asked: list[str],
) -> None:
    turns, before = len(dialogue.turns), len(await phone.answers())
    gate = dialogue.gate = asyncio.Event()
    await phone.write("多大能办", wait=False)
    await begun(dialogue, turns + 1)
    for count, text in enumerate(meanwhile, start=2):
        await arrived_texts(engine, count - 1)
        await phone.write(text, wait=False)
    await arrived_texts(engine, len(meanwhile) + 1)
    gate.set()
    await switchboard.control("settle", {})
    await settled(engine)
    said = [turn.get("text") or turn["payload"] for turn in dialogue.turns[turns + 1 :]]
    assert [each for each in said if not each.startswith("/")] == [each for each in asked if each != "1"]
    assert len(await phone.answers()) == before + 1 + len(asked)


async def begun(dialogue: FakeDialogue, count: int) -> None:
    """Wait until so many turns have begun: what is written before that is said together with what waits."""
    for _ in range(3_000):
        if len(dialogue.turns) >= count:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("no turn began")


async def arrived_texts(engine: Engine, count: int) -> None:
    """Wait until so many texts are in the ledger."""
    for _ in range(500):
        with engine.connect() as connection:
            found = connection.execute(select(received.c.kind).where(received.c.kind == "text")).all()
        if len(found) >= count:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("a text did not arrive")

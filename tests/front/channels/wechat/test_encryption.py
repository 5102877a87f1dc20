"""安全模式 against an implementation of another make. Cases K1 to K7; K8 is in tests/messaging/protocol/test_envelope.py."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import xmltodict
from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from bot.settings import Settings
from simulator.platform.config import DEFAULT, Mode, SimulatorConfig
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.conftest import account_of
from tests.front.channels.wechat.outcomes import settled
from tests.front.channels.wechat.peer import ACCOUNT, Peer
from tests.front.channels.wechat.phone import Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]

NEW_KEY = "N" * 42 + "E"


@asynccontextmanager
async def connected(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase, keys: tuple[str, ...], mode: Mode = Mode.AES
) -> AsyncIterator[Switchboard]:
    """Connect an assistant that has these keys."""
    account = replace(account_of(DEFAULT), aes_keys=keys)
    there = SimulatorConfig(callback="http://front", wechat=replace(DEFAULT.wechat, mode=mode))
    async with Switchboard.connect(replace(settings, wechat=account), dialogue, kb, there) as switchboard:
        yield switchboard


@pytest.mark.parametrize("words", ["社保补贴多少钱", "😀👍🏽", "a]]>b&<c>", "x" * 1999])
async def test_k1_k7_the_peers_message_is_taken_and_it_reads_our_answer(
    peer: Peer, dialogue: FakeDialogue, words: str
) -> None:
    reply = peer.read(await peer.post(of_peer.text(words)))
    assert dialogue.turns[-1]["text"] == words
    assert reply.type == "text"
    assert reply.content


async def test_k2_an_envelope_for_another_account_is_refused(peer: Peer, dialogue: FakeDialogue) -> None:
    peer.app_id = "wxanotheraccount0001"
    assert (await peer.post(of_peer.message())).status_code == 403
    assert dialogue.turns == []


async def test_k2_an_envelope_of_another_key_is_refused(peer: Peer, dialogue: FakeDialogue) -> None:
    peer.key = NEW_KEY
    assert (await peer.post(of_peer.message())).status_code == 403
    assert dialogue.turns == []


@pytest.mark.parametrize("place", [0, 17, 40, -40, -1])
async def test_k3_a_flipped_byte_is_refused(peer: Peer, dialogue: FakeDialogue, place: int) -> None:
    envelope = peer.close(of_peer.message())
    ciphertext = xmltodict.parse(envelope)["xml"]["Encrypt"]
    changed = bytearray(base64.b64decode(ciphertext))
    changed[place] ^= 1
    spoiled = envelope.replace(ciphertext, base64.b64encode(changed).decode())
    assert (await peer.send(spoiled, peer.sealed_query(envelope))).status_code == 403
    assert dialogue.turns == []


async def test_k4_the_signature_of_the_address_does_not_stand_in_for_that_of_the_message(
    peer: Peer, dialogue: FakeDialogue
) -> None:
    envelope = peer.close(of_peer.message())
    query = peer.sealed_query(envelope)
    for wrong in ("0" * 40, query["signature"], ""):
        assert (await peer.send(envelope, {**query, "msg_signature": wrong})).status_code == 403
    assert dialogue.turns == []


@pytest.mark.parametrize("type_named", [{}, {"encrypt_type": "raw"}, {"encrypt_type": "aes"}])
async def test_k5_plain_text_is_refused_in_secure_mode(
    peer: Peer, dialogue: FakeDialogue, type_named: dict[str, str]
) -> None:
    query = {**peer.query(), **type_named, "msg_signature": peer.query()["signature"]}
    assert (await peer.send(of_peer.message().encode(), query)).status_code == 403
    assert dialogue.turns == []


async def test_k5_of_compatible_mode_only_the_cipher_text_counts(peer: Peer, dialogue: FakeDialogue) -> None:
    envelope = peer.close(of_peer.text("真的"))
    both = of_peer.text("假的").replace("</xml>", envelope.removeprefix("<xml>"))
    peer.read(await peer.send(both.encode(), peer.sealed_query(envelope)))
    assert [turn["text"] for turn in dialogue.turns] == ["真的"]


async def test_k6_the_previous_key_is_taken_and_answered_with(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase
) -> None:
    async with connected(settings, dialogue, kb, (NEW_KEY, ACCOUNT.aes_key)) as switchboard:
        for key in (ACCOUNT.aes_key, NEW_KEY):
            peer = Peer(switchboard.front, key=key)
            assert peer.read(await peer.post(of_peer.message())).content
    assert len(dialogue.turns) == 2


async def test_in_plain_mode_plain_messages_are_taken_and_sealed_ones_refused(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase
) -> None:
    async with connected(settings, dialogue, kb, (), Mode.PLAIN) as switchboard:
        phone = await switchboard.new_phone()
        await phone.act("follow")
        (delivery,) = await phone.write("社保补贴")
        assert (delivery["body_kind"], delivery.get("problem")) == ("passive", None)
        turns = len(dialogue.turns)
        peer = Peer(switchboard.front)
        assert (await peer.post(of_peer.message())).status_code == 403
        assert (await peer.send(of_peer.message(), {**peer.query(), "signature": "0" * 40})).status_code == 403
        assert len(dialogue.turns) == turns


async def test_refused_posts_leave_no_trace_in_the_ledger(peer: Peer, engine: Engine) -> None:
    peer.app_id = "wxanotheraccount0001"
    await peer.post(of_peer.message())
    assert not await settled(engine)

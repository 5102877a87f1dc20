"""Nobody speaks for someone else, and no log tells who anybody is. Cases I1 to I4 and A7; W1 and W2 are in tests/wecom."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.engine import Engine
from starlette.responses import JSONResponse

from bot.front.channels.wechat.channel import WechatChannel
from bot.front.chat.sessions import ChatSessions
from bot.front.web.logs import JsonLines
from bot.messaging.api.token_shelf import DatabaseShelf
from simulator.platform.config import DEFAULT, TEMPLATES
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.outcomes import SEND, MovableClock, identity_row, let_pass, settled
from tests.front.channels.wechat.peer import Peer
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import SECRET, FakeDialogue

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]

MESSAGES = "/api/chat/messages"
# Of Rasa, all of which take a sender from whoever posts.
OPEN_CHANNELS = ("rest", "callback", "rasa", "socketio", "webhooks")
# Words that no sentence of ours holds.
WORDS = "我叫欧阳慕容住杨柳青"


def bearer(token: str) -> dict[str, str]:
    """Return the header of a web session."""
    return {"Authorization": f"Bearer {token}"}


def forged(conversation: str, salt: str = "leye web session", secret: str = SECRET) -> str:
    """Return a session token that someone signed for a conversation."""
    return str(URLSafeTimedSerializer(secret, salt=salt).dumps(conversation))


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/rest/webhook",
        "/webhooks/callback/webhook",
        "/webhooks/rasa/webhook",
        "/webhooks/front/turn",
        "/conversations/wx:someone/messages",
        "/socket.io/?EIO=4&transport=polling&session_id=wx:someone",
        "/model/parse",
    ],
)
async def test_i1_i3_no_door_of_rasa_is_open(switchboard: Switchboard, dialogue: FakeDialogue, path: str) -> None:
    for method in ("GET", "POST"):
        answer = await switchboard.front.request(method, path, json={"sender": "wx:someone", "message": "x"})
        assert answer.status_code in (404, 405)
    assert dialogue.turns == []


async def test_i1_rasa_is_told_of_no_channel_but_ours(switchboard: Switchboard) -> None:
    channels = yaml.safe_load(Path("credentials.yml").read_text(encoding="utf-8"))
    assert list(channels) == ["bot.dialogue.front_channel.FrontChannel"]
    assert not set(OPEN_CHANNELS) & set(channels)


@pytest.mark.parametrize("prefix", ["wx:", "wecom:", "", "Web:", " web:"])
async def test_i2_a_session_of_the_web_names_no_other_conversation_even_rightly_signed(
    phone: Phone, engine: Engine, dialogue: FakeDialogue, prefix: str
) -> None:
    conversation = identity_row(engine, phone.openid).conversation.replace("wx:", prefix)
    turns = len(dialogue.turns)
    token = forged(conversation)
    answer = await phone.switchboard.front.post(MESSAGES, json={"text": "x"}, headers=bearer(token))
    assert answer.status_code == 401
    assert len(dialogue.turns) == turns


@pytest.mark.parametrize("name", ["conversation", "sender", "session", "session_id", "payload", "input_channel"])
async def test_i2_a_body_cannot_name_a_conversation_or_payload(
    switchboard: Switchboard, dialogue: FakeDialogue, name: str
) -> None:
    headers = bearer(ChatSessions(SECRET).new())
    answer = await switchboard.front.post(MESSAGES, json={"text": "x", name: "wx:someone"}, headers=headers)
    assert answer.status_code in (400, 422)
    assert dialogue.turns == []


@pytest.mark.parametrize(
    "token",
    [
        "",
        "wx:someone",
        "web:someone",
        forged("web:someone", salt="another"),
        forged("web:someone", secret="another secret"),
        forged("web:someone") + "x",
        forged("web:someone").replace(".", "..", 1),
        "x" * 600,
    ],
    # A token holds the moment of its signing; two workers must give a test one name.
    ids=["none", "wechat id", "web id", "other salt", "other secret", "longer", "two dots", "endless"],
)
async def test_i3_a_session_that_we_did_not_sign_is_refused(
    switchboard: Switchboard, dialogue: FakeDialogue, token: str
) -> None:
    answer = await switchboard.front.post(MESSAGES, json={"text": "x"}, headers=bearer(token))
    assert answer.status_code == 401
    assert dialogue.turns == []


async def test_i2_two_people_are_two_conversations_and_neither_id_tells_the_address(
    switchboard: Switchboard, dialogue: FakeDialogue
) -> None:
    phones = [await switchboard.new_phone() for _ in range(2)]
    for phone in phones:
        await phone.act("follow")
        await phone.write("社保补贴")
    named = {turn["conversation"] for turn in dialogue.turns}
    assert len(named) == 2
    assert all(name.startswith("wx:") and phone.openid not in name for name in named for phone in phones)


async def test_i4_the_ledger_holds_no_openid_and_no_words(phone: Phone, engine: Engine) -> None:
    await phone.write(WORDS)
    await phone.act("click", key="list")
    await settled(engine)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM received")]
    assert len(rows) == 3
    assert not any(leak in str(rows) for leak in (phone.openid, WORDS))


class LogLines(logging.Handler):
    """Keeps every line as the web process writes it, but those of the harness's own client about its own calls."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        if "http://platform/control/" not in record.getMessage():
            self.lines.append(self.format(record))


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """Give everything that is logged at any level."""
    handler, root = LogLines(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET + 1)
    yield handler.lines
    root.setLevel(level)
    root.removeHandler(handler)


async def everything_that_people_do(phone: Phone) -> None:
    """Do one of everything."""
    acts: list[tuple[str, dict[str, Any]]] = [
        ("text", {"text": WORDS}),
        ("text", {"text": WORDS, "fault": "retry"}),
        ("text", {"text": WORDS, "fault": "forge"}),
        ("text", {"text": WORDS, "fault": "stale"}),
        ("pick", {"id": "x", "content": WORDS}),
        ("voice", {"recognition": WORDS}),
        ("image", {}),
        ("link", {"url": "https://example.cn", "title": WORDS}),
        ("location", {"latitude": 39.14, "longitude": 117.0, "label": WORDS}),
        ("report-location", {"latitude": 39.14, "longitude": 117.0}),
        ("scan", {"scene": "st:nowhere"}),
        ("click", {"key": "list"}),
        ("view", {"url": "https://example.cn"}),
        ("consent", {"template": TEMPLATES[0].id, "accept": True}),
        ("consent", {"template": TEMPLATES[0].id, "accept": False}),
        ("event", {"event": "TEMPLATESENDJOBFINISH", "fields": {"MsgID": 1, "Status": "failed:user block"}}),
        ("event", {"event": "karaoke", "fields": {}}),
    ]
    for act, fields in acts:
        await phone.act(act, **fields)


async def everything_that_platforms_do(phone: Phone, dialogue: FakeDialogue, engine: Engine) -> None:
    """Let pushes fail in every way, and the dialogue, too."""
    faults: list[dict[str, Any]] = [{"errcode": code} for code in (40001, -1, 40003, 43004, 45015, 40164, 47003, 45009)]
    for fault in ({}, *faults, {"drop_after_effect": True}, {"http_status": 500}):
        if fault:
            await phone.switchboard.control("faults", {"times": 1, "path": SEND, **fault})
        dialogue.gate = asyncio.Event()
        await phone.write(WORDS)
        dialogue.gate.set()
        await settled(engine)
    dialogue.gate = None
    dialogue.fails_with = lambda: JSONResponse({"error": WORDS}, 500)
    await phone.write(WORDS)
    dialogue.fails_with = None


async def everything_that_strangers_do(peer: Peer) -> None:
    """Post what is no message, or not ours."""
    for plain in ("junk", "<xml/>", of_peer.message("<Tune/>", kind="music"), of_peer.text(WORDS)):
        await peer.post(plain)
    peer.app_id = "wxanotheraccount0001"
    await peer.post(of_peer.text(WORDS))
    await peer.send(of_peer.text(WORDS).encode(), peer.query())


@pytest.mark.parametrize("answer_seconds", [0.1])
async def test_i4_a7_no_log_at_any_level_tells_openids_words_or_secrets(
    log_lines: list[str],
    phone: Phone,
    peer: Peer,
    dialogue: FakeDialogue,
    engine: Engine,
    channel: WechatChannel,
    clock: MovableClock,
) -> None:
    await everything_that_people_do(phone)
    await everything_that_platforms_do(phone, dialogue, engine)
    await everything_that_strangers_do(peer)
    await let_pass(phone.switchboard, clock, 3600)
    await channel.look_after()
    await phone.act("unfollow")
    token = await DatabaseShelf(engine, SECRET, f"wechat:{DEFAULT.wechat.app_id}:access_token").read()
    assert token is not None
    there = DEFAULT.wechat
    secrets = {"app secret": there.app_secret, "token": there.token, "AES key": there.aes_key, "our secret": SECRET}
    people = {"openid": phone.openid, "openid of the peer": of_peer.OPENID, "words": WORDS}
    leaks = {**secrets, **people, "access token": token.value}
    assert [line for line in log_lines if "the platform did not take an answer" in line]
    assert [line for line in log_lines if "HTTP Request: POST http://platform/cgi-bin/message/custom/send" in line]
    assert [(name, line) for name, leak in leaks.items() for line in log_lines if leak in line] == []


BREAKAGES: dict[str, str] = {
    "receiving": "DROP TABLE received",
    "answering": "DROP TABLE held_replies",
    "events": "DROP TABLE template_grants",
}


@pytest.mark.parametrize("breakage", BREAKAGES.values(), ids=BREAKAGES)
async def test_i4_a_database_that_breaks_tells_nobody_by_name(
    log_lines: list[str], phone: Phone, engine: Engine, breakage: str
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(breakage)
    await phone.write(WORDS)
    await phone.act("consent", template=TEMPLATES[0].id, accept=True)
    assert [line for line in log_lines if '"level": "error"' in line]
    assert [line for line in log_lines if phone.openid in line or WORDS in line] == []


@pytest.mark.parametrize("answer_seconds", [0.1])
async def test_i4_an_answer_that_cannot_be_held_is_not_logged(
    log_lines: list[str], phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON held_replies BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    await phone.switchboard.control("faults", {"times": 1, "path": SEND, "errcode": 45015})
    dialogue.gate = asyncio.Event()
    await phone.write(WORDS)
    dialogue.gate.set()
    for _ in range(500):
        if any("a turn failed" in line for line in log_lines):
            break
        await asyncio.sleep(0.01)
    assert [line for line in log_lines if "disk full" in line]
    assert [line for line in log_lines if WORDS in line] == []

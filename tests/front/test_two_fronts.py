"""Two fronts on one PostgreSQL and one Redis are one assistant: what is counted, ordered and known is the same at both doors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import uuid4

import httpx
import pytest
from redis.asyncio import Redis
from sqlalchemy.engine import Engine

from bot.front import create_app
from bot.front.turns.shared_line import PREFIX
from bot.front.web.rate_limits import TRIES_OF_AN_ADDRESS
from bot.kb import KnowledgeBase
from bot.settings import Settings
from bot.staff.sign_in_tries import TRIES
from tests.databases import Databases
from tests.front.desk.conftest import PASSWORD, key_of, with_password
from tests.front.fake_dialogue import SECRET, FakeDialogue

MESSAGES, SIGN_IN = "/api/chat/messages", "/desk/sign-in"
Fronts = tuple[httpx.AsyncClient, httpx.AsyncClient]


@pytest.fixture
def database(postgresql: str, databases: Databases) -> Engine:
    return databases.without_rows(postgresql)


@pytest.fixture
def rate_limit() -> str:
    return "1000/minute"


@pytest.fixture
def address() -> str:
    """Give an address that no other test asks from: the Redis is shared."""
    number = uuid4().int
    return f"10.{number % 250}.{number // 250 % 250}.{number // 62_500 % 250}"


@pytest.fixture
async def fronts(
    database: Engine,
    postgresql: str,
    redis_url: str,
    rate_limit: str,
    address: str,
    dialogue: FakeDialogue,
    kb: KnowledgeBase,
) -> AsyncIterator[Fronts]:
    """Give clients of two fronts, both from one address."""
    settings = Settings(database_url=postgresql, redis_url=redis_url, secret=SECRET, rate_limit=rate_limit)
    async with AsyncExitStack() as stack:
        clients = []
        for _ in range(2):
            app = create_app(settings, dialogue.transport, kb=kb)
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app, client=(address, 1))
            clients.append(
                await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://front"))
            )
        yield clients[0], clients[1]


async def begin(client: httpx.AsyncClient) -> dict[str, str]:
    token = (await client.post("/api/chat/sessions")).json()["session"]
    return {"Authorization": f"Bearer {token}"}


async def sign_in(client: httpx.AsyncClient, userid: str, password: str) -> httpx.Response:
    page = await client.get(SIGN_IN)
    return await client.post(SIGN_IN, data={"key": key_of(page.text), "userid": userid, "password": password})


@pytest.mark.anyio
async def test_a_conversation_begun_at_one_front_goes_on_at_the_other_in_order(
    fronts: Fronts, dialogue: FakeDialogue, redis_url: str
) -> None:
    session = await begin(fronts[0])
    texts = [f"第{number}问" for number in range(20)]
    sent, dialogue.gate = [], asyncio.Event()
    async with Redis.from_url(redis_url) as redis:
        for number, text in enumerate(texts):
            sent.append(asyncio.create_task(fronts[number % 2].post(MESSAGES, headers=session, json={"text": text})))
            while not dialogue.turns:
                await asyncio.sleep(0)
            # The next one is said once this one stands in the line behind the first, which is held.
            while await redis.llen(PREFIX + dialogue.turns[0]["conversation"]) < number + 1:
                await asyncio.sleep(0)
    assert len(dialogue.turns) == 1
    dialogue.gate.set()
    answers = await asyncio.gather(*sent)
    assert [answer.status_code for answer in answers] == [200] * len(texts)
    assert [turn["text"] for turn in dialogue.turns] == texts


@pytest.mark.anyio
async def test_a_message_sent_to_both_is_played_once(fronts: Fronts, dialogue: FakeDialogue) -> None:
    session = {**await begin(fronts[0]), "Idempotency-Key": str(uuid4())}
    one, two = await asyncio.gather(*(front.post(MESSAGES, headers=session, json={"text": "在吗"}) for front in fronts))
    assert one.json()["replies"] == two.json()["replies"]
    assert len(dialogue.turns) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("rate_limit", ["6/minute"])
async def test_both_count_the_messages_of_one_person_together(fronts: Fronts) -> None:
    session = await begin(fronts[0])
    codes = []
    for number in range(8):
        codes.append((await fronts[number % 2].post(MESSAGES, headers=session, json={"text": "你好"})).status_code)
    assert 429 in codes
    assert codes.count(200) <= 6


@pytest.mark.anyio
async def test_a_colleague_signed_in_at_one_front_is_known_at_the_other(fronts: Fronts, database: Engine) -> None:
    with_password(database, "lihong")
    opened = await sign_in(fronts[0], "lihong", PASSWORD)
    assert opened.status_code == 303
    fronts[1].cookies.update(fronts[0].cookies)
    assert (await fronts[1].get("/desk")).status_code == 200
    await fronts[1].post("/desk/sign-out", data={"key": key_of((await fronts[1].get("/desk")).text)})
    assert (await fronts[0].get("/desk")).status_code == 303


@pytest.mark.anyio
async def test_wrong_passwords_at_both_fronts_are_counted_together(fronts: Fronts, database: Engine) -> None:
    with_password(database, "lihong")
    for number in range(TRIES):
        await sign_in(fronts[number % 2], "lihong", "a wrong password")
    for front in fronts:
        assert (await sign_in(front, "lihong", PASSWORD)).status_code == 403


@pytest.mark.anyio
async def test_an_address_that_tries_many_accounts_is_stopped_at_both(fronts: Fronts, database: Engine) -> None:
    codes = []
    for number in range(TRIES_OF_AN_ADDRESS.count + 2):
        codes.append((await sign_in(fronts[number % 2], f"nobody{number}", "a wrong password")).status_code)
    assert codes[: TRIES_OF_AN_ADDRESS.count] == [403] * TRIES_OF_AN_ADDRESS.count
    assert codes[-1] == 429

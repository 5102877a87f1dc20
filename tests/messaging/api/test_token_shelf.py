"""Tokens in the database: sealed, shared, fetched by one process at a time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.messaging.api.access_tokens import AccessToken, AccessTokens
from bot.messaging.api.token_shelf import DatabaseShelf
from bot.storage.tables import shared_tokens as table
from tests.messaging.platform_stub import START, Clock

pytestmark = pytest.mark.anyio

NAME = "wechat:wxapp:access_token"
TOKEN = AccessToken("a-token-as-long-as-they-are-" + "x" * 512, START + timedelta(hours=2))
SOON = START + timedelta(seconds=15)


def shelf_of(engine: Engine, secret: str = "a secret", name: str = NAME) -> DatabaseShelf:
    return DatabaseShelf(engine, secret, name)


async def test_an_empty_shelf_gives_nothing(engine: Engine) -> None:
    assert await shelf_of(engine).read() is None


async def test_every_process_reads_what_one_put(engine: Engine) -> None:
    assert await shelf_of(engine).lease(START, SOON)
    await shelf_of(engine).put(TOKEN)
    assert await shelf_of(engine).read() == TOKEN
    assert await shelf_of(engine, name="another").read() is None


async def test_a7_the_database_holds_no_readable_token(engine: Engine) -> None:
    shelf = shelf_of(engine)
    await shelf.lease(START, SOON)
    await shelf.put(TOKEN)
    with engine.connect() as connection:
        row = connection.execute(select(table)).one()
    assert "a-token" not in str(tuple(row))
    assert await shelf_of(engine, "another secret").read() is None


async def test_a3_one_of_ten_gets_the_lease(engine: Engine) -> None:
    leases = await asyncio.gather(*(shelf_of(engine).lease(START, SOON) for _ in range(10)))
    assert sum(leases) == 1


async def test_a_lease_ends_with_a_token_without_one_or_with_its_time(engine: Engine) -> None:
    shelf = shelf_of(engine)
    assert await shelf.lease(START, SOON)
    assert not await shelf.lease(START, SOON)
    await shelf.release()
    assert await shelf.lease(START, SOON)
    await shelf.put(TOKEN)
    assert await shelf.lease(START, SOON)
    # Whoever had it died.
    assert await shelf.lease(SOON + timedelta(seconds=1), SOON + timedelta(seconds=16))


async def test_a3_fifty_sends_of_several_processes_fetch_one_token(engine: Engine) -> None:
    fetched = 0

    async def fetch() -> tuple[str, int]:
        nonlocal fetched
        fetched += 1
        return f"token-{fetched}", 7200

    processes = [AccessTokens(fetch, shelf_of(engine), Clock()) for _ in range(5)]
    given = await asyncio.gather(*(processes[number % 5].get() for number in range(50)))
    assert set(given) == {"token-1"}
    assert fetched == 1

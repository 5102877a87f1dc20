"""A key is new once, in this process and between processes; without Redis the ledger decides."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.messaging.ledgers import deduplication
from bot.messaging.ledgers.deduplication import SECONDS, Deduplication, MemoryDeduplication, RedisDeduplication

pytestmark = pytest.mark.anyio


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    redis = Redis.from_url(redis_url)
    await redis.flushall()
    yield redis
    await redis.close()


@pytest.fixture(params=["memory", "redis"])
def seen(request: pytest.FixtureRequest) -> Deduplication:
    """Give each way of remembering."""
    return MemoryDeduplication() if request.param == "memory" else RedisDeduplication(request.getfixturevalue("redis"))


async def test_t3_a_key_is_new_once(seen: Deduplication) -> None:
    assert [await seen.is_first("m:1"), await seen.is_first("m:1"), await seen.is_first("m:2")] == [True, False, True]


async def test_t3_of_many_at_once_one_is_first(seen: Deduplication) -> None:
    assert sum(await asyncio.gather(*(seen.is_first("m:1") for _ in range(20)))) == 1


async def test_a_forgotten_key_is_new_again(seen: Deduplication) -> None:
    await seen.is_first("m:1")
    await seen.forget("m:1")
    await seen.forget("m:never seen")
    assert await seen.is_first("m:1")


async def test_memory_forgets_after_its_time() -> None:
    at = 0.0
    seen = MemoryDeduplication(lambda: at)
    assert await seen.is_first("m:1")
    at = SECONDS
    assert not await seen.is_first("m:1")
    at = SECONDS + 1.0
    assert await seen.is_first("m:1")


async def test_memory_holds_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deduplication, "MOST_REMEMBERED", 3)
    seen = MemoryDeduplication()
    for number in range(5):
        await seen.is_first(f"m:{number}")
    assert not await seen.is_first("m:4")
    assert await seen.is_first("m:0")


async def test_redis_forgets_after_its_time_too(redis: Redis) -> None:
    await RedisDeduplication(redis).is_first("m:1")
    (key,) = await redis.keys()
    assert 60 <= await redis.ttl(key) <= SECONDS


async def test_t8_two_workers_share_redis(redis: Redis) -> None:
    assert await RedisDeduplication(redis).is_first("m:1")
    assert not await RedisDeduplication(redis).is_first("m:1")


async def test_without_redis_everything_is_new_and_the_log_says_what_to_check(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    # Nothing listens there.
    seen = RedisDeduplication(Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1))
    assert await seen.is_first("m:oOpenid")
    assert await seen.is_first("m:oOpenid")
    await seen.forget("m:oOpenid")
    assert "LEYE_REDIS_URL" in caplog.text
    assert "oOpenid" not in caplog.text

"""Turns of a conversation that come to several fronts are played in order of arrival, one at a time; who died keeps nobody waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from bot.front.turns.order import TurnLines
from bot.front.turns.shared_line import HELD, PREFIX, RedisLine


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    redis = Redis.from_url(redis_url)
    yield redis
    await redis.close()


@pytest.fixture
async def fronts(redis_url: str) -> AsyncIterator[tuple[TurnLines, TurnLines]]:
    """Give the lines of two fronts."""
    pair = tuple(TurnLines(shared=RedisLine(Redis.from_url(redis_url))) for _ in range(2))
    yield pair[0], pair[1]
    for front in pair:
        await front.finish(1)


@pytest.fixture
def conversation() -> str:
    return f"web:{uuid4()}"


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


async def standing(redis: Redis, conversation: str, many: int) -> None:
    """Wait until so many stand in the line."""
    while await redis.llen(PREFIX + conversation) < many:
        await asyncio.sleep(0.01)


@pytest.mark.anyio
async def test_turns_at_two_fronts_are_played_as_they_came_and_never_overlap(
    fronts: tuple[TurnLines, TurnLines], redis: Redis, conversation: str
) -> None:
    played: list[str] = []
    under_way = 0

    async def turn(name: str) -> None:
        nonlocal under_way
        under_way += 1
        assert under_way == 1
        await asyncio.sleep(0.01)
        played.append(name)
        under_way -= 1

    names = [f"第{number}句" for number in range(12)]
    asked = []
    for number, name in enumerate(names):
        asked.append(asyncio.create_task(fronts[number // 2 % 2].play(conversation, lambda name=name: turn(name))))
        # The next one comes once this one stands in the line, or was played already.
        while len(played) + await redis.llen(PREFIX + conversation) < number + 1:
            await asyncio.sleep(0.001)
    await asyncio.gather(*asked)
    assert played == names
    assert await redis.llen(PREFIX + conversation) == 0


@pytest.mark.anyio
async def test_other_conversations_do_not_wait(fronts: tuple[TurnLines, TurnLines], conversation: str) -> None:
    gate = asyncio.Event()

    async def nothing() -> str:
        return "played"

    held = asyncio.create_task(fronts[0].play(conversation, gate.wait))
    assert await fronts[1].play(f"{conversation}:other", nothing) == "played"
    gate.set()
    await held


@pytest.mark.anyio
async def test_what_a_dead_front_left_in_the_line_is_passed_over(
    fronts: tuple[TurnLines, TurnLines], redis: Redis, conversation: str
) -> None:
    await redis.rpush(PREFIX + conversation, "dead-1", "dead-2")

    async def turn() -> str:
        return "played"

    assert await fronts[0].play(conversation, turn) == "played"


@pytest.mark.anyio
async def test_a_turn_waits_for_a_front_that_lives_and_goes_on_when_it_dies(
    fronts: tuple[TurnLines, TurnLines], redis: Redis, conversation: str
) -> None:
    await redis.set(f"{HELD}other", 1)
    await redis.rpush(PREFIX + conversation, "other")

    async def turn() -> str:
        return "played"

    asked = asyncio.create_task(fronts[0].play(conversation, turn))
    await standing(redis, conversation, 2)
    assert not asked.done()
    await redis.delete(f"{HELD}other")
    assert await asked == "played"


@pytest.mark.anyio
async def test_a_ticket_that_could_not_be_given_back_keeps_nobody_waiting(
    redis: Redis, redis_url: str, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Redis.from_url(redis_url)
    front = TurnLines(shared=RedisLine(own))

    async def turn() -> str:
        return "played"

    async def fail(*_: object) -> int:
        raise ConnectionError("reset by peer")

    with monkeypatch.context() as away:
        away.setattr(own, "lrem", fail)
        assert await front.play(conversation, turn) == "played"
    assert await redis.llen(PREFIX + conversation) == 1
    [left] = await redis.lrange(PREFIX + conversation, 0, -1)
    # The front shows it no more.
    await redis.delete(HELD + left.decode())
    assert await front.play(conversation, turn) == "played"
    await front.finish(1)


@pytest.mark.anyio
async def test_whoever_hangs_up_while_taking_a_ticket_keeps_nobody_waiting(
    redis: Redis, redis_url: str, conversation: str
) -> None:
    line = RedisLine(Redis.from_url(redis_url))
    taking = asyncio.create_task(line.take(conversation))
    await standing(redis, conversation, 1)
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)
    [left] = await redis.lrange(PREFIX + conversation, 0, -1)
    await redis.delete(HELD + left.decode())
    behind = await line.take(conversation)
    await line.wait(conversation, behind)
    await line.close()


@pytest.mark.anyio
async def test_a_redis_that_forgot_everything_lets_those_who_wait_go_on(
    fronts: tuple[TurnLines, TurnLines], redis: Redis, conversation: str
) -> None:
    gate, played = asyncio.Event(), []

    async def turn() -> None:
        played.append("second")

    first = asyncio.create_task(fronts[0].play(conversation, gate.wait))
    await standing(redis, conversation, 1)
    second = asyncio.create_task(fronts[1].play(conversation, turn))
    await standing(redis, conversation, 2)
    await redis.delete(PREFIX + conversation)
    await until(lambda: bool(played))
    gate.set()
    await asyncio.gather(first, second)


@pytest.mark.anyio
async def test_without_redis_people_are_served_and_the_log_says_so(
    tmp_path: Path, conversation: str, caplog: pytest.LogCaptureFixture
) -> None:
    line = TurnLines(shared=RedisLine(Redis(unix_socket_path=f"{tmp_path}/nobody.sock")))

    async def turn() -> str:
        return "played"

    assert await line.play(conversation, turn) == "played"
    assert "LEYE_REDIS_URL" in caplog.text
    await line.finish(1)

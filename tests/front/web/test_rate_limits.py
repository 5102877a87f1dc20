"""Rate limits: per session and per address, in memory and in Redis."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from redis.asyncio import Redis
from starlette.testclient import TestClient

from bot.front.web.rate_limits import MemoryRateLimit, RedisRateLimit, address_client
from bot.settings import RequestAllowance
from tests.front.conversing import open_session, post, refused


@pytest.mark.anyio
async def test_an_allowance_is_used_up_and_grows_back() -> None:
    moment = 1000.0
    limit = MemoryRateLimit(RequestAllowance(3, 60), clock=lambda: moment)
    assert [await limit.wait("a") for _ in range(3)] == [0, 0, 0]
    assert await limit.wait("a") == pytest.approx(20)
    assert await limit.wait("b") == 0
    moment += 20
    assert await limit.wait("a") == 0
    assert await limit.wait("a") > 0


def test_too_many_requests_are_refused_with_the_time_to_wait(limited_client: TestClient) -> None:
    session = open_session(limited_client)
    assert [post(limited_client, session, {"text": "你好"}).status_code for _ in range(2)] == [200, 200]
    response = post(limited_client, session, {"text": "你好"})
    assert refused(response) == (429, "too_often")
    assert 1 <= int(response.headers["Retry-After"]) <= 20
    assert refused(limited_client.post("/api/chat/sessions")) == (429, "too_often")
    assert limited_client.get("/healthz").status_code == 200


def test_addresses_are_counted_one_by_one_but_ipv6_by_network() -> None:
    assert address_client("203.0.113.7") == "address:203.0.113.7"
    assert address_client("2001:db8::1") == address_client("2001:db8::2") == "address:2001:db8::/64"
    assert address_client(None) == "address:unknown"


def test_an_old_address_on_a_new_socket_is_counted_as_itself() -> None:
    assert address_client("::ffff:203.0.113.7") == address_client("203.0.113.7")
    assert address_client("::ffff:203.0.113.7") != address_client("::ffff:203.0.113.8")


def test_what_is_no_address_is_one_client_however_it_is_called() -> None:
    assert address_client("made up 1") == address_client("made up 2") == address_client(None)


@pytest.mark.anyio
async def test_redis_counts_the_same_way_for_all_fronts(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    one, two = RedisRateLimit(RequestAllowance(3, 60), redis), RedisRateLimit(RequestAllowance(3, 60), redis)
    client = f"session:{uuid4()}"
    assert [await one.wait(client), await two.wait(client), await one.wait(client)] == [0, 0, 0]
    assert 0 < await two.wait(client) <= 20
    assert await two.wait(f"session:{uuid4()}") == 0
    assert 0 < await redis.pttl(f"leye:rate:{client}") <= 60_000
    await one.close()


@pytest.mark.anyio
async def test_people_are_served_when_redis_is_down(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    limit = RedisRateLimit(RequestAllowance(1, 60), Redis(unix_socket_path=f"{tmp_path}/nobody.sock"))
    assert [await limit.wait("a"), await limit.wait("a")] == [0, 0]
    assert "LEYE_REDIS_URL" in caplog.text

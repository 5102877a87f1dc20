"""A token is fetched by one at a time, shared, renewed before it ends, and never shown."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.messaging.api.access_tokens import AccessToken, AccessTokens, MemoryShelf
from bot.messaging.api.reactions import PlatformRefusal, Reaction
from tests.messaging.platform_stub import START, Clock

pytestmark = pytest.mark.anyio


class Source:
    """Gives numbered tokens; the gate holds them back."""

    def __init__(self) -> None:
        self.given = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.fails = False

    async def fetch(self) -> tuple[str, int]:
        self.given += 1
        number = self.given
        await self.gate.wait()
        if self.fails:
            raise PlatformRefusal(Reaction.STOP, 40125, "invalid appsecret")
        return f"token-{number}", 7200


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(source: Source, clock: Clock) -> AccessTokens:
    return AccessTokens(source.fetch, MemoryShelf(), clock)


async def test_a3_fifty_at_once_fetch_one_token(tokens: AccessTokens, source: Source) -> None:
    source.gate.clear()
    waiting = [asyncio.create_task(tokens.get()) for _ in range(50)]
    await asyncio.sleep(0)
    source.gate.set()
    assert await asyncio.gather(*waiting) == ["token-1"] * 50
    assert source.given == 1


async def test_a3_fifty_refusals_at_once_fetch_one_new_token(tokens: AccessTokens, source: Source) -> None:
    refused = await tokens.get()
    assert await asyncio.gather(*(tokens.after_refusal(refused) for _ in range(50))) == ["token-2"] * 50
    assert source.given == 2


@pytest.mark.parametrize(("minutes", "fetched"), [(114, 1), (115, 2), (121, 2)])
async def test_a_token_is_renewed_five_minutes_before_it_ends(
    tokens: AccessTokens, source: Source, clock: Clock, minutes: int, fetched: int
) -> None:
    await tokens.get()
    clock.advance(minutes=minutes)
    assert await tokens.get() == f"token-{fetched}"


async def test_two_processes_share_a_token(source: Source, clock: Clock) -> None:
    shelf = MemoryShelf()
    ours, theirs = AccessTokens(source.fetch, shelf, clock), AccessTokens(source.fetch, shelf, clock)
    assert await ours.get() == await theirs.get() == "token-1"
    assert await ours.after_refusal("token-1") == "token-2"
    assert await theirs.after_refusal("token-1") == "token-2"
    assert source.given == 2


async def test_whoever_finds_the_lease_taken_waits_for_the_other(source: Source, clock: Clock) -> None:
    class Leased(MemoryShelf):
        """A shelf whose lease another process has; it lays its token there at the second look."""

        looks = 0

        async def read(self) -> AccessToken | None:
            self.looks += 1
            return AccessToken("token of the other", START + timedelta(hours=2)) if self.looks > 1 else None

        async def lease(self, at: datetime, until: datetime) -> bool:
            return False

    assert await AccessTokens(source.fetch, Leased(), clock).get() == "token of the other"
    assert source.given == 0


async def test_a_failed_fetch_frees_the_lease_and_the_next_one_succeeds(source: Source, clock: Clock) -> None:
    class Counting(MemoryShelf):
        """A shelf that counts what is released."""

        released = 0

        async def release(self) -> None:
            self.released += 1

    shelf = Counting()
    tokens = AccessTokens(source.fetch, shelf, clock)
    source.fails = True
    with pytest.raises(PlatformRefusal):
        await tokens.get()
    source.fails = False
    assert await tokens.get() == "token-2"
    assert shelf.released == 1


async def test_a7_a_token_does_not_show_its_value() -> None:
    token = AccessToken("a-secret-token", START)
    assert "a-secret-token" not in f"{token!r} {token}"

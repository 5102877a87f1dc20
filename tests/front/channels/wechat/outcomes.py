"""What became of what people did: read from the ledger, the transcript and the tables; shared by the tests of the whole way."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.storage.tables import channel_identities, held_replies, received
from tests.front.channels.wechat.phone import Phone, Switchboard

SEND = "/cgi-bin/message/custom/send"
TOKEN = "/cgi-bin/stable_token"
MOST_LOOKS = 500
LOOK_AGAIN_SECONDS = 0.02

Outcomes = Counter[tuple[str, str, str | None]]
Found = TypeVar("Found")


class MovableClock:
    """The real clock plus what a test lets pass."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return now() + self.ahead


async def let_pass(switchboard: Switchboard, clock: MovableClock, seconds: float) -> None:
    """Let time pass on both sides."""
    clock.ahead += timedelta(seconds=seconds)
    await switchboard.control("clock", {"advance": seconds})


async def settled(engine: Engine) -> Outcomes:
    """Wait until nothing is under way; return how often which kind ended in which state for which reason."""
    columns = (received.c.kind, received.c.state, received.c.reason)

    def outcomes() -> Outcomes:
        with engine.connect() as connection:
            return Counter(tuple(row) for row in connection.execute(select(*columns)))

    return await arrived(outcomes, lambda found: not any(state == "open" for _, state, _ in found))


async def turns_begun(dialogue: Any, count: int) -> None:
    """Wait until the dialogue process was asked so often."""
    await arrived(lambda: len(dialogue.turns), lambda begun: begun >= count)


async def arrived(look: Callable[[], Found], is_there: Callable[[Found], bool]) -> Found:
    """Look again and again until what is waited for is there; return it.

    A slow machine may take as long as it needs: only what no longer moves is given up.

    Raises:
        AssertionError: nothing changed for MOST_LOOKS looks.
    """
    found = look()
    looks = 0
    while not is_there(found):
        assert looks < MOST_LOOKS, f"still under way: {found}"
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
        before, found = found, look()
        looks = looks + 1 if found == before else 0
    return found


async def calls(switchboard: Switchboard, path: str = SEND) -> list[dict[str, Any]]:
    """Return the calls of one path that reached the platform."""
    entries = (await switchboard.control("transcript"))["entries"]
    return [entry for entry in entries if entry["direction"] == "api" and entry["path"] == path]


async def pushed(phone: Phone) -> list[str]:
    """Return the texts that a phone got as 客服消息."""
    return [answer["text"] for answer in await phone.answers() if answer["way"] == "customer"]


def held(engine: Engine) -> list[tuple[str, str]]:
    """Return reason and text of what waits, oldest first."""
    query = select(held_replies.c.reason, held_replies.c.text).order_by(held_replies.c.id)
    with engine.connect() as connection:
        return [(reason, text) for reason, text in connection.execute(query)]


def identity_row(engine: Engine, openid: str) -> Any:
    """Return what we hold of an address."""
    with engine.connect() as connection:
        return connection.execute(select(channel_identities).where(channel_identities.c.address == openid)).one()

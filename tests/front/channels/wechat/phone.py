"""The simulated platform and the assistant in one process, and a phone to act with: what the tests of the whole way share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from bot.front import create_app
from bot.kb import KnowledgeBase
from bot.settings import Settings
from simulator.app import create_simulator
from simulator.platform.config import SimulatorConfig
from tests.front.fake_dialogue import FakeDialogue

# A busy machine may need this long; a test that passes never waits longer than it has to.
PATIENCE_SECONDS = 60.0


class Late(httpx.AsyncBaseTransport):
    """A way to an application that is made later, because both sides need the other first."""

    def __init__(self) -> None:
        self.app: FastAPI | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on."""
        assert self.app is not None
        return await httpx.ASGITransport(self.app).handle_async_request(request)


@dataclass
class Switchboard:
    """Both sides, and a client for each."""

    platform: httpx.AsyncClient
    front: httpx.AsyncClient
    app: FastAPI

    @classmethod
    @asynccontextmanager
    async def connect(
        cls, settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase, config: SimulatorConfig
    ) -> AsyncIterator[Switchboard]:
        """Start both while the context lasts."""
        to_front = Late()
        simulator = create_simulator(config, transport=to_front)
        app = create_app(settings, dialogue.transport, httpx.ASGITransport(simulator), kb)
        to_front.app = app
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(app.router.lifespan_context(app))
            await stack.enter_async_context(simulator.router.lifespan_context(simulator))
            platform = httpx.AsyncClient(
                transport=httpx.ASGITransport(simulator, client=("127.0.0.1", 1)),
                base_url="http://platform",
                timeout=60,
            )
            front = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front", timeout=60)
            yield cls(await stack.enter_async_context(platform), await stack.enter_async_context(front), app)

    async def new_phone(self, name: str = "王阿姨") -> Phone:
        """Give a phone that does not follow the account yet."""
        made = (await self.platform.post("/control/people", json={"name": name})).json()
        return Phone(self, made["openid"])

    async def control(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Post to the control API, or read it without a body."""
        answer = await (
            self.platform.get(f"/control/{path}") if body is None else self.platform.post(f"/control/{path}", json=body)
        )
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()
        return result


@dataclass
class Phone:
    """One person's phone."""

    switchboard: Switchboard
    openid: str

    async def act(self, act: str, **fields: Any) -> list[dict[str, Any]]:
        """Do something and wait until the platform has finished with it; return its deliveries."""
        done = await self.switchboard.control(f"people/{self.openid}/{act}", fields)
        deliveries: list[dict[str, Any]] = done.get("deliveries", [])
        return deliveries

    async def write(self, text: str, **fields: Any) -> list[dict[str, Any]]:
        """Write a text."""
        return await self.act("text", text=text, **fields)

    async def messages(self) -> list[dict[str, Any]]:
        """Return everything on the screen."""
        return list((await self.switchboard.control(f"people/{self.openid}/messages"))["messages"])

    async def answers(self) -> list[dict[str, Any]]:
        """Return what the account said."""
        return [message for message in await self.messages() if message["from"] == "account"]

    async def wait_for_answers(self, count: int) -> list[dict[str, Any]]:
        """Return what the account said once it is so much."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(answers := await self.answers()) < count:
            assert time.monotonic() < deadline, f"only {len(answers)} answers came: {answers}"
            await asyncio.sleep(0.02)
        return answers

"""The simulated WeChat of the fault harness, a process of its own that counts what the phones received; some of its answers get lost."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any

import httpx
import uvicorn

from bot import clock
from bot.messaging.api.access_tokens import MemoryShelf
from bot.messaging.api.wechat import WechatApi
from bot.outreach.sending.connections import ManyConnections
from simulator import (
    DEFAULT,
    SandboxTemplate,
    SandboxTemplateField,
    SandboxTemplateKind,
    SimulatorConfig,
    create_simulator,
)
from tests.outreach.world import APP, FOLLOW_UP_TEMPLATE, TEMPLATE

NOTICES = "/cgi-bin/message/subscribe/bizsend"
FIELDS = tuple(SandboxTemplateField(f"thing{number}", f"第{number}行") for number in (1, 2, 3))
SECRET = "secret-of-the-fault-harness"
NOBODY = "http://127.0.0.1:1"
ALWAYS = 1_000_000
# Of all letters: refused by a crash before they had an effect; taken, and the connection broken; taken, and answered too
# late; refused because the platform is busy; refused because all tokens ended in the middle (more of these would only make
# runs last longer: a letter whose token ends twice waits a minute).
FAULTS: tuple[dict[str, Any], ...] = (
    {"http_status": 500, "share": 0.02},
    {"drop_after_effect": True, "share": 0.02},
    {"delay": 0.8, "share": 0.01},
    {"errcode": -1, "share": 0.01},
    {"expire_token": True, "share": 0.003},
)
PATIENCE_SECONDS = 0.4


@dataclass(frozen=True)
class Received:
    """What the simulator says of the phones.

    Args:
        notices: how many each phone received, by openid.
        doubled: how many phones received the same notice again.
    """

    notices: Counter[str]
    doubled: int


def config() -> SimulatorConfig:
    """Return a platform with the account and the templates of the tests."""
    templates = tuple(
        SandboxTemplate(template, "提醒", SandboxTemplateKind.ONE_OFF, fields)
        for template, fields in ((TEMPLATE, FIELDS), (FOLLOW_UP_TEMPLATE, FIELDS[:2]))
    )
    wechat = replace(DEFAULT.wechat, app_id=APP, app_secret=SECRET)
    return replace(DEFAULT, callback=NOBODY, wechat=wechat, templates=templates, sends_events=False)


def serve(ready: Connection) -> None:
    """Serve until killed; tell the port through ``ready``."""
    logging.disable(logging.CRITICAL)
    settings = uvicorn.Config(create_simulator(config()), port=0, log_level="critical", ws="none", access_log=False)
    socket = settings.bind_socket()
    # Whoever connects before the loop runs waits instead of being refused.
    socket.listen()
    ready.send(socket.getsockname()[1])
    asyncio.run(uvicorn.Server(settings).serve(sockets=[socket]))


def prepare(port: int, seed: int, openids: Sequence[str], faults: Sequence[Mapping[str, Any]] = FAULTS) -> None:
    """Give people phones that agreed to two notices each, so that a second one would arrive, and inject the faults."""
    with _control(port) as control:
        crowd = {"openids": list(openids), "follows": True, "consents": {TEMPLATE: 2}}
        control.post("/crowd", json=crowd).raise_for_status()
        for number, fault in enumerate(faults):
            how = {**fault, "times": ALWAYS, "path": NOTICES, "seed": seed * len(faults) + number}
            control.post("/faults", json=how).raise_for_status()


def received(port: int) -> Received:
    """Return what the phones received, as the simulator counted it."""
    with _control(port) as control:
        by_person = control.get("/counts", params={"by_person": "1"}).json()["by_person"]
        doubled = len(control.get("/duplicates").json())
    return Received(Counter({openid: ways.get("subscribe", 0) for openid, ways in by_person.items()}), doubled)


def connector(port: int) -> WechatApi:
    """Return the real connector of WeChat, which gives up sooner than usual."""
    return WechatApi(f"http://127.0.0.1:{port}", APP, SECRET, MemoryShelf(), clock.now, Impatient(ManyConnections()))


class Impatient(httpx.AsyncBaseTransport):
    """Waits for an answer only as long as a test can."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions["timeout"] = {**request.extensions["timeout"], "read": PATIENCE_SECONDS}
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _control(port: int) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{port}/control", timeout=30, trust_env=False)

"""An assistant at the edge: keeps what the platform posts and answers as the test says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import xmltodict

from simulator import DEFAULT, SimulatorConfig
from simulator.wire.crypto import SandboxEnvelopes
from simulator.wire.xml_writer import write_xml

# A body, a body with its status, an exception to raise, or a function of the opened message.
Answer = bytes | tuple[int, bytes] | Exception | Callable[["Posted"], bytes | tuple[int, bytes]]


class Hanging:
    """Never answers."""


@dataclass
class Posted:
    """One request, opened."""

    path: str
    query: dict[str, str]
    body: bytes
    message: dict[str, Any]


@dataclass
class FakeAssistant:
    """Answers with ``answers`` one after the other, then with ``success``."""

    config: SimulatorConfig = DEFAULT
    answers: list[Answer | Hanging] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    cancelled: int = 0

    @property
    def transport(self) -> httpx.MockTransport:
        """Return how the simulator reaches this assistant."""
        return httpx.MockTransport(self._handle)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Return every message that was posted."""
        return [posted.message for posted in self.posted]

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        posted = Posted(request.url.path, query, request.content, self._opened(request))
        self.posted.append(posted)
        answer = self.answers.pop(0) if self.answers else b"success"
        if isinstance(answer, Hanging):
            return await self._hang()
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer = answer(posted)
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        return httpx.Response(status, content=body)

    async def _hang(self) -> httpx.Response:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        raise AssertionError("nobody sets the event")

    def _opened(self, request: httpx.Request) -> dict[str, Any]:
        if not request.content:
            return {}
        outer: dict[str, Any] = xmltodict.parse(request.content)["xml"]
        if "Encrypt" in outer:
            outer = xmltodict.parse(envelopes_of(self.config, request.url.path).decrypt(outer["Encrypt"]))["xml"]
        return outer


def envelopes_of(config: SimulatorConfig, path: str) -> SandboxEnvelopes:
    """Return the keys of the account behind a callback path."""
    if path.endswith("wecom"):
        return SandboxEnvelopes(config.wecom.token, config.wecom.aes_key, config.wecom.corp_id)
    return SandboxEnvelopes(config.wechat.token, config.wechat.aes_key, config.wechat.app_id)


def reply_xml(posted: Posted, **changes: Any) -> str:
    """Return a right text reply to ``posted``, with elements changed or added."""
    fields = {
        "ToUserName": posted.message["FromUserName"],
        "FromUserName": posted.message["ToUserName"],
        "CreateTime": 1764032430,
        "MsgType": "text",
        "Content": "您好",
    }
    return write_xml({**fields, **changes})


def sealed(posted: Posted, xml: str) -> bytes:
    """Return a reply encrypted for the account that was posted from."""
    envelopes = envelopes_of(DEFAULT, posted.path)
    cipher_text = envelopes.encrypt(xml)
    outer = {
        "Encrypt": cipher_text,
        "MsgSignature": envelopes.sign("1764032430", "42", cipher_text),
        "TimeStamp": 1764032430,
        "Nonce": "42",
    }
    return write_xml(outer).encode()


def saying(text: str) -> Callable[[Posted], bytes]:
    """Answer with a right, encrypted text reply."""
    return lambda posted: sealed(posted, reply_xml(posted, Content=text))

"""Speaking to the dialogue process over its private channel. The only place of front that knows its address and key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from bot.conversation import IncomingMessage, Reply, authorization, reply_from_json

TURN_SECONDS = 20.0
READY_SECONDS = 3.0
CONNECT_SECONDS = 2.0
# What is asked of the dialogue process at once. It has one thread: more at a time make none of them quicker, and so many that
# its event loop goes through all of them without a beat make it look hung. The others wait here, in order of arrival, where
# nothing is lost when they have to give up.
AT_ONCE = 16
QUEUE_SECONDS = 40.0
# Where nobody listens yet, nothing was begun: it is tried again (at once, then after 0.5, 1 and 2 s) until a process that took over from
# a killed one listens. What was sent is never sent again: it may have been played.
CONNECT_TRIES = 4


class DialogueError(Exception):
    """The dialogue process gave no answer; ``reason`` is a word for logs and metrics."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Ready(BaseModel):
    model: bool
    actions: bool


@dataclass(frozen=True)
class DialogueReadiness:
    """Which parts of the dialogue process answer."""

    is_reachable: bool
    model: bool
    actions: bool


class DialogueClient:
    """Keeps connections to the dialogue process open between turns."""

    def __init__(self, url: str, secret: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE, keepalive_expiry=30)
        turn = httpx.Timeout(TURN_SECONDS, connect=CONNECT_SECONDS, pool=QUEUE_SECONDS)
        shared: dict[str, Any] = {
            "base_url": url,
            "headers": {"Authorization": authorization(secret)},
            "trust_env": False,
            "transport": transport,
        }
        patient = transport or httpx.AsyncHTTPTransport(retries=CONNECT_TRIES, limits=limits)
        self._http = httpx.AsyncClient(timeout=turn, **{**shared, "transport": patient})
        # Whoever asks whether all is well must not wait behind those who talk.
        self._asking = httpx.AsyncClient(timeout=READY_SECONDS, **shared)

    async def turn(self, message: IncomingMessage, on: str | None) -> list[Reply]:
        """Play one turn: what was typed, or the wish of what was picked.

        Raises:
            DialogueError: no usable answer came.
        """
        said = {"text": message.text} if message.wish is None else {"payload": message.wish.encode()}
        body = {"conversation": message.conversation, **said, **({"on": on} if on else {})}
        try:
            response = await self._http.post("/webhooks/front/turn", json=body)
        except httpx.TimeoutException:
            raise DialogueError("timeout") from None
        except httpx.HTTPError:
            raise DialogueError("unreachable") from None
        if response.status_code != 200:
            raise DialogueError(f"http_{response.status_code}")
        try:
            return [reply_from_json(shape) for shape in response.json()["replies"]]
        except (KeyError, TypeError, ValueError):
            raise DialogueError("malformed") from None

    async def readiness(self) -> DialogueReadiness:
        """Ask whether model and actions answer; never raises."""
        try:
            response = await self._asking.get("/webhooks/front/ready")
            ready = _Ready.parse_raw(response.content)
        except (httpx.HTTPError, ValidationError):
            return DialogueReadiness(is_reachable=False, model=False, actions=False)
        return DialogueReadiness(is_reachable=True, model=ready.model, actions=ready.actions)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()
        await self._asking.aclose()

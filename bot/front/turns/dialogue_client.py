"""Speaking to the dialogue process over its private channel. The only place of front that knows its address and key."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ValidationError

from bot.front.turns.reply_schema import DialogueReply

CHANNEL = "leye dialogue channel"
TURN_SECONDS = 20.0
READY_SECONDS = 3.0
CONNECT_SECONDS = 2.0


class DialogueError(Exception):
    """The dialogue process gave no answer; ``reason`` is a word for logs and metrics."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Replies(BaseModel):
    replies: list[DialogueReply]


class _Ready(BaseModel):
    model: bool
    actions: bool


@dataclass(frozen=True)
class DialogueReadiness:
    """Which parts of the dialogue process answer."""

    is_reachable: bool
    model: bool
    actions: bool


def channel_key(secret: str) -> str:
    """Return the key of the private channel, derived from the one secret of the installation."""
    return hmac.new(secret.encode(), CHANNEL.encode(), hashlib.sha256).hexdigest()


class DialogueClient:
    """Keeps connections to the dialogue process open between turns."""

    def __init__(self, url: str, secret: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {channel_key(secret)}"},
            timeout=httpx.Timeout(TURN_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30),
            trust_env=False,
            transport=transport,
        )

    async def turn(self, conversation: str, said: dict[str, str], on: str | None) -> list[DialogueReply]:
        """Play one turn; ``said`` is ``{"text": …}`` or ``{"payload": …}``.

        Raises:
            DialogueError: no usable answer came.
        """
        body = {"conversation": conversation, **said, **({"on": on} if on else {})}
        try:
            response = await self._http.post("/webhooks/front/turn", json=body)
        except httpx.TimeoutException:
            raise DialogueError("timeout") from None
        except httpx.HTTPError:
            raise DialogueError("unreachable") from None
        if response.status_code != 200:
            raise DialogueError(f"http_{response.status_code}")
        try:
            return _Replies.parse_raw(response.content).replies
        except ValidationError:
            raise DialogueError("malformed") from None

    async def readiness(self) -> DialogueReadiness:
        """Ask whether model and actions answer; never raises."""
        try:
            response = await self._http.get("/webhooks/front/ready", timeout=READY_SECONDS)
            ready = _Ready.parse_raw(response.content)
        except (httpx.HTTPError, ValidationError):
            return DialogueReadiness(is_reachable=False, model=False, actions=False)
        return DialogueReadiness(is_reachable=True, model=ready.model, actions=ready.actions)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

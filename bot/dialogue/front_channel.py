"""The one channel of the dialogue process: takes turns from front, authenticated by a key that only the house knows."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional, Text

import aiohttp
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversation import authorization
from bot.part_counts import part_counts

logger = logging.getLogger(__name__)

HEALTH_SECONDS = 2.0
# Rasa takes a text that begins with a slash for a command; people's slashes become the full-width one and stay text.
SLASH, FULL_WIDTH_SLASH = "/", "\uff0f"

OnMessage = Callable[[UserMessage], Awaitable[Any]]


class FrontChannel(InputChannel):
    """Plays one turn per request and answers with the replies of that turn.

    Args:
        secret: the secret of the installation; the channel's key is derived from it as front does.
        previous: the secret of before, while a front that was not started again yet may have it; empty for none.
    """

    def __init__(self, secret: Text, previous: Text = "") -> None:
        self._authorizations = [authorization(each) for each in (secret, previous) if each]

    @classmethod
    def name(cls) -> Text:
        """Return the name, which is also the path below /webhooks/."""
        return "front"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        """Make the channel from its entry in credentials.yml."""
        given = credentials or {}
        return cls(given["secret"], given.get("previous") or "")

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """Return the routes: play a turn, tell whether model and actions answer."""
        routes = Blueprint("front_channel")

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not self._is_front(request):
                return response.empty(401)
            output, began = CollectingOutputChannel(), time.monotonic()
            await on_new_message(_message(request.json, output))
            replies = [message["custom"] for message in output.messages if "custom" in message]
            part_counts("rasa").done("turn", time.monotonic() - began, is_failure=not replies)
            # No reply means that the action server failed; front has the sentence for that.
            return response.json({"replies": replies}, 200 if replies else 503)

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            if not self._is_front(request):
                return response.empty(401)
            agent = getattr(request.app.ctx, "agent", None)
            has_model = agent is not None and agent.is_ready()
            return response.json({"model": has_model, "actions": has_model and await _actions_answer(request.app)})

        return routes

    def _is_front(self, request: Request) -> bool:
        given = request.headers.get("Authorization", "")
        return any(hmac.compare_digest(given.encode(), each.encode()) for each in self._authorizations)


def spoken(text: Text) -> Text:
    """Return a person's words so that Rasa takes them for words.

    >>> spoken("/restart"), spoken("你好")
    ('／restart', '你好')
    """
    text = text.strip()
    return FULL_WIDTH_SLASH + text[1:] if text.startswith(SLASH) else text


def _message(body: Mapping[Text, Any], output: CollectingOutputChannel) -> UserMessage:
    text = body["payload"] if "payload" in body else spoken(body["text"])
    metadata = {"on": body["on"]} if body.get("on") else {}
    return UserMessage(text, output, body["conversation"], input_channel=FrontChannel.name(), metadata=metadata)


async def _actions_answer(app: Sanic) -> bool:
    address = app.ctx.agent.action_endpoint.url.rsplit("/", 1)[0]
    try:
        timeout = aiohttp.ClientTimeout(total=HEALTH_SECONDS)
        async with aiohttp.request("GET", f"{address}/health", timeout=timeout) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        logger.warning("the action server does not answer: %s", type(error).__name__)
        return False

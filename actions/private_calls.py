"""Who may call the action server: the dialogue process, by its key. That it listens on the loopback interface only keeps no user of this machine out."""

from __future__ import annotations

import hmac
from typing import Any

from sanic import Sanic, response

from bot.conversation import actions_authorization

HEALTH = "/health"


def take_only_private_calls(app: Sanic, secret: str, previous: str | None = None) -> None:
    """Have everything but the question whether it is up refused without the key."""
    expected = [actions_authorization(each).encode() for each in (secret, previous) if each is not None]

    @app.middleware("request")
    async def refuse_strangers(request: Any) -> Any:
        given = request.headers.get("Authorization", "").encode()
        if request.path == HEALTH or any(hmac.compare_digest(given, each) for each in expected):
            return None
        return response.empty(401)

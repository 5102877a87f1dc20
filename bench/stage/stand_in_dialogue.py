"""A dialogue process without a model, for measures of the doors: says what it was told, slowly when the words ask for it.

``python -m bench.stage.stand_in_dialogue PORT``; it takes every key.
"""

from __future__ import annotations

import asyncio
import re
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.clock import today

WAIT = re.compile(r"等(\d+)秒")


async def turn(request: Request) -> JSONResponse:
    """Answer one turn, after the longest wait that its words ask for."""
    body = await request.json()
    said = body.get("text", body.get("payload", ""))
    seconds = max((int(found) for found in WAIT.findall(said)), default=0)
    if seconds:
        await asyncio.sleep(seconds)
    reply = {
        "text": f"答：{said}",
        "outcome": "answered",
        "topic": None,
        "policy": None,
        "facets": [],
        "sources": [],
        "choices": [],
        "verdict": None,
        "on": today().isoformat(),
    }
    return JSONResponse({"replies": [reply]})


async def ready(_request: Request) -> JSONResponse:
    """Say that model and actions answer."""
    return JSONResponse({"model": True, "actions": True})


def main() -> None:
    """Serve until stopped."""
    routes = [Route("/webhooks/front/turn", turn, methods=["POST"]), Route("/webhooks/front/ready", ready)]
    uvicorn.run(Starlette(routes=routes), port=int(sys.argv[1]), log_level="warning", ws="none")


if __name__ == "__main__":
    main()

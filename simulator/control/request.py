"""Reads what the control API is sent and writes what it answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from simulator.ground import ImpossibleAct
from simulator.platform.platform import UnknownInSandbox

Answering = Callable[[Request, "Fields"], Awaitable[Any]]


class Fields:
    """The JSON object that was posted.

    Args:
        values: empty for GET and DELETE.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def text(self, name: str, default: str | None = None) -> str:
        """Return a string.

        Raises:
            ImpossibleAct: no string, or missing without a default.
        """
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise ImpossibleAct(f"请求里要有字符串 {name}。")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """Return a number.

        Raises:
            ImpossibleAct: no number, or missing without a default.
        """
        value = self.values.get(name, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise ImpossibleAct(f"请求里要有数字 {name}。")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a yes or no.

        Raises:
            ImpossibleAct: neither true nor false.
        """
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise ImpossibleAct(f"{name} 只能是 true 或 false。")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a string or a list of strings as a list.

        Raises:
            ImpossibleAct: neither.
        """
        value = self.values.get(name)
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not values or not all(isinstance(each, str) for each in values):
            raise ImpossibleAct(f"请求里要有 {name}：一个字符串，或字符串列表。")
        return values


def control_route(method: str, path: str, answering: Answering) -> Route:
    """Return a route that reads JSON, answers JSON, and says what is wrong with a request in Chinese."""

    async def endpoint(request: Request) -> JSONResponse:
        try:
            return JSONResponse(await answering(request, Fields(await _read(request))))
        except UnknownInSandbox as error:
            return JSONResponse({"error": str(error)}, 404)
        except ImpossibleAct as error:
            return JSONResponse({"error": str(error)}, 400)

    return Route(path, endpoint, methods=[method])


def number_in_query(request: Request, name: str, default: int) -> int:
    """Return a whole number of the address.

    Raises:
        ImpossibleAct: not a number.
    """
    text = request.query_params.get(name, str(default))
    if not text.isdigit():
        raise ImpossibleAct(f"{name} 只能是非负整数。")
    return int(text)


async def _read(request: Request) -> dict[str, Any]:
    raw = await request.body()
    if not raw:
        return {}
    try:
        values = json.loads(raw)
    except ValueError as error:
        raise ImpossibleAct("请求不是 JSON。") from error
    if not isinstance(values, dict):
        raise ImpossibleAct("请求应是一个 JSON 对象。")
    return values

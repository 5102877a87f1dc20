"""Keeps the control API to this machine and its own pages. Put around the application by create_simulator."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.platform.config import LOOPBACK, SimulatorConfig

# "testclient" is how Starlette's in-memory client calls itself.
HERE = {*LOOPBACK, "testclient"}


class LoopbackControl:
    """Refuses ``/control`` to other machines, and to pages of other sites in a browser on this one."""

    def __init__(self, app: ASGIApp, config: SimulatorConfig) -> None:
        self._app = app
        self._config = config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        if scope["type"] == "http" and scope["path"].startswith("/control") and not self._is_allowed(scope):
            refusal = JSONResponse({"error": "控制接口只供本机使用。"}, 403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        client = scope.get("client")
        if client is not None and client[0] not in HERE:
            return False
        origin = Headers(scope=scope).get("origin")
        return origin is None or self._is_own_page(urlsplit(origin).hostname)

    def _is_own_page(self, host: str | None) -> bool:
        return host in HERE or self._config.has_page_host(host)

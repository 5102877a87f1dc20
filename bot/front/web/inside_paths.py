"""What is for operators and their monitoring: for everybody else, there is nothing at these addresses."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.front.web.http_errors import STATUS_MESSAGES, Refusal, refusal_response

# How people are served, in numbers, and how every address is called.
PATHS = frozenset({"/metrics", "/openapi.json"})
# As of an address that does not exist.
NOTHING_HERE = Refusal(404, "http_404", STATUS_MESSAGES[404])


class InsidePaths:
    """Serves the addresses of operators to this machine and to those that were named.

    Args:
        watchers: addresses besides those of this machine.
    """

    def __init__(self, app: ASGIApp, watchers: frozenset[str]) -> None:
        self._app, self._watchers = app, watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"] in PATHS and not self._may_look(scope):
            await refusal_response(NOTHING_HERE)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _may_look(self, scope: Scope) -> bool:
        # A socket of files has no address: who reaches it is on this machine, and a proxy names whom it speaks for.
        client = scope.get("client")
        try:
            address = ip_address(client[0] if client else "")
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            # How an address of the old kind looks on a socket of the new one.
            address = address.ipv4_mapped
        return address.is_loopback or str(address) in self._watchers

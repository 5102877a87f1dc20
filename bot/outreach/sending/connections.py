"""Many letters at once to one platform: a transport for httpx that keeps its connections open. Used for sending notices only.

httpx's own one takes a millisecond and a third of a core for a letter, most of it to look through its connections; aiohttp's a third of
that (2026-11). It repeats nothing that was sent.
"""

from __future__ import annotations

import asyncio

import aiohttp
import httpx
from yarl import URL

CONNECTIONS = 64
IDLE_SECONDS = 15.0
# Said again by what really carries the request.
OWN_HEADERS = ("content-length", "transfer-encoding", "connection")
# How aiohttp calls a wait for a connection: nothing was sent.
NOT_CONNECTED = "Connection timeout"


class ManyConnections(httpx.AsyncBaseTransport):
    """Sends requests over a pool of connections, which belongs to the event loop of the first one. A request is never repeated."""

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._last: tuple[str, URL] | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; raises what httpx raises: what was not sent for sure is a matter of connecting."""
        body, headers = await request.aread(), request.headers.multi_items()
        try:
            async with self._open().request(
                request.method,
                self._address(request),
                headers=[(name, value) for name, value in headers if name not in OWN_HEADERS],
                data=body or None,
                allow_redirects=False,
                timeout=_patience(request),
            ) as answer:
                content = await answer.read()
        except aiohttp.ClientConnectorError as error:
            raise httpx.ConnectError(type(error).__name__, request=request) from None
        except asyncio.TimeoutError as error:
            kind = httpx.ConnectTimeout if str(error).startswith(NOT_CONNECTED) else httpx.ReadTimeout
            raise kind(type(error).__name__, request=request) from None
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError, aiohttp.ClientResponseError) as error:
            raise httpx.RemoteProtocolError(type(error).__name__, request=request) from None
        except (aiohttp.ClientError, OSError) as error:
            raise httpx.ReadError(type(error).__name__, request=request) from None
        return httpx.Response(answer.status, headers=list(answer.raw_headers), content=content, request=request)

    async def aclose(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    def _address(self, request: httpx.Request) -> URL:
        # Letters go to one address, one after the other: it is read once.
        said = str(request.url)
        if self._last is None or self._last[0] != said:
            self._last = (said, URL(said, encoded=True))
        return self._last[1]

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=IDLE_SECONDS, ssl=httpx.create_ssl_context(trust_env=False)
            )
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, trust_env=False
            )
        return self._session


def _patience(request: httpx.Request) -> aiohttp.ClientTimeout:
    """Return how long a request may wait: for a free connection, to connect, and for an answer."""
    given = request.extensions.get("timeout", {})
    waits = [given.get("pool"), given.get("connect")]
    connect = None if None in waits else sum(wait for wait in waits if wait is not None)
    return aiohttp.ClientTimeout(
        total=None, connect=connect, sock_connect=given.get("connect"), sock_read=given.get("read")
    )

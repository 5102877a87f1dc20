"""HTTP that ends connections on which a request does not arrive in time: a slow or half-open one would be kept for ever."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
# A small body that is too large for this is none that a person sends; a list of people is.
BODY_SECONDS = 20.0
UPLOAD_SECONDS = 120.0
UPLOADS = (b"/desk/people",)
# What is told for as long as the page is open.
NEWS = (b"/desk/news",)


class ImpatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol with time limits for the head and the body of a request; how long an answer takes is not its matter."""

    head_seconds, body_seconds, upload_seconds = HEAD_SECONDS, BODY_SECONDS, UPLOAD_SECONDS
    _limit: asyncio.TimerHandle | None = None
    # uvicorn sets it with the first request.
    url = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the head of the first request."""
        super().connection_made(transport)
        self._end_after(self.head_seconds)

    def on_message_begin(self) -> None:
        """Wait for the rest of a head that began."""
        super().on_message_begin()
        self._end_after(self.head_seconds)

    def on_headers_complete(self) -> None:
        """Wait for the body."""
        self._end_after(self.upload_seconds if self.url.startswith(UPLOADS) else self.body_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait for nothing: the request is there."""
        self._stop_waiting()
        super().on_message_complete()

    def shutdown(self) -> None:
        """End as uvicorn does when it stops; news would go on for ever, so it is ended now."""
        if self.url.startswith(NEWS):
            self._end()
        super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _end_after(self, seconds: float) -> None:
        self._stop_waiting()
        self._limit = self.loop.call_later(seconds, self._end)

    def _stop_waiting(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _end(self) -> None:
        transport: Any = self.transport
        if not transport.is_closing():
            transport.close()

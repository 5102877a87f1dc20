"""News for a page that is open (server-sent events): the page need not ask again and again, and nobody has to look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.clock import now
from bot.front.desk.frame.cookies import Visits
from bot.staff import Colleague, Permission, SignInStage, may

EVENT_STREAM = "text/event-stream"
SECONDS_BETWEEN_LOOKS = 1.5
# Proxies end what is silent for a minute.
SECONDS_BETWEEN_SIGNS = 20.0
ENDED = "event: ended\ndata: \n\n"
SIGN = ": here\n\n"

Tell = Callable[[Colleague, datetime], str]


@dataclass(frozen=True)
class NewsStream:
    """One kind of news: whom it is for, and what tells it, as text on one line.

    Between two looks it holds nothing: no connection of the database, no thread. It never keeps anybody signed in.
    """

    visits: Visits
    permission: Permission
    tell: Tell
    seconds: float = SECONDS_BETWEEN_LOOKS

    def respond(self, request: Request, colleague: Colleague) -> Response:
        """Return the stream; to who does not ask for a stream, the news of now."""
        if EVENT_STREAM not in request.headers.get("accept", ""):
            return Response(self.tell(colleague, now()), media_type="application/json")
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._events(request), media_type=EVENT_STREAM, headers=headers)

    async def _events(self, request: Request) -> AsyncIterator[str]:
        told, silent = None, 0.0
        while True:
            news = await run_in_threadpool(self._look, request)
            if news is None:
                yield ENDED
                return
            silent += self.seconds
            if news != told:
                told, silent = news, 0.0
                yield f"event: news\ndata: {news}\n\n"
            elif silent >= SECONDS_BETWEEN_SIGNS:
                silent = 0.0
                yield SIGN
            await asyncio.sleep(self.seconds)

    def _look(self, request: Request) -> str | None:
        """Return the news of now; None once nobody who may have them is signed in."""
        at = now()
        session = self.visits.session_by_itself(request, at)
        is_open = session is not None and session.stage is SignInStage.OPEN
        if session is None or not is_open or not may(session.colleague.role, self.permission):
            return None
        return self.tell(session.colleague, at)

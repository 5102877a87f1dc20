"""The routes of the chat API: open a conversation, say something in it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import now
from bot.front.chat.office_lines import OfficeLines
from bot.front.chat.ratings import add_ratings
from bot.front.chat.sessions import ChatSessions
from bot.front.turns.message_schema import MessageIn, SeenIn
from bot.front.turns.reply_schema import MyPageOut, NoticesOut, RepliesOut, SessionOut
from bot.front.turns.turn import Said, Turns
from bot.front.web.http_errors import describe
from bot.front.web.rate_limits import RateLimit, address_client, check
from bot.front.web.visit_cookies import PATH, Visitors
from bot.outreach.sending import settle_seen, take_unread, unread

# Dependencies are coroutines: a plain function would go through the thread pool and lose the order of arrival.
# This module postpones no annotations: FastAPI could not resolve those that name a local dependency.
KEY = "A request sent again with the same key within ten minutes gets the same replies."
bearer = HTTPBearer(auto_error=False, description="The session token of POST /api/chat/sessions.")


def chat_routes(
    sessions: ChatSessions, limit: RateLimit, turns: Turns, visitors: Visitors, engine: Engine
) -> APIRouter:
    """Return the routes of the chat API."""
    router = APIRouter(prefix="/api/chat", tags=["chat"])
    office = OfficeLines(engine)

    async def within_limit(request: Request) -> None:
        await check(limit, address_client(request.client.host if request.client else None))

    async def conversation_of(
        _: Annotated[None, Depends(within_limit)],
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    ) -> str:
        conversation = sessions.conversation(credentials.credentials if credentials else "")
        await check(limit, f"session:{conversation}")
        return conversation

    @router.post(
        "/sessions",
        status_code=201,
        response_model=SessionOut,
        responses=describe(429),
        dependencies=[Depends(within_limit)],
        summary="Open a conversation",
    )
    async def open_session() -> JSONResponse:
        """Return the token of a fresh conversation; the server chooses the identity."""
        return JSONResponse({"session": sessions.new()}, 201)

    @router.post(
        "/messages",
        response_model=RepliesOut,
        responses=describe(400, 401, 404, 409, 410, 413, 422, 429),
        summary="Say something",
    )
    async def send_message(
        message: MessageIn,
        conversation: Annotated[str, Depends(conversation_of)],
        idempotency_key: Annotated[UUID | None, Header(description=KEY)] = None,
    ) -> JSONResponse:
        """Return the replies to a text or to a choice offered before; turns of one session keep their order."""
        request = str(idempotency_key) if idempotency_key else None
        said = Said(conversation, message.text, message.choice, message.on, request)
        return JSONResponse({"replies": await turns.answer(said)})

    @router.post(
        "/me",
        response_model=MyPageOut,
        responses=describe(401, 429),
        summary="Get a link to one's subscriptions and data",
    )
    async def link_to_me(conversation: Annotated[str, Depends(conversation_of)]) -> JSONResponse:
        """Return an address that opens the page of this conversation's person for 15 minutes."""
        return JSONResponse({"address": f"{PATH}?link={visitors.link_token(conversation)}"})

    @router.post(
        "/notices", response_model=NoticesOut, responses=describe(400, 401, 422, 429), summary="Take what waits"
    )
    async def take_notices(
        conversation: Annotated[str, Depends(conversation_of)], seen: Annotated[SeenIn | None, Depends(seen_of)]
    ) -> JSONResponse:
        """Return the notices and the office's lines that this conversation's person has not seen.

        A page that says what it has shown gets each again until it said so: an answer may be lost on the way.
        """
        if seen is None:
            waiting = await run_in_threadpool(take_unread, engine, conversation, now())
        else:
            await run_in_threadpool(settle_seen, engine, conversation, seen.notices, now())
            waiting = await run_in_threadpool(unread, engine, conversation)
        shown = [{"id": each.notice, "text": each.text, "at": each.at.isoformat()} for each in waiting]
        lines = await run_in_threadpool(office.take, conversation, now(), None if seen is None else seen.lines)
        return JSONResponse({"notices": shown, **lines})

    add_ratings(router, conversation_of, engine)
    return router


async def seen_of(request: Request, seen: SeenIn | None = None) -> SeenIn | None:
    """Return what a page says it has shown; None for one that sends no body because it never says so.

    Raises:
        RequestValidationError: 422, the body is null, which says neither.
    """
    if seen is None and (await request.body()).strip():
        raise RequestValidationError([])
    return seen

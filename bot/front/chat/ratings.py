"""The route by which a person says whether an answer was of use. Added to the chat API; only the ticket of one's own conversation is taken."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Extra, Field, PydanticValueError, StrictBool, StrictStr, validator
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import now
from bot.front.web.http_errors import Refusal, describe
from bot.questions import Rating, rate

# This module postpones no annotations: FastAPI could not resolve those that name a local dependency.
TICKET = re.compile(r"[A-Za-z0-9_-]{1,32}")
UNKNOWN_ANSWER = "没有找到这条回答，可能放得太久了。不影响您接着问。"


class NotATicket(PydanticValueError):
    """Not the form of a ticket."""

    code = "refused.unknown_answer"
    msg_template = UNKNOWN_ANSWER


class RatingIn(BaseModel):
    """What a person says of an answer; saying it again changes it."""

    ticket: StrictStr = Field(..., description="The `rating` of a reply.")
    useful: StrictBool = Field(..., description="Whether the answer was of use.")

    class Config:
        """Refuse unknown fields."""

        extra = Extra.forbid

        @staticmethod
        def schema_extra(schema: dict[str, Any], _model: type["RatingIn"]) -> None:
            """Complete the JSON Schema."""
            schema["properties"]["ticket"]["pattern"] = f"^{TICKET.pattern}$"

    @validator("ticket")
    def _is_a_ticket(cls, ticket: str) -> str:
        if TICKET.fullmatch(ticket) is None:
            raise NotATicket
        return ticket


def add_ratings(router: APIRouter, conversation_of: Callable[..., Any], engine: Engine) -> None:
    """Add the route to the chat API.

    Args:
        conversation_of: the dependency that gives the caller's conversation.
    """

    @router.post(
        "/ratings",
        status_code=204,
        response_class=Response,
        responses=describe(400, 401, 404, 413, 422, 429),
        summary="Say whether an answer was of use",
    )
    async def rate_answer(said: RatingIn, conversation: Annotated[str, Depends(conversation_of)]) -> Response:
        """Keep what the person says of one answer of this conversation; the last word counts."""
        rating = Rating.USEFUL if said.useful else Rating.USELESS
        if not await run_in_threadpool(rate, engine, conversation, said.ticket, rating, now()):
            raise Refusal(404, "unknown_answer", UNKNOWN_ANSWER)
        return Response(status_code=204)

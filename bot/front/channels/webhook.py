"""Takes one callback of a platform and answers it in time. Whatever happens, the platform gets an answer it accepts."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.background import BackgroundTask

from bot.front.channels.failed_callers import FailedCallers
from bot.front.channels.signed_request import Door, InvalidSignature, SignedQuery
from bot.front.web.metrics import Metrics
from bot.front.web.rate_limits import address_client
from bot.messaging.protocol import ACCEPTED, ANSWER_SECONDS, Exchange, Inbound, Seal, read_inbound, xml
from bot.wording.office import OUT_OF_ORDER

logger = logging.getLogger(__name__)


class Answers(Protocol):
    """What an account does about the things that come in."""

    async def take(self, inbound: Inbound) -> Exchange | str | None:
        """Return the exchange that will answer it, a sentence at once, or None for no answer."""


def callback_routes(callbacks: Callbacks) -> APIRouter:
    """Return the two routes of a callback, below the platform's name: it asks whether the address is ours, and posts."""
    router, path = APIRouter(include_in_schema=False), f"/channels/{callbacks.name}"

    @router.get(path)
    async def prove_address(request: Request) -> Response:
        return callbacks.prove(request)

    @router.post(path)
    async def take_callback(request: Request) -> Response:
        return await callbacks.take(request)

    return router


@dataclass(frozen=True)
class Callbacks:
    """The callbacks of one account; ``name`` is the platform's, for the address and for metrics."""

    name: str
    door: Door
    answers: Answers
    metrics: Metrics
    answer_seconds: float = ANSWER_SECONDS
    failed: FailedCallers = field(default_factory=FailedCallers)
    # A task that nobody holds may be collected before its end.
    _under_way: set[asyncio.Task[Exchange | str | None]] = field(default_factory=set, repr=False)

    def prove(self, request: Request) -> Response:
        """Return what the platform gave to be echoed."""
        try:
            return PlainTextResponse(self.door.echo(SignedQuery.of(request), request.query_params.get("echostr", "")))
        except InvalidSignature as forged:
            return self.refuse(forged, request)

    async def take(self, request: Request) -> Response:
        """Return the answer to what was posted."""
        signed = SignedQuery.of(request)
        if self.failed.wait(_caller(request)) and not self.door.may_be_platform(signed):
            return self.refuse(InvalidSignature("too_often"), request)
        try:
            tree, seal = self.door.open(signed, await request.body())
            inbound = read_inbound(tree)
        except InvalidSignature as forged:
            return self.refuse(forged, request)
        except xml.NotXml as error:
            self.metrics.refused("not_a_message")
            logger.warning("the platform posted what is no message (%s); is the push format set to XML?", error)
            return PlainTextResponse(ACCEPTED)
        try:
            taken = await self._taken(inbound)
            return await self._response(inbound, taken, seal, signed, request)
        except Exception:
            self.metrics.failed(f"{self.name}_callback")
            logger.exception("a callback failed")
            return self._said(inbound, OUT_OF_ORDER, seal, signed)

    async def _taken(self, inbound: Inbound) -> Exchange | str | None:
        """Take something to its end, also when the platform hangs up meanwhile: once recorded, it would not be taken again."""
        task = asyncio.create_task(self.answers.take(inbound))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_abandon)
            raise

    def refuse(self, forged: InvalidSignature, request: Request) -> Response:
        """Return what someone gets who is not the platform: from some time on, when to come back."""
        self.metrics.refused(f"{self.name}_{forged.reason}")
        caller = _caller(request)
        wait = self.failed.wait(caller)
        self.failed.count(caller)
        return (
            PlainTextResponse("refused", 429, {"Retry-After": str(wait)}) if wait else PlainTextResponse("refused", 403)
        )

    async def _response(
        self, inbound: Inbound, taken: Exchange | str | None, seal: Seal | None, signed: SignedQuery, request: Request
    ) -> Response:
        if taken is None:
            return PlainTextResponse(ACCEPTED)
        if isinstance(taken, str):
            return self._said(inbound, taken, seal, signed)
        text = await taken.wait(self.answer_seconds)
        if text is None:
            return PlainTextResponse(ACCEPTED)
        if await request.is_disconnected():
            # The answer would be lost in a closed connection, and the platform's next delivery counts as a repetition.
            taken.hand_over(False)
            return PlainTextResponse(ACCEPTED)

        async def gone_out() -> None:
            taken.hand_over(True)

        response = self._said(inbound, text, seal, signed)
        response.background = BackgroundTask(gone_out)
        return response

    def _said(self, inbound: Inbound, text: str, seal: Seal | None, signed: SignedQuery) -> Response:
        return Response(self.door.answer(inbound, text, seal, signed), media_type="application/xml")


def _caller(request: Request) -> str:
    return address_client(request.client.host if request.client else None)


def _abandon(taken: asyncio.Task[Exchange | str | None]) -> None:
    """Let the answer to a caller that has gone away be pushed."""
    if not taken.cancelled() and taken.exception() is None:
        exchange = taken.result()
        if isinstance(exchange, Exchange):
            exchange.abandon()

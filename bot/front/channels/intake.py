"""The first look at whatever a platform delivers: once only, recorded before anything is done about it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from bot.front.web.metrics import Metrics
from bot.messaging.ledgers import Deduplication
from bot.messaging.protocol import Inbound

logger = logging.getLogger(__name__)

Received = TypeVar("Received")


class NotRecorded(Exception):
    """The database does not take what came in; nothing was done about it."""


class Intake(Generic[Received]):
    """Takes in what comes to one account.

    Args:
        receive: records something; None when it is recorded already.
        kind: put before the kinds in the metrics.
    """

    def __init__(
        self,
        receive: Callable[[Inbound, datetime], Received | None],
        deduplication: Deduplication,
        metrics: Metrics,
        now: Callable[[], datetime],
        kind: str = "",
    ) -> None:
        self._receive = receive
        self._deduplication = deduplication
        self._metrics = metrics
        self._now = now
        self._kind = kind

    async def take(self, inbound: Inbound) -> Received | None:
        """Return what came in for the first time; None for a repetition.

        Raises:
            NotRecorded: the database does not answer.
        """
        self._metrics.came_in(f"{self._kind}{type(inbound).__name__.lower()}")
        seen = f"{inbound.account}:{inbound.key}"
        received = None
        if await self._deduplication.is_first(seen):
            try:
                received = await run_in_threadpool(self._receive, inbound, self._now())
            except SQLAlchemyError as error:
                await self._deduplication.forget(seen)
                self._metrics.failed("database")
                logger.error("cannot record what comes in: %s", type(error).__name__)
                raise NotRecorded from None
        if received is None:
            self._metrics.refused("repeated")
        return received

"""What the doors of one web process share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx
from sqlalchemy.engine import Engine

from bot.front.turns.turn import Turns
from bot.front.web.metrics import Metrics
from bot.front.web.rate_limits import RateLimit
from bot.kb import KnowledgeBase
from bot.messaging.protocol import ANSWER_SECONDS


@dataclass(frozen=True)
class FrontServices:
    """The parts that every door uses; ``kb`` loads the knowledge base when a door needs it, for not every installation does."""

    engine: Engine
    secret: str
    previous_secret: str | None
    naming_key: str
    redis_url: str | None
    turns: Turns
    limit: RateLimit
    sign_in_limit: RateLimit
    metrics: Metrics
    kb: Callable[[], KnowledgeBase]
    transport: httpx.AsyncBaseTransport | None = None
    public_url: str | None = None
    answer_seconds: float = ANSWER_SECONDS

"""What tests of kept questions share: a moment, turns as front reports them, the small knowledge base and a queue over it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation.message import IncomingMessage, TurnOutcome
from bot.kb import KnowledgeBase, load
from bot.lookup.ranker import Ranker
from bot.questions.question_keeper import QuestionKeeper
from bot.questions.queue import Queue
from bot.storage.tables import asked_questions
from tests.fixtures.small_kb import copy_small_kb

NOW = datetime(2026, 11, 25, 10, tzinfo=SHANGHAI)
PERSON = "web:one"
Ask = Callable[..., str | None]


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Give the small knowledge base, loaded once."""
    return load(copy_small_kb(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def ranker(kb: KnowledgeBase) -> Ranker:
    """Give one ranker for all tests; searching only reads it."""
    return Ranker(kb)


@pytest.fixture
def queue(engine: Engine, kb: KnowledgeBase, ranker: Ranker) -> Queue:
    """Give the queue of a database without rows."""
    return Queue(engine, kb, ranker)


@pytest.fixture
def ask(engine: Engine) -> Ask:
    """Return what plays a turn to the keeper and gives the ticket of its reply."""
    keeper = QuestionKeeper(engine)

    def asked(
        text: str,
        outcome: str = "clarify",
        policy: str | None = None,
        conversation: str = PERSON,
        payload: str | None = None,
        at: datetime = NOW,
    ) -> str | None:
        ended = TurnOutcome(outcome, "loans" if policy else None, policy, ("amount",) if policy else ())
        return keeper.keep(IncomingMessage(conversation, text, payload), [ended], 0.05, at)[0]

    return asked


def rows(engine: Engine) -> list[Any]:
    """Return what is kept, oldest first."""
    with engine.connect() as connection:
        return list(connection.execute(select(asked_questions).order_by(asked_questions.c.id)).all())

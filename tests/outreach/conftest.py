"""The tests of outreach run on SQLite and on a really started PostgreSQL, with the real knowledge base."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from tests.outreach.world import World, real_kb, with_campaign


@pytest.fixture(scope="session")
def whole_kb() -> KnowledgeBase:
    """Give the real knowledge base."""
    return real_kb()


@pytest.fixture
def world(engine: Engine, whole_kb: KnowledgeBase) -> World:
    """Give outreach with one evergreen campaign at noon."""
    return World(engine, with_campaign(whole_kb))

"""A reader of the small practice knowledge base."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.kb import KnowledgeBase, load
from bot.understanding import Context, Plan, Reader, Reading, plan
from tests.fixtures.small_kb import copy_small_kb

TODAY = date(2026, 11, 25)
Read = Callable[[str], Reading]
Planned = Callable[..., Plan]


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Give the small knowledge base, loaded once."""
    return load(copy_small_kb(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def reader(kb: KnowledgeBase) -> Reader:
    """Give one reader for all tests; it holds no state."""
    return Reader(kb)


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Give what reads a message on a fixed day."""
    return lambda message: reader.read(message, TODAY)


@pytest.fixture(scope="session")
def planned(kb: KnowledgeBase, reader: Reader, read: Read) -> Planned:
    """Give what plans the answer to a message."""

    def make(message: str, intent: str, context: Context | None = None) -> Plan:
        return plan(kb, reader, read(message), intent, context or Context())

    return make

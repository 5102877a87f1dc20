"""A small knowledge base to spoil, and one to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, load
from tests.fixtures.small_kb import copy_small_kb


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the small knowledge base that a test may spoil."""
    return copy_small_kb(tmp_path)


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Give the small knowledge base, loaded once."""
    return load(copy_small_kb(tmp_path_factory.mktemp("small")))

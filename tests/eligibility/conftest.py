"""The real knowledge base, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, load


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the real knowledge base."""
    return load(Path(__file__).parents[2] / "policies_kb")

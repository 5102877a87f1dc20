"""Twenty runs in which processes are killed at random moments lose nothing and double nothing; `make test-faults` plays two hundred."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.policies import KnowledgeBase
from tests.faults.harness import PEOPLE, kb_without_quiet, play

ON_SQLITE = range(1, 16)
ON_POSTGRESQL = range(16, 21)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """Give the knowledge base with one campaign that may be sent at any hour."""
    return kb_without_quiet()


@pytest.mark.parametrize("seed", ON_SQLITE)
def test_killed_at_any_moment_nothing_is_lost_or_doubled_on_sqlite(
    seed: int, tmp_path: Path, kb: KnowledgeBase
) -> None:
    tally = play(seed, f"sqlite:///{tmp_path}/leye.db", kb)
    assert tally.is_right, tally
    assert tally.told > PEOPLE // 4


@pytest.mark.parametrize("seed", ON_POSTGRESQL)
def test_killed_at_any_moment_nothing_is_lost_or_doubled_on_postgresql(
    seed: int, postgresql: str, kb: KnowledgeBase
) -> None:
    tally = play(seed, postgresql, kb)
    assert tally.is_right, tally
    assert tally.told > PEOPLE // 4

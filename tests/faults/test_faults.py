"""Twenty runs in which processes are killed at random moments lose nothing and double nothing; `make test-faults` plays two hundred."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.kb import KnowledgeBase
from bot.messaging.api.messenger import Letter, Way
from tests.faults import platform
from tests.faults.harness import PEOPLE, kb_without_quiet, play, running_platform
from tests.outreach.world import TEMPLATE

ON_SQLITE = range(1, 16)
ON_POSTGRESQL = range(16, 21)
FIELDS = ("thing1", "thing2", "thing3")


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


@pytest.mark.anyio
async def test_the_count_shows_a_letter_that_came_twice_and_one_that_never_came() -> None:
    with running_platform() as port:
        platform.prepare(port, 1, ["wechat-a", "wechat-b"], faults=())
        letter = Letter(Way.SUBSCRIBE, "wechat-a", "key", template=TEMPLATE, fields=dict.fromkeys(FIELDS, "好"))
        connector = platform.connector(port)
        await connector.send(letter)
        once = platform.received(port)
        await connector.send(letter)
        twice = platform.received(port)
        await connector.close()
    assert (once.notices["wechat-a"], once.notices["wechat-b"], once.doubled) == (1, 0, 0)
    assert (twice.notices["wechat-a"], twice.doubled) == (2, 1)

"""Answers worded from the small practice knowledge base on a fixed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.conversation.reply import Reply
from bot.kb import KnowledgeBase, Period, load
from bot.wording import AskedQuestion, answer
from tests.fixtures.small_kb import copy_small_kb

TODAY = date(2026, 11, 25)
Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Give the small knowledge base, loaded once."""
    return load(copy_small_kb(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def ask(kb: KnowledgeBase) -> Ask:
    """Give what words the answer about facets of a policy, for today or for a period."""

    def worded(policy: str, *facets: str, period: Period | None = None, level: str = "short") -> Reply:
        asked = period or Period.day(TODAY)
        return answer(kb, AskedQuestion(kb.policy(policy), facets, asked, TODAY, level))

    return worded

"""The books of questions of two days, made once of the real knowledge base."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, load
from bot.quiz import QuestionBook, questions_on

DAYS = (date(2026, 12, 1), date(2022, 7, 1))


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the knowledge base, loaded once."""
    return load(Path("policies_kb"))


@pytest.fixture(scope="session")
def books(kb: KnowledgeBase) -> dict[date, QuestionBook]:
    """Give the questions of two days."""
    return {on: questions_on(kb, on) for on in DAYS}

"""A number that names a document gives the document with its clauses, never what merely resembles it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, load
from bot.lookup import documents_named


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """Give the real knowledge base."""
    return load(Path("policies_kb"))


@pytest.mark.parametrize("text", ["财社〔2023〕181号", "财社(2023)181号", "181号", " 181 号"])
def test_a_number_however_it_is_typed_is_its_document_with_all_its_clauses(kb: KnowledgeBase, text: str) -> None:
    [document] = documents_named(kb, text)
    assert document.source.id == "employment_funds_2023"
    assert set(document.clauses) == {c for c in kb.clauses.values() if c.source.id == "employment_funds_2023"}


def test_the_id_of_a_clause_is_that_clause_alone(kb: KnowledgeBase) -> None:
    [document] = documents_named(kb, "plan-3")
    assert (document.source.id, [clause.id for clause in document.clauses]) == ("plan", ["plan-3"])


@pytest.mark.parametrize("text", ["1号", "81号", "181号文件能领多少钱", "plan-99", "社保补贴", "4050", ""])
def test_what_is_no_number_of_a_document_names_none(kb: KnowledgeBase, text: str) -> None:
    assert documents_named(kb, text) == ()

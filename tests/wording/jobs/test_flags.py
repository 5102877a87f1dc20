"""What is flagged, in words, with the clause in its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.jobs import FlagKind, OpeningFlag
from bot.kb import KnowledgeBase, load
from bot.wording.jobs import FLAG_LABELS, say_flag


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(Path(__file__).parents[3] / "policies_kb")


def test_every_kind_has_words() -> None:
    assert set(FLAG_LABELS) == set(FlagKind)


def test_a_flag_quotes_the_words_and_the_clause(kb: KnowledgeBase) -> None:
    said = say_flag(OpeningFlag(FlagKind.SEX, "限男", "employment_promotion_law-27"), kb.clauses)
    assert said.startswith("限定性别：“限男”。《中华人民共和国就业促进法》第二十七条：")
    assert "不得以性别为由拒绝录用妇女" in said


def test_what_the_law_does_not_name_is_left_to_the_colleague(kb: KnowledgeBase) -> None:
    said = say_flag(OpeningFlag(FlagKind.AGE, "35岁以下", "employment_promotion_law-26"), kb.clauses)
    assert said.endswith("（法条没有单独写这一种，是不是就业歧视由您判断）")


def test_a_clause_that_is_gone_is_not_made_up() -> None:
    assert say_flag(OpeningFlag(FlagKind.FEE, "交押金", "gone-1"), {}) == "向求职者收钱：“交押金”"

"""For the words of a change it is shown what is found for them before and after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.content.found_words import changed_words, heard_words
from bot.kb import KnowledgeBase, load
from bot.lookup import Searching
from tests.content.office_folder import TODAY
from tests.fixtures.small_kb import copy_small_kb

POLICY = "example_loan"


def renamed(kb: KnowledgeBase, *names: str) -> KnowledgeBase:
    policy = replace(kb.policies[POLICY], aliases=names)
    return replace(kb, policies={**kb.policies, POLICY: policy})


def test_a_name_is_heard_only_afterwards_and_one_that_goes_only_before(tmp_path: Path) -> None:
    before = load(copy_small_kb(tmp_path))
    after = renamed(before, "个人创业担保贷款", "掌柜钱")
    assert changed_words(before, after) == ("掌柜钱", "个人担保贷款")
    come, gone = heard_words(Searching(lambda: before), after, TODAY)
    assert (come.before.named, come.after.named) == ((), ("个人创业贷款",))
    assert come.after.passages and "个人创业贷款" in come.after.passages[0]
    assert "个人创业贷款" in gone.before.named


def test_where_no_words_change_nothing_is_searched(tmp_path: Path) -> None:
    kb = load(copy_small_kb(tmp_path))
    assert heard_words(Searching(lambda: kb), kb, TODAY) == ()

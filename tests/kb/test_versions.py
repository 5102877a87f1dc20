"""A policy has a new version exactly when a person would be told something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.errors import SituationError
from bot.kb import KnowledgeBase, difference, load, policy_version, told
from bot.kb.changes import Change

LOAN = "example_loan"
ON = date(2026, 11, 25)
REAL = Path(__file__).parents[2] / "policies_kb"


def rewritten(folder: Path, file: str, old: str, new: str) -> KnowledgeBase:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"policies/{LOAN}.yml", "id: example_loan\n", "# 新的说明\nid: example_loan\n"),
        (f"policies/{LOAN}.yml", "aliases: [", "aliases: [开店用的贷款, "),
        (f"policies/{LOAN}.yml", "verified_on: 2026-11-24", "verified_on: 2026-11-25"),
        (f"policies/{LOAN}.yml", "创业缺钱,可以", "创业缺钱， 可以"),
        ("policies/example_training.yml", "培训对个人免费,补贴发给培训机构。", "培训对个人免费。"),
    ],
    ids=["a comment", "an alias", "a check", "the width of a comma", "another policy"],
)
def test_what_nobody_hears_is_no_new_version(folder: Path, kb: KnowledgeBase, file: str, old: str, new: str) -> None:
    assert policy_version(rewritten(folder, file, old, new), LOAN, ON) == policy_version(kb, LOAN, ON)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (
            f"parameters/{LOAN}/individual_max.yml",
            "value: 400000\n    shown: 40万元",
            "value: 300000\n    shown: 30万元",
        ),
        (f"policies/{LOAN}.yml", "text: 到经办银行办。", "text: 到经办银行的窗口办。"),
        (f"policies/{LOAN}.yml", "{not_sourced: 材料清单,", "{not_sourced: 申请材料清单,"),
    ],
    ids=["an amount", "a sentence", "a gap"],
)
def test_what_people_hear_is_a_new_version(folder: Path, kb: KnowledgeBase, file: str, old: str, new: str) -> None:
    if "individual_max" in file:
        law = folder / "documents" / "example_law.yml"
        law.write_text(law.read_text(encoding="utf-8").replace("40万元", "40万元,或30万元"), encoding="utf-8")
        path = folder / file
        path.write_text(
            path.read_text(encoding="utf-8").replace("个人贷款最高40万元", "个人贷款最高40万元,或30万元"), "utf-8"
        )
    assert policy_version(rewritten(folder, file, old, new), LOAN, ON) != policy_version(kb, LOAN, ON)


def test_a_value_comes_into_force_with_a_new_version(kb: KnowledgeBase) -> None:
    before, first, after = (policy_version(kb, LOAN, date(2022, *day)) for day in ((6, 30), (7, 1), (7, 2)))
    assert before != first
    assert first == after


def test_a_policy_out_of_force_says_nothing_else(kb: KnowledgeBase) -> None:
    assert told(kb, LOAN, date(2020, 3, 31)) == {"条件": "无现行依据"}


def test_a_gap_in_the_values_is_told(kb: KnowledgeBase) -> None:
    assert told(kb, LOAN, date(2023, 6, 1))["能有多少钱"] == "示例个人贷款最高额度：无现行依据。"


def test_a_difference_names_what_was_said_before_and_after(kb: KnowledgeBase) -> None:
    found = difference(told(kb, LOAN, date(2022, 6, 30)), told(kb, LOAN, date(2022, 7, 1)))
    assert found == (Change("能有多少钱", "个人最高20万元。", "个人最高30万元。"),)


def test_conditions_and_their_limits_belong_to_the_version() -> None:
    kb = load(REAL)
    policy = "startup_loan_small_enterprise"
    before, after = (told(kb, policy, day)["条件"] for day in (date(2023, 9, 30), date(2023, 10, 1)))
    assert "new_hires_percent ge 15 15%" in before
    assert "new_hires_percent ge 10 10%" in after


def test_every_real_policy_has_a_version_of_its_own() -> None:
    kb = load(REAL)
    versions = {policy_version(kb, policy, ON) for policy in kb.policies}
    assert len(versions) == len(kb.policies)
    assert all(len(version) == 12 for version in versions)


def test_an_unknown_policy_has_no_version(kb: KnowledgeBase) -> None:
    with pytest.raises(SituationError, match="没有编号为 nothing 的政策"):
        policy_version(kb, "nothing", ON)

"""``leye kb diff`` tells what an earlier revision said differently, and refuses in one sentence what it cannot compare."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Leye
from tests.conftest import Missing

NOBODY = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture
def committed(kb_folder: Path, missing: Missing) -> Path:
    """Give the small knowledge base as a folder of a repository with one revision."""
    if shutil.which("git") is None:
        missing("git is not installed")
    for command in (["init", "--quiet"], ["add", "."], [*NOBODY, "commit", "--quiet", "--message", "first"]):
        subprocess.run(["git", *command], cwd=kb_folder.parent, check=True)
    return kb_folder


def spoil(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_nothing_changed_is_said_to_be_so(leye: Leye, committed: Path) -> None:
    assert leye("kb", "diff", "HEAD").out == "和 HEAD 比，没有不同。\n"


def test_new_policies_names_numbers_and_answers_are_told_with_what_was_before(leye: Leye, committed: Path) -> None:
    leye("kb", "new", "--id", "night_school", "--topic", "training_subsidy", "--title", "夜校学习补助")
    spoil(committed / "policies/example_loan.yml", "个人担保贷款]", "个人担保贷款, 个人贷]")
    spoil(committed / "policies/example_loan.yml", "到经办银行办。", "去经办银行办。")
    spoil(committed / "parameters/example_loan/individual_max.yml", "valid_from: 2024-01-01", "valid_from: 2024-02-01")
    out = leye("kb", "diff", "HEAD").out
    assert "政策 night_school\n  原来：（无）\n  现在：夜校学习补助\n" in out
    assert "example_loan · 叫法\n  原来：（无）\n  现在：个人贷\n" in out
    assert "example_loan · 到哪里办\n  原来：到经办银行办。\n  现在：去经办银行办。\n" in out
    assert "40万元（2024-01-01 至 …）" in out
    assert "40万元（2024-02-01 至 …）" in out
    assert out.endswith("和 HEAD 比，4 处不同。\n")


def test_answers_are_compared_on_the_day_asked_for(leye: Leye, committed: Path) -> None:
    spoil(committed / "parameters/example_loan/individual_max.yml", "valid_from: 2024-01-01", "valid_from: 2024-02-01")
    out = leye("kb", "diff", "HEAD", "--on", "2024-01-15").out
    assert "example_loan · 能有多少钱\n  原来：个人最高40万元。\n  现在：（这一天没有在用的依据）\n" in out


@pytest.mark.parametrize("revision", ["no-such-revision", "--output=stolen"])
def test_an_unknown_revision_is_refused_in_one_sentence(leye: Leye, committed: Path, revision: str) -> None:
    done = leye("kb", "diff", "--", revision)
    assert done.code == 1
    assert done.err.startswith(f"git 里没有版本“{revision}”")
    assert len(done.err.splitlines()) == 1


def test_a_revision_that_does_not_hold_is_not_compared(leye: Leye, committed: Path) -> None:
    spoil(committed / "policies/example_loan.yml", "serves: person", "serves: nobody")
    subprocess.run(["git", *NOBODY, "commit", "--quiet", "--all", "--message", "broken"], cwd=committed, check=True)
    spoil(committed / "policies/example_loan.yml", "serves: nobody", "serves: person")
    done = leye("kb", "diff", "HEAD")
    assert done.code == 1
    assert "按现在的规则有 1 处问题，例如 policies/example_loan.yml: serves: " in done.err


def test_a_name_that_is_lost_since_the_last_version_is_refused_until_it_is_retired(leye: Leye, committed: Path) -> None:
    loan = committed / "policies/example_loan.yml"
    assert leye("kb", "validate").code == 0
    spoil(loan, "aliases: [个人创业担保贷款, 个人担保贷款]", "aliases: [个人创业担保贷款]")
    done = leye("kb", "validate")
    assert done.code == 1
    assert "要改  policies/example_loan.yml: aliases: 比上一个版本少了叫法「个人担保贷款」" in done.out
    assert "（第 6 行）" in done.out
    spoil(loan, "aliases: [个人创业担保贷款]", "aliases: [个人创业担保贷款]\nretired_aliases: [个人担保贷款]")
    assert leye("kb", "validate").code == 0


def test_a_name_that_moved_to_another_policy_is_not_lost(leye: Leye, committed: Path) -> None:
    spoil(committed / "policies/example_loan.yml", "个人创业担保贷款, 个人担保贷款]", "个人创业担保贷款]")
    spoil(
        committed / "policies/example_training.yml", "aliases: [免费创业培训]", "aliases: [免费创业培训, 个人担保贷款]"
    )
    assert leye("kb", "validate").code == 0

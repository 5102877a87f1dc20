"""``leye kb new`` writes a policy that passes validation, and refuses in one sentence what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import app
from bot.kb import Answer, NotSourced, load
from tests.cli.conftest import Leye

BASICS = ("kb", "new", "--id", "night_school", "--topic", "training_subsidy", "--title", "夜校学习补助")


def test_a_fresh_policy_says_of_every_facet_that_nothing_is_sourced(leye: Leye, kb_folder: Path) -> None:
    done = leye(*BASICS, "--alias", "上夜校补钱", "--alias", "夜校补钱", "--valid-from", "2027-01-01")
    assert done.code == 0, done.err
    policy = load(kb_folder).policies["night_school"]
    assert all(isinstance(held, NotSourced) for held in policy.answers.values())
    assert len(policy.answers) == 12
    assert policy.aliases == ("上夜校补钱", "夜校补钱")
    assert str(policy.validity.start) == "2027-01-01"
    assert str(policy.verified_on) == "2026-11-25"
    assert leye("kb", "validate").code == 0


def test_what_is_not_given_is_asked_for(kb_folder: Path) -> None:
    typed = "night_school\ntraining_subsidy\n一个名字很长很长的夜校学习补助办法\n夜校补助\n\n"
    done = CliRunner().invoke(app, ["kb", "new"], input=typed)
    assert done.exit_code == 0, done.output
    file = yaml.safe_load((kb_folder / "policies/night_school.yml").read_text(encoding="utf-8"))
    assert (file["title"], file["short_title"]) == ("一个名字很长很长的夜校学习补助办法", "夜校补助")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (("--id", "example_loan"), "编号 example_loan 已经有了（示例个人创业担保贷款）"),
        (("--id", "夜校"), "只用小写英文字母、数字和下划线"),
        (("--id", "../escape"), "只用小写英文字母、数字和下划线"),
        (
            ("--topic", "cooking"),
            "没有主题“cooking”。可用的有：social_insurance_subsidy、startup_loan、training_subsidy。",
        ),
        (("--title", "示例创业培训补贴"), "叫法“示例创业培训补贴”已经属于 example_training"),
        (("--title", " "), "全称不能是空的"),
        (("--alias", "创业贷款"), "叫法“创业贷款”已经属于 startup_loan"),
        (("--serves", "dog"), "个人办的写 person，单位办的写 employer"),
        (("--short-title", "一个按钮上无论如何也放不下的短名"), "短名要 1 到 16 个字"),
        (("--valid-from", "明年"), "“明年”不是日期"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    leye: Leye, kb_folder: Path, changed: tuple[str, str], words: str
) -> None:
    before = sorted(kb_folder.rglob("*"))
    option, value = changed
    done = leye(*BASICS, option, value * 2 if option == "--short-title" else value)
    assert done.code == 1
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert sorted(kb_folder.rglob("*")) == before


def test_a_name_that_a_rewrite_would_spoil_leaves_no_file_behind(leye: Leye, kb_folder: Path) -> None:
    done = leye(*BASICS, "--alias", "夜校社宝")
    assert done.code == 1
    assert "会改坏叫法「夜校社宝」" in done.err
    assert not (kb_folder / "policies/night_school.yml").exists()


NAMES = ("night_school", "training_subsidy", "夜校学习补助")
STATEMENT = ("overview", "what", "灵活就业的人上夜校,可以申请夜校学习补助。")
QUESTIONS = ("夜校补助是啥", "上夜校给报销吗", "听说上夜校有钱拿真的假的")
DOCUMENT = ("night_notice", "关于夜校补助的通知", "", "示例区人社局", "2026-11-20", "official", "第一条")
CLAUSE = "对灵活就业人员,上夜校的给予学习补助。"


def test_statements_documents_and_questions_are_asked_for_and_written_so_that_they_pass(
    leye: Leye, kb_folder: Path
) -> None:
    typed = (*NAMES, *STATEMENT, "new", *DOCUMENT, CLAUSE, "对灵活就业人员", *QUESTIONS, "")
    done = CliRunner().invoke(app, ["kb", "new"], input="\n".join(typed) + "\n")
    assert done.exit_code == 0, done.output
    assert leye("kb", "validate").code == leye("kb", "format", "--check").code == 0
    kb = load(kb_folder)
    held = kb.policies["night_school"].answers["overview"]
    assert isinstance(held, Answer)
    [sentence] = held.sentences
    assert (sentence.id, sentence.questions) == ("what", QUESTIONS)
    assert (sentence.citations[0].quote, sentence.citations[0].clause.text) == ("对灵活就业人员", CLAUSE)
    assert isinstance(kb.policies["night_school"].answers["amount"], NotSourced)


def test_what_cannot_be_said_of_a_statement_is_asked_again(kb_folder: Path) -> None:
    typed = (*NAMES, "price", *STATEMENT[:2], "", STATEMENT[2], "nowhere-1", "example_notice-2", "", *QUESTIONS, "")
    done = CliRunner().invoke(app, ["kb", "new"], input="\n".join(typed) + "\n")
    assert done.exit_code == 0, done.output
    assert "没有“price”" in done.output and "没有“nowhere-1”" in done.output
    assert load(kb_folder).policies["night_school"].answers["overview"]


def test_a_statement_that_would_break_the_knowledge_base_leaves_all_as_it_was(kb_folder: Path) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in kb_folder.rglob("*.yml")}
    typed = (*NAMES, *STATEMENT, "new", *DOCUMENT, CLAUSE, "这几个字不在条目里", *QUESTIONS, "")
    done = CliRunner().invoke(app, ["kb", "new"], input="\n".join(typed) + "\n")
    assert done.exit_code == 1
    assert {path: path.read_text(encoding="utf-8") for path in kb_folder.rglob("*.yml")} == before

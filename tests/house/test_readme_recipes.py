"""Follows the README's four recipes for editors, word for word, on a copy of the knowledge base."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.kb import Answer, KnowledgeBase, Period, Statement, load, statements
from bot.lookup import Searching

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"(?P<verb>末尾加上|新建|整个改成|打开) ?`(?P<path>policies_kb/[^`]+)`(?:，在 `(?P<place>\w+):` 下面)?[^\n]*\n\n```yaml\n(?P<text>.*?)```"
    r"|在 `(?P<appended>policies_kb/[^`]+)` 末尾加上：\n\n```yaml\n(?P<addition>.*?)```",
    re.DOTALL,
)
FLEXIBLE = "social_insurance_subsidy_flexible"
GRADUATES = "graduates_job_seeking_subsidy"


def section(title: str) -> str:
    return README.partition(f"### {title}")[2].partition("\n##")[0]


def follow(recipe: str, folder: Path) -> None:
    """Do what a recipe says to the files below ``folder``."""
    steps = list(STEP.finditer(recipe))
    assert steps, "the recipe shows no file to change"
    for step in steps:
        path = folder / (step["appended"] or step["path"])
        if step["appended"]:
            path.write_text(path.read_text(encoding="utf-8") + "\n" + step["addition"], encoding="utf-8")
        elif step["verb"] == "打开":
            before = path.read_text(encoding="utf-8")
            place = re.escape(step["place"])
            added = re.sub(rf"^( *{place}:\n)", rf"\g<1>{step['text']}", before, count=1, flags=re.MULTILINE)
            path.write_text(added, encoding="utf-8")
            assert path.read_text(encoding="utf-8") != before
        else:
            assert path.exists() == (step["verb"] == "整个改成")
            path.write_text(step["text"], encoding="utf-8")


def said(kb: KnowledgeBase, policy: str, facet: str, on: date) -> str:
    answer = kb.policies[policy].answers[facet]
    assert isinstance(answer, Answer)
    return "".join(part.text for part in statements(kb, answer, Period.day(on)) if isinstance(part, Statement))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "policies_kb", tmp_path / "policies_kb")
    return tmp_path


def test_changing_an_amount_changes_the_answer_from_its_date_on_and_not_before(copy: Path) -> None:
    follow(section("一、改一个金额"), copy)
    kb = load(copy / "policies_kb")
    assert "3000元" in said(kb, GRADUATES, "amount", date(2026, 12, 31))
    after = said(kb, GRADUATES, "amount", date(2027, 1, 1))
    assert "3500元" in after
    assert "3000元" not in after


def test_adding_an_alias_gives_the_policy_another_name(copy: Path) -> None:
    follow(section("二、加一个叫法"), copy)
    assert "交社保返钱" in load(copy / "policies_kb").policies[FLEXIBLE].aliases


def test_adding_a_statement_with_its_questions_is_found_by_a_lookup_in_other_words(copy: Path) -> None:
    follow(section("三、加一句话和它的问法"), copy)
    kb = load(copy / "policies_kb")
    found = Searching(lambda: kb).find("社保补贴 念夜校 停不停", date(2026, 11, 30), 1)
    [(policy, facet)] = found.passages
    assert (policy.id, facet) == (FLEXIBLE, "overview")
    assert found.statements[policy.id, facet][0] == "practice_night_class"


def test_adding_a_policy_adds_what_it_says(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(section("一、改一个金额"), copy)
    recipe = section("四、加一项政策")
    answers = [line.partition(" → ")[2] for line in recipe.split("```text\n")[1].split("```")[0].splitlines()]
    typed = "".join("\n" if answer.startswith("（直接回车") else f"{answer}\n" for answer in answers)
    monkeypatch.setenv("LEYE_KB_DIR", str(copy / "policies_kb"))
    done = CliRunner().invoke(app, ["kb", "new"], input=typed)
    assert done.exit_code == 0, done.output
    kb = load(copy / "policies_kb")
    assert "上夜校" in said(kb, "night_school_practice", "overview", date(2027, 1, 1))
    first = Searching(lambda: kb).find("听说上夜校有补助", date(2026, 12, 31), 1).passages[0]
    assert (first[0].id, first[1]) == ("night_school_practice", "overview")

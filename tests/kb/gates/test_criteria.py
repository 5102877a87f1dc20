"""Each mistake in criteria is named with its place and its remedy."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.kb import validate

REAL = Path(__file__).parents[3] / "policies_kb"
FILE = "policies/unemployment_benefit.yml"
ON = date(2026, 11, 25)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(REAL, tmp_path / "kb")
    return tmp_path / "kb"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("fact: seeks_work", "fact: seeks_gold", "facts.yml 里没有 seeks_gold"),
        ("id: seeks_work", "id: registered", "编号 registered 在这项政策里用过了"),
        ("op: ge", "op: approximately", "不在清单里"),
        ("value: 12", "value: a year", "的值写整数"),
        ("value: 12", "parameter: unemployment_benefit.nothing", "parameters 里没有 unemployment_benefit.nothing"),
        ("title: 失业保险缴费满1年", "title: 失业保险缴费满3年", "标题里的数字 3 在引文里找不到"),
        ("quote: 缴费满1年", "quote: 缴费满2年", "不在 unemployment_insurance_regulation-conditions 的文字里"),
        ("      op: ge\n      value: 12", "      op: ge", "value 和 parameter 写一个"),
        ("      op: ge\n", "      op: in\n", "in 后面要写一串值"),
    ],
)
def test_a_mistake_is_named(copy: Path, before: str, after: str, words: str) -> None:
    path = copy / FILE
    text = path.read_text(encoding="utf-8")
    head, criteria, tail = text.partition("\ncriteria:")
    assert before in tail
    path.write_text(head + criteria + tail.replace(before, after, 1), encoding="utf-8")
    problems = [str(problem) for problem in validate(copy, ON).problems]
    assert any(words in problem and problem.startswith(FILE) for problem in problems), problems


def test_comparing_yes_with_more_is_refused(copy: Path) -> None:
    path = copy / FILE
    head, criteria, tail = path.read_text(encoding="utf-8").partition("\ncriteria:")
    broken = tail.replace("fact: seeks_work\n      op: eq", "fact: seeks_work\n      op: ge")
    path.write_text(head + criteria + broken, encoding="utf-8")
    assert any("不能用 ge 比大小" in str(problem) for problem in validate(copy, ON).problems)


RECOGNITION = "policies/employment_difficulty_recognition.yml"
CASES = "eligibility_cases/unemployment_benefit.yml"


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        (FILE, "op: ge\n      value: 12", "op: ge\n      value: 9999", "应在 0 到 600 之间,现在是 9999"),
        (FILE, "value: true", "parameter: employment_difficulty.age_female", "用 eq 时不能和参数比"),
        (RECOGNITION, "employment_difficulty.age_female", "social_insurance_subsidy.max_share", "的单位是 share"),
        (RECOGNITION, "- id: willing", "- id: local", "编号 local 在这项政策里用过了"),
        ("parameters/employment_difficulty/age_female.yml", "value: 40", "value: 40.5", "的值 40.5 不是整数"),
        ("facts.yml", "- id: sex\n", "- id: age\n", "编号 age 用过了"),
        ("facts.yml", "  max: 100\n", "", "「年龄」是数,还要写 max"),
        ("facts.yml", "  min: 14\n", "  min: 140\n", "min 140 要小于 max 100"),
        ("facts.yml", "    female: [", "    frau: [", "heard 里没有 frau 这个回答"),
        ("facts.yml", "{id: male,", "{id: female,", "有两个选项编号相同"),
        ("facts.yml", "  label: 性别\n", "  label: 性别\n  grows: true\n", "不是年数或月数,不能写 grows"),
        (CASES, "policy: unemployment_benefit", "policy: unemployment", "和文件名不一致"),
        (CASES, "policy: unemployment_benefit", "policy: unemployment", "没有写了 criteria 的政策 unemployment"),
        (CASES, "left_involuntarily: true", "left_wrongly: true", "facts.yml 里没有 left_wrongly"),
        (CASES, "left_involuntarily: true", "left_involuntarily: 1", "的值写 true 或 false,现在是 1"),
        (CASES, "unemployment_insurance_months: 12", "unemployment_insurance_months: a year", "的值写整数"),
        (CASES, "- contributed", "- contribution", "这项政策没有条件 contribution"),
        (CASES, "- unemployment_insurance_months", "- insurance", "missing:facts.yml 里没有 insurance"),
    ],
)
def test_a_mistake_in_what_criteria_rest_on_is_named(
    copy: Path, file: str, before: str, after: str, words: str
) -> None:
    path = copy / file
    head, mark, tail = path.read_text(encoding="utf-8").rpartition("\ncriteria:")
    assert before in tail
    path.write_text(head + mark + tail.replace(before, after, 1), encoding="utf-8")
    problems = [str(problem) for problem in validate(copy, ON).problems]
    assert any(words in problem for problem in problems), problems

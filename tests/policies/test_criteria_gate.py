"""Each mistake in criteria is named with its place and its remedy."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.policies import validate

REAL = Path(__file__).parents[2] / "policies_kb"
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

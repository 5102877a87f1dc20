"""Each mistake in the wordings of acts is named with its place and its remedy."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.kb import validate

REAL = Path(__file__).parents[4] / "policies_kb"
ON = date(2026, 11, 25)
GOOD = """lists:
  thing: 通知|消息
acts:
  - act: stop_all
    says: [退订<thing>]
  - act: start_topic
    says: [订阅<thing>]
  - act: distress
    says: [不想活]
    say: 可以打12356。
    sources: [{clause: psychological-line-12356, quote: 12356为全国统一心理援助热线电话号码}]
  - act: fraud
    says: [骗子]
    say: 打12345核实。
    sources: [{clause: hotlines-general, quote: 12345为政务服务便民热线}]
  - act: complaint_delay
    says: [没信儿]
    say: 打12333问。
    sources: [{clause: hotlines-general, quote: 12333为人力资源和社会保障咨询热线}]
topics:
  recruitment: [招聘]
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the real knowledge base with one small file of acts."""
    shutil.copytree(REAL, tmp_path / "kb")
    shutil.rmtree(tmp_path / "kb/acts")
    (tmp_path / "kb/acts").mkdir()
    return tmp_path / "kb"


def words_of(copy: Path, text: str) -> str:
    (copy / "acts/notices.yml").write_text(text, encoding="utf-8")
    return "\n".join(str(problem) for problem in validate(copy, ON).problems)


def test_a_sound_file_has_no_mistakes(copy: Path) -> None:
    assert words_of(copy, GOOD) == ""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("act: stop_all", "act: stop_it", "stop_it"),
        ("退订<thing>", "退订<what>", "没有叫 what 的清单"),
        ("不想活", "不想(活", "少了一个 )"),
        ("打12345核实", "打12340核实", "数字 12340 在引文里找不到"),
        ("打12345核实", "打12345核实" + "再说一句" * 40, "最多 120 个"),
        ("quote: 12345为政务服务便民热线", "quote: 12345为热线", "不在 hotlines-general 的文字里"),
        ("clause: psychological-line-12356", "clause: psychological", "没有编号为 psychological 的条目"),
        ("recruitment: [招聘]", "hiring: [招聘]", "topics.yml 里没有这个主题"),
        ("订阅<thing>", "(订阅|退订)<thing>", "既写在停里,又写在开里"),
        (
            "    say: 打12333问。\n"
            "    sources: [{clause: hotlines-general, quote: 12333为人力资源和社会保障咨询热线}]\n",
            "",
            "要写一句准备好的话",
        ),
    ],
)
def test_a_mistake_is_named(copy: Path, before: str, after: str, words: str) -> None:
    assert before in GOOD
    assert words in words_of(copy, GOOD.replace(before, after, 1))

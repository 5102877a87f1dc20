"""Each mistake in the wordings of facts is named with its place and its remedy."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.kb import validate

REAL = Path(__file__).parents[4] / "policies_kb"
ON = date(2026, 11, 25)
GOOD = """facts:
  - fact: veteran
    "yes":
      - 扛[过]枪
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the real knowledge base with one small file of wordings."""
    shutil.copytree(REAL, tmp_path / "kb")
    shutil.rmtree(tmp_path / "kb/fact_frames")
    (tmp_path / "kb/fact_frames").mkdir()
    return tmp_path / "kb"


def words_of(copy: Path, text: str) -> str:
    (copy / "fact_frames/person.yml").write_text(text, encoding="utf-8")
    return "\n".join(str(problem) for problem in validate(copy, ON).problems)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("fact: veteran", "fact: hero", "facts.yml 里没有 hero"),
        ('"yes"', '"perhaps"', "不认识 perhaps"),
        ("扛[过]枪", "扛[过枪", "少了一个 ]"),
        ("扛[过]枪", "扛过]枪", "多了一个 ]"),
        ("扛[过]枪", "扛<过>枪", "没有叫 过 的清单"),
        ("扛[过]枪", "扛过?枪", "不用 ? 和 ."),
        ("扛[过]枪", "扛{years}枪", "{} 写法不对"),
        ("扛[过]枪\n", "扛[过]枪\n    amounts:\n      - 扛了{duration}枪\n", "不是数"),
        ("扛[过]枪\n", '扛[过]枪\n    implies:\n      "yes": {sex: nobody}\n', "没有选项 nobody"),
        ("扛[过]枪\n", "扛[过]枪\n    shares: [hero]\n", "hero 不在 facts.yml 里"),
        ("扛[过]枪\n", '扛[过]枪\n  - fact: veteran\n    "no":\n      - 没扛枪\n', "这个事实写了两次"),
    ],
)
def test_a_mistake_is_named(copy: Path, before: str, after: str, words: str) -> None:
    assert words in words_of(copy, GOOD.replace(before, after))


def test_two_facts_that_claim_the_same_words_are_named(copy: Path) -> None:
    other = '  - fact: released\n    "yes":\n      - (扛过|扛着)枪\n'
    words = words_of(copy, GOOD + other)
    assert "「扛过枪」已经是 veteran 的说法" in words
    assert words_of(copy, GOOD + other + "    shares: [veteran]\n") == ""


def test_a_number_is_counted_once_in_each_wording(copy: Path) -> None:
    file = "facts:\n  - fact: staff\n    amounts:\n      - 公司有人\n"
    assert "恰好一个数" in words_of(copy, file)


def test_sound_wordings_raise_nothing(copy: Path) -> None:
    assert words_of(copy, GOOD) == ""

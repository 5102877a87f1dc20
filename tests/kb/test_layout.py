"""The files of the knowledge base have one layout: nothing that is said gets lost, comments stay, and again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.errors import SituationError
from bot.kb import laid_out
from tests.fixtures.small_kb import SMALL

KB = Path(__file__).parents[2] / "policies_kb"
FILES = sorted(KB.rglob("*.yml"))
CROOKED = """# 开头的话
a:
- id: one     # 旁边的话
  valid_from: "2026-01-01"
  valid_to:
  said: "2026-01-01"
- {id: two, "on": '2026-01-01'}
"""
STRAIGHT = """# 开头的话
a:
  - id: one   # 旁边的话
    valid_from: 2026-01-01
    valid_to: null
    said: "2026-01-01"
  - {id: two, "on": '2026-01-01'}
"""


def test_indents_dates_and_nulls_are_made_alike_and_comments_stay() -> None:
    assert laid_out(CROOKED) == STRAIGHT


@pytest.mark.parametrize("path", sorted(SMALL.rglob("*.yml")), ids=lambda path: path.stem)
def test_what_a_file_says_stays_and_a_second_time_changes_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    laid = laid_out(text)
    assert yaml.load(laid, yaml.BaseLoader) == yaml.load(text, yaml.BaseLoader)
    assert laid_out(laid) == laid


def test_a_list_that_is_the_whole_file_begins_at_the_edge() -> None:
    assert laid_out("  - a: [1, 2]\n    b:\n    - c\n") == "- a: [1, 2]\n  b:\n    - c\n"


def test_what_is_no_yaml_is_refused_in_one_sentence() -> None:
    with pytest.raises(SituationError, match="不是能读的 YAML") as refused:
        laid_out("a: [")
    assert "\n" not in str(refused.value)


def test_every_file_of_the_repository_is_laid_out() -> None:
    crooked = [path.relative_to(KB).as_posix() for path in FILES if laid_out(text := path.read_text("utf-8")) != text]
    assert not crooked, f"请运行 leye kb format：{crooked}"

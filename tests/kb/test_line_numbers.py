"""A mistake is told with the line of the file on which it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import Problem
from bot.kb import line_of

TEXT = """id: one
aliases:
  - 甲乙
  - 丙丁
answers:
  amount:
    - text: 钱
      sources: [{clause: a, quote: b}]
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("id", 1),
        ("aliases", 2),
        ("aliases[1]", 4),
        ("answers.amount[0].text", 7),
        ("answers.amount[0].sources[0].quote", 8),
        ("answers.duration", 5),
        ("aliases[7]", 2),
        ("nothing", None),
        ("", None),
    ],
)
def test_a_place_has_its_line(tmp_path: Path, place: str, line: int | None) -> None:
    (tmp_path / "one.yml").write_text(TEXT, encoding="utf-8")
    assert line_of(tmp_path, Problem("one.yml", place, "x")) == line


@pytest.mark.parametrize("content", [None, b"a: [", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_has_no_lines(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "one.yml").write_bytes(content)
    assert line_of(tmp_path, Problem("one.yml", "a", "x")) is None

"""The page on architecture names every room, and its walks lead through files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
MOST_FILES = 30
ROOMS = sorted(path.name for path in (ROOT / "bot").iterdir() if (path / "__init__.py").exists())


def section(title: str) -> str:
    """Return the text below a heading."""
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


def walk(subject: str) -> list[str]:
    """Return the file that each numbered line of a walk leads to first, in order."""
    lines = re.findall(r"^\d+\. `([^`]+)`", section(f"A stranger's walk: {subject}"), re.MULTILINE)
    assert lines == list(dict.fromkeys(lines)), "a file is met once"
    return lines


@pytest.mark.parametrize("subject", ["one message", "one notice"])
def test_a_walk_leads_through_files_that_are_there(subject: str) -> None:
    missing = [name for name in walk(subject) if not (ROOT / name).exists()]
    assert not missing


def test_a_stranger_follows_a_message_through_thirty_files_at_most() -> None:
    steps = walk("one message")
    named = set(re.findall(r"`((?:bot|actions)/[^`]+\.\w+)`", section("A stranger's walk: one message")))
    assert 10 < len(steps) <= MOST_FILES
    assert named == set(steps)


def test_the_lines_of_a_walk_are_numbered_in_order() -> None:
    for subject in ("one message", "one notice"):
        numbers = [int(number) for number in re.findall(r"^(\d+)\. ", section(f"A stranger's walk: {subject}"), re.M)]
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_tree_has_every_room_with_a_sentence() -> None:
    tree = section("The tree")
    assert not [room for room in ROOMS if not re.search(rf"^  {room}/ +\S", tree, re.MULTILINE)]


def test_every_chapter_is_in_the_tree() -> None:
    tree = section("The tree")
    chapters = [path.parent.name for room in ROOMS for path in (ROOT / "bot" / room).glob("*/__init__.py")]
    left_out = {"tables"}
    assert not [name for name in chapters if f"{name}/" not in tree and name not in left_out]


def test_what_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:bot|actions|policies_kb|tests|simulator|devservers)/[\w/.]+)`", PAGE)
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_page_opens_with_the_tree_and_the_nouns() -> None:
    headings = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    assert headings[:4] == ["The tree", "The nouns", "A stranger's walk: one message", "A stranger's walk: one notice"]


def test_the_layers_are_those_of_the_contract() -> None:
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"layers = \[(.*?)\]", contract, re.DOTALL)
    assert layers is not None
    in_contract = [re.findall(r"[a-z_]+", line.replace("bot.", "")) for line in re.findall(r'"(.+)"', layers[1])]
    drawn = re.search(r"```\n(.*?)```", section("Layers"), re.DOTALL)
    assert drawn is not None
    lines = [re.findall(r"[a-z_]+", line.split("  ")[0]) for line in drawn[1].splitlines()]
    assert [set(line) for line in lines] == [set(line) for line in in_contract]

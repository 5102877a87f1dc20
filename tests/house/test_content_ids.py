"""Code knows the parts that policies and topics play; who plays them is content. An editor who renames one breaks no code."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from bot.kb import load

ROOT = Path(__file__).parents[2]
FILES = sorted(path for top in ("actions", "bot") for path in (ROOT / top).rglob("*.py"))
# Lists of topics that are shown in an order of their own, and the topics of which each case must answer. This only shrinks.
NAMED = {
    # The menu at the bottom of a 服务号 holds five entries; a test says that each is a topic.
    "bot/messaging/protocol/wechat_menu.py",
    # What is offered to someone who was not understood.
    "bot/wording/answers/topic_choices.py",
    # The topics whose cases have to hold a figure.
    "bot/kb/gates/cases.py",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def content_ids() -> frozenset[str]:
    kb = load(ROOT / "policies_kb")
    return frozenset({*kb.policies, *kb.topics})


def ids_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return words & content_ids()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_code_names_a_policy_or_a_topic(path: Path) -> None:
    assert bool(ids_in(path)) == (name_of(path) in NAMED)

"""Code knows the parts that policies and topics play; who plays them is content. An editor who renames one breaks no code."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from bot.kb import load
from tests.house.sources import ROOT, name_of, sources_below, tree_of

FILES = sources_below("actions", "bot")
# Lists of topics that are shown in an order of their own, and the topics of which each case must answer. This only shrinks.
NAMED = {
    # The menu at the bottom of a 服务号 holds five entries; a test says that each is a topic.
    "bot/messaging/protocol/wechat_menu.py",
    # What is offered to someone who was not understood.
    "bot/wording/answers/topic_choices.py",
    # The topics whose cases have to hold a figure.
    "bot/kb/gates/cases.py",
}


@cache
def content_ids() -> frozenset[str]:
    kb = load(ROOT / "policies_kb")
    return frozenset({*kb.policies, *kb.topics})


def ids_in(path: Path) -> set[str]:
    nodes = ast.walk(tree_of(path))
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return words & content_ids()


def test_no_code_names_a_policy_or_a_topic() -> None:
    found = {name_of(path): ids for path in FILES if (ids := ids_in(path))}
    assert not {name: ids for name, ids in found.items() if name not in NAMED}
    assert set(found) == NAMED, "take what names none any more off the list"

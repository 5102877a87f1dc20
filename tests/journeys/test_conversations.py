"""Plays the conversations of the YAML files beside this one to the real assistant, through its public chat API.

A file is written for policy officers: what the person says (or picks, by label), and what must come of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.stage.chat import Conversation, Reply

HERE = Path(__file__).parent


def conversations() -> list[Any]:
    return [
        pytest.param(entry["turns"], id=f"{path.stem}: {entry['conversation']}")
        for path in sorted(HERE.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def play(conversation: Conversation, turn: dict[str, Any], before: list[Reply]) -> list[Reply]:
    if "picks" not in turn:
        return conversation.say(str(turn["says"]), turn.get("on"))
    offered = {choice["label"]: choice["id"] for reply in before for choice in reply["choices"]}
    assert turn["picks"] in offered, f"offered: {list(offered)}"
    return conversation.choose(offered[turn["picks"]])


def check(turn: dict[str, Any], replies: list[Reply]) -> None:
    text = "\n".join(reply["text"] for reply in replies)
    for name in ("outcome", "topic", "policy"):
        if name in turn:
            assert turn[name] in {reply[name] for reply in replies}, text
    if "facets" in turn:
        assert [facet for reply in replies for facet in reply["facets"]] == turn["facets"], text
    if "verdict" in turn:
        assert turn["verdict"] in {reply["verdict"]["status"] for reply in replies if reply["verdict"]}, text
    for words in turn.get("hears", ()):
        assert words in text
    for words in turn.get("never_hears", ()):
        assert words not in text
    for source in turn.get("sources", ()):
        assert source in {each["id"] for reply in replies for each in reply["sources"]}


@pytest.mark.parametrize("turns", conversations())
def test_a_conversation_goes_as_written(assistant: str, turns: list[dict[str, Any]]) -> None:
    conversation = Conversation(assistant)
    replies: list[Reply] = []
    for turn in turns:
        replies = play(conversation, turn, replies)
        check(turn, replies)

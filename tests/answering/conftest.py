"""Plays one turn to an action without a server: a tracker as Rasa sends it, the real knowledge base, a fixed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn_action import TurnAction
from bot.answering import Toolbox, toolbox_of
from bot.kb import load

TODAY = date(2026, 11, 25)
KB = Path(__file__).parents[2] / "policies_kb"


class Played:
    """What came of a turn: the replies as JSON, and the slots that were set."""

    def __init__(self, replies: list[dict[str, Any]], slots: dict[str, Any]) -> None:
        self.replies = replies
        self.slots = slots

    @property
    def reply(self) -> dict[str, Any]:
        """Return the only reply."""
        [reply] = self.replies
        return reply

    @property
    def wishes(self) -> list[tuple[str, dict[str, str]]]:
        """Return what the choices of the only reply stand for."""
        return [(choice["intent"], choice["entities"]) for choice in self.reply["choices"]]


@pytest.fixture(scope="session")
def known() -> Toolbox:
    """Give the real knowledge base as the actions know it."""
    return toolbox_of(load(KB), TODAY)


@pytest.fixture
def play(known: Toolbox) -> Callable[..., Played]:
    """Return what plays one turn to an action."""
    return partial(play_turn, known)


def play_turn(
    known: Toolbox,
    action: type[TurnAction],
    text: str = "",
    intent: str = "ask_overview",
    *,
    picked: dict[str, str] | None = None,
    slots: dict[str, Any] | None = None,
    events: list[dict[str, Any]] | None = None,
    on: str | None = None,
    conversation: str = "web:a",
) -> Played:
    """Play one turn to an action that knows this."""
    dispatcher = CollectingDispatcher()
    said = f"/{intent}{{}}" if picked is not None else text
    changed = action(lambda: known).run(
        dispatcher, tracker_of(said, intent, picked, slots, events, on, conversation), {}
    )
    replies = [message["custom"] for message in dispatcher.messages]
    return Played(replies, {event["name"]: event["value"] for event in changed})


def tracker_of(
    text: str,
    intent: str,
    picked: dict[str, str] | None,
    slots: dict[str, Any] | None,
    events: list[dict[str, Any]] | None,
    on: str | None,
    conversation: str = "web:a",
) -> Tracker:
    message = {
        "text": text,
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value} for name, value in (picked or {}).items()],
        "metadata": {"on": on} if on else {},
    }
    state = {
        "sender_id": conversation,
        "slots": {"policy": None, "facets": None, "misses": 0.0, **(slots or {})},
        "latest_message": message,
        "events": [*(events or []), {"event": "user", "text": text}],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    }
    return Tracker.from_dict(state)

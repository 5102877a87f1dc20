"""Reads the turn that is to be answered from a tracker of Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from bot import clock
from bot.answering import Check, Turn
from bot.understanding import Context, Guess

# Only a picked choice comes with a slash; the channel turns a person's own slash into a full-width one.
PICKED = "/"


def turn_of(tracker: Tracker, as_of: date | None) -> Turn:
    """Return the turn that a tracker stands at."""
    latest = tracker.latest_message
    text = str(latest.get("text") or "")
    is_picked = text.startswith(PICKED)
    asked_for = (latest.get("metadata") or {}).get("on")
    return Turn(
        text="" if is_picked else text,
        intent=str((latest.get("intent") or {}).get("name") or ""),
        ranking=tuple(Guess(each["name"], each["confidence"]) for each in latest.get("intent_ranking") or ()),
        picked={entity["entity"]: entity["value"] for entity in latest.get("entities", ())} if is_picked else {},
        today=date.fromisoformat(asked_for) if asked_for else clock.today(as_of),
        context=Context(tracker.get_slot("policy"), tuple(tracker.get_slot("facets") or ())),
        misses=int(tracker.get_slot("misses") or 0),
        last_replies=_last_replies(tracker.events),
        check=Check.from_slot(tracker.get_slot("check")),
        conversation=str(tracker.sender_id),
        before=_written_before(tracker.events),
        told=tuple(tracker.get_slot("told") or ()),
    )


def _written_before(events: list[dict[str, Any]]) -> str:
    """Return what the person wrote before the latest message; a picked choice is no writing."""
    texts = (str(event.get("text") or "") for event in reversed(events) if event["event"] == "user")
    next(texts, None)
    return next((text for text in texts if not text.startswith(PICKED)), "")


def _last_replies(events: list[dict[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Return the replies between the last two messages of the person."""
    replies: list[Mapping[str, Any]] = []
    spoke = 0
    for event in reversed(events):
        if event["event"] == "user":
            spoke += 1
            if spoke == 2:
                break
        elif event["event"] == "bot" and (event.get("data") or {}).get("custom"):
            replies.append(event["data"]["custom"])
    return tuple(reversed(replies))

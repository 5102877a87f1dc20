"""What an action needs of a tracker: the words or the picked choice, and what the conversation remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions.check_state import Check
from bot import clock
from bot.search import Context, Guess

# Only a picked choice comes with a slash; the channel turns a person's own slash into a full-width one.
PICKED = "/"


@dataclass(frozen=True)
class Turn:
    """One turn of a conversation.

    Args:
        text: what the person wrote; empty when a choice was picked.
        intent: the wish.
        ranking: the model's guesses at the wish, likeliest first.
        picked: what the picked choice carries (policy, topic, facet); empty when the person wrote.
        today: the day to answer for.
        context: what was answered last.
        misses: how many messages in a row were not understood before this one.
        last_replies: the replies of the turn before.
        check: the eligibility check of this conversation.
        conversation: its id, which says nothing of the person.
    """

    text: str
    intent: str
    ranking: tuple[Guess, ...]
    picked: Mapping[str, str]
    today: date
    context: Context
    misses: int
    last_replies: tuple[Mapping[str, Any], ...]
    check: Check
    conversation: str = ""


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
    )


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

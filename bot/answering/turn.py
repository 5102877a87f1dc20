"""One turn of a conversation as the rooms that answer it see it: the words or the picked choice, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answering.checks.state import Check
from bot.understanding import Context, Guess


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
        before: what the person wrote before this message; empty for nothing.
        told: what was said in this conversation that is said only once (`Reply.told`).
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
    before: str = ""
    told: tuple[str, ...] = ()

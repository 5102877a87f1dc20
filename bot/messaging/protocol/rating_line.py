"""The last line under an answer on WeChat, 有用 and 没用 to tap, and what a tap on it sends back. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

ASKED = "这样答有用吗？"
LABELS = {"useful": "有用", "useless": "没用"}
TAPPED = re.compile(rf"rate-({'|'.join(LABELS)})-([A-Za-z0-9_-]{{1,32}})")


def rating_id(ticket: str, rating: str) -> str:
    """Return the id that a tap sends."""
    return f"rate-{rating}-{ticket}"


def read_rating(choice: str) -> tuple[str, str] | None:
    """Return ticket and rating that a tapped id stands for; None when it is the id of an offered choice.

    >>> read_rating(rating_id("x-1_y", "useless")), read_rating("AbC-1")
    (('x-1_y', 'useless'), None)
    """
    found = TAPPED.fullmatch(choice)
    return None if found is None else (found[2], found[1])


def ticket_to_show(replies: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the ticket of the reply that people are asked about: one that answers from a source, or sends them elsewhere.

    Questions, greetings and apologies are not asked about: one line more under each of them would only be in the way.
    """
    tickets = [reply["rating"] for reply in replies if reply.get("rating") and _answers(reply)]
    return tickets[-1] if tickets else None


def _answers(reply: Mapping[str, Any]) -> bool:
    outcome = reply.get("outcome")
    return outcome in ("not_covered", "referred") or (outcome == "answered" and bool(reply.get("sources")))

"""How facts of one origin join those already known of a person. Pure; for imports and for what is said in the chat.

Facts stand as {fact id: value}, their provenance as {fact id: {"origin", "on", "basis"}} and, where a fact counts from a
known day, "since".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.kb import Value

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """Facts with their provenance, as the database keeps them."""

    facts: Document
    provenance: Document


def provenance_of(origin: str, on: date, basis: str) -> dict[str, str]:
    """Return the provenance of one fact as the database keeps it."""
    return {"origin": origin, "on": on.isoformat(), "basis": basis}


def replaced(
    known: Known,
    origin: str,
    stated: Mapping[str, Value],
    provenance: Document,
    unread: Collection[str] = frozenset(),
) -> Known:
    """Return what is known once an origin states everything anew: what it said before and says no longer is forgotten.

    What it says ``unread``, in a way that could not be understood, stays as it was.
    """
    others = [fact for fact in known.facts if _origin(known, fact) != origin or fact in unread]
    if not others:
        return Known(stated, provenance)
    kept = Known(
        {fact: known.facts[fact] for fact in others},
        {fact: known.provenance[fact] for fact in others if fact in known.provenance},
    )
    return added(kept, stated, provenance)


def added(known: Known, stated: Mapping[str, Value], provenance: Document) -> Known:
    """Return what is known with some facts more; one that was true on a later day is not replaced by an older one."""
    newer = {fact: value for fact, value in stated.items() if _on(known.provenance, fact) <= _on(provenance, fact)}
    return Known(
        {**known.facts, **newer},
        {**known.provenance, **{fact: provenance[fact] for fact in newer}},
    )


def _origin(known: Known, fact: str) -> str | None:
    found: str | None = known.provenance.get(fact, {}).get("origin")
    return found


def _on(provenance: Document, fact: str) -> str:
    # Days in ISO form sort as they follow each other; what has no day is older than all.
    return str(provenance.get(fact, {}).get("on", ""))

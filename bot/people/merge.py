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


@dataclass(frozen=True)
class Met:
    """What is known once two records are one, and the facts on which they disagreed."""

    known: Known
    contested: frozenset[str]


def met(first: Known, second: Known) -> Met:
    """Return what two records know together: of each fact what was true on the later day, of one day what the first says.

    >>> one, two = {"on": "2026-01-01"}, {"on": "2026-06-01"}
    >>> met(Known({"a": 1}, {"a": one}), Known({"a": 2, "b": 3}, {"a": two, "b": one})).known.facts
    {'a': 2, 'b': 3}
    """
    both = first.facts.keys() & second.facts.keys()
    earlier = {fact for fact in both if _on(second.provenance, fact) <= _on(first.provenance, fact)}
    facts = {**first.facts, **{fact: value for fact, value in second.facts.items() if fact not in earlier}}
    sources = {**first.provenance, **{fact: each for fact, each in second.provenance.items() if fact not in earlier}}
    return Met(Known(facts, sources), frozenset(fact for fact in both if first.facts[fact] != second.facts[fact]))


def parted(now: Known, first: Known, second: Known, origins: Collection[str]) -> tuple[Known, Known]:
    """Return what each of two records knows when they part again: what it knew before, and what was stated since.

    Args:
        now: what is known of the one person.
        first: what was known of the record that stays before the two met; ``second`` of the other.
        origins: whose statements since then are the other's; all others are the first's.
    """
    together = met(first, second).known
    since = {fact for fact in now.facts if _entry(now, fact) != _entry(together, fact)}
    taken_back = together.facts.keys() - now.facts.keys()
    of_second = {fact for fact in since if _origin(now, fact) in origins}

    def own(before: Known, stated: Collection[str]) -> Known:
        gone = {fact for fact in taken_back if _entry(before, fact) == _entry(together, fact)}
        facts = {fact: value for fact, value in before.facts.items() if fact not in gone}
        sources = {fact: each for fact, each in before.provenance.items() if fact not in gone}
        facts |= {fact: now.facts[fact] for fact in stated}
        sources |= {fact: now.provenance[fact] for fact in stated if fact in now.provenance}
        return Known(facts, sources)

    return own(first, since - of_second), own(second, of_second)


def of_origin(known: Known, origin: str) -> tuple[Known, Known]:
    """Return what is known from elsewhere, and what is known from an origin alone."""
    theirs = {fact for fact in known.facts if _origin(known, fact) == origin}

    def only(facts: Collection[str]) -> Known:
        chosen = [fact for fact in known.facts if fact in facts]
        sources = {fact: known.provenance[fact] for fact in chosen if fact in known.provenance}
        return Known({fact: known.facts[fact] for fact in chosen}, sources)

    return only(known.facts.keys() - theirs), only(theirs)


def origin_of(known: Known, fact: str) -> str | None:
    """Return where a fact was said, None when that is not known."""
    return _origin(known, fact)


def _entry(known: Known, fact: str) -> tuple[Any, Any]:
    return known.facts.get(fact), known.provenance.get(fact)

"""What is taken as so until a person says otherwise: someone of 46 draws no pension yet. Always said, never stored. Pure."""

from __future__ import annotations

from datetime import date

from bot.eligibility.comparison import truth_of
from bot.eligibility.derived import value_on
from bot.eligibility.implied import Catalogue, closed
from bot.eligibility.situation import Situation, Unknown
from bot.eligibility.truth import Truth
from bot.kb import Value


def presumptions(situation: Situation, catalogue: Catalogue, on: date) -> dict[str, Value]:
    """Return what may be taken as so of facts that are neither known, nor follow, nor contradict each other."""
    known = closed(situation, catalogue, on)
    found: dict[str, Value] = {}
    for fact in catalogue.values():
        value = value_on(fact, known, on) if fact.presumes else None
        if value is None or isinstance(value, Unknown):
            continue
        for each in fact.presumes:
            if truth_of(value, each.operator, each.value) is Truth.MET:
                found.update(each.then)
    return {
        name: value for name, value in found.items() if name not in known.facts and name not in known.contradictions
    }

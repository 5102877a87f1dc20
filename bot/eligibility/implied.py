"""What follows from the facts known of a person, and where it contradicts what was said. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.eligibility.comparison import truth_of
from bot.eligibility.derived import contradicts_itself, value_on
from bot.eligibility.situation import Situation, Unknown
from bot.eligibility.truth import Truth
from bot.kb import Fact, Limit, Operator, Value

Catalogue = Mapping[str, Fact]


@dataclass(frozen=True)
class Inference:
    """That a fact has a value follows where another one (``source``) compares so with ``limit``."""

    source: str
    operator: Operator
    limit: Limit | tuple[Limit, ...]
    fact: str
    value: bool | str


def consequences(catalogue: Catalogue) -> tuple[Inference, ...]:
    """Return all that follows in a catalogue, through any number of steps.

    Nothing follows from a number that itself follows from days or counts: a gate refuses it.
    """
    stated = (fact for fact in catalogue.values() if fact.implies and fact.derived_from is None)
    return tuple(each for fact in stated for each in _following(catalogue, fact))


def closed(situation: Situation, catalogue: Catalogue, on: date) -> Situation:
    """Return the situation with all that follows from it on a day.

    Facts that cannot all be true together are unknown, all of them, and reported as contradictions.
    """
    following = [each for each in consequences(catalogue) if _holds(each, situation, catalogue, on)]
    void = [fact.id for fact in catalogue.values() if fact.derived_from and contradicts_itself(fact, situation, on)]
    for name in dict.fromkeys(each.fact for each in following):
        about = [each for each in following if each.fact == name]
        values: set[Value] = {each.value for each in about}
        values |= {situation.facts[name]} if name in situation.facts else set()
        if len(values) > 1:
            void += [name, *(each.source for each in about)]
    contradictions = tuple(dict.fromkeys((*situation.contradictions, *void)))
    implied: dict[str, Value] = {
        each.fact: each.value
        for each in following
        if each.source not in contradictions and each.fact not in contradictions
    }
    kept = {name: value for name, value in situation.facts.items() if name not in contradictions}
    return replace(situation, facts={**implied, **kept}, contradictions=contradictions)


def _holds(consequence: Inference, situation: Situation, catalogue: Catalogue, on: date) -> bool:
    value = value_on(catalogue[consequence.source], situation, on)
    return not isinstance(value, Unknown) and truth_of(value, consequence.operator, consequence.limit) is Truth.MET


def _following(catalogue: Catalogue, fact: Fact) -> Iterator[Inference]:
    for implication in fact.implies:
        found: dict[tuple[str, bool | str], None] = {}
        waiting = list(implication.then.items())
        while waiting:
            name, value = waiting.pop()
            if (name, value) in found or name not in catalogue:
                continue
            found[name, value] = None
            waiting += [
                pair
                for further in catalogue[name].implies
                if truth_of(value, further.operator, further.value) is Truth.MET
                for pair in further.then.items()
            ]
        for name, value in found:
            yield Inference(fact.id, implication.operator, implication.value, name, value)

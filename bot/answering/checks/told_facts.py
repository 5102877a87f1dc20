"""What a message tells of the person a check is for, as facts that the rules can judge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.kb import Elapsed, Fact, Interval, Value
from bot.understanding.situation import Owner, SituationReading, StatedFact

# Whose check it is, as a conversation remembers it.
WHO = {
    Owner.SELF: "self",
    Owner.SPOUSE: "spouse",
    Owner.CHILD: "child",
    Owner.PARENT: "parent",
    Owner.OTHER_KIN: "other",
    Owner.OTHERS: "other",
    Owner.EMPLOYER: "firm",
}

# Of these people something is often told beside the case that is asked about.
KIN = (Owner.SELF, Owner.SPOUSE, Owner.CHILD, Owner.PARENT, Owner.OTHER_KIN)


def told_pairs(facts: Mapping[str, Fact], told: SituationReading, day: date) -> list[tuple[str, Value]]:
    """Return what is told of the person asked about and is so, in order; one fact may come in two ways.

    A day from which a number counts is kept as the fact of that day where there is one (a date of birth, for the age);
    elsewhere the number is counted up to ``day``.
    """
    return [_pair(facts, stated, day) for stated in told.situation()]


def told_facts(facts: Mapping[str, Fact], told: SituationReading, day: date) -> dict[str, Value]:
    """Return what is told of the person asked about and is so, later words in place of earlier ones."""
    return dict(told_pairs(facts, told, day))


def facts_of(facts: Mapping[str, Fact], told: SituationReading, owner: Owner, day: date) -> dict[str, Value]:
    """Return what is told of somebody and is so; what only follows from it is left out."""
    return dict(_pair(facts, stated, day) for stated in told.facts_of(owner) if not stated.is_implied)


def _pair(facts: Mapping[str, Fact], stated: StatedFact, day: date) -> tuple[str, Value]:
    name, value = _dated(facts[stated.fact], stated)
    return name, stated.as_of(day) if value is None else value


def _dated(fact: Fact, stated: StatedFact) -> tuple[str, Value | None]:
    """Return the fact of a day and that day, where a number was told by it; else the fact itself and None."""
    source = fact.derived_from.since if isinstance(fact.derived_from, Elapsed) and not fact.derived_from.until else ""
    value = stated.value
    is_day = isinstance(value, date) or (isinstance(value, Interval) and isinstance(value.low or value.high, date))
    return (source, value) if source and is_day else (fact.id, None)


def who_is(told: SituationReading) -> str:
    """Return whose check is asked for, as the conversation remembers it."""
    return WHO[told.person]

"""What is known of one person: facts with their values, and where two statements contradict each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.eligibility.values.intervals import met
from bot.kb import Value


class Unknown:
    """Stands for a fact that nobody stated; never the same as no."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


@dataclass(frozen=True)
class Situation:
    """The facts known of one person.

    Args:
        facts: values by fact id, exact or between two bounds; a fact that is not there is unknown.
        as_of: the day on which the values were true.
        contradictions: facts of which different values were stated or follow; they count as unknown.
    """

    facts: Mapping[str, Value] = field(default_factory=dict)
    as_of: date = date.max
    contradictions: tuple[str, ...] = ()

    @classmethod
    def stated(cls, statements: Iterable[tuple[str, Value]], as_of: date) -> Situation:
        """Return the situation that statements make; two values of one fact contradict each other.

        A range and a value inside it do not: what is known is what both leave.

        >>> Situation.stated([("age", 48), ("age", 58), ("sex", "female")], date(2026, 1, 1)).contradictions
        ('age',)
        """
        values: dict[str, Value] = {}
        contradicted: dict[str, None] = {}
        for fact, value in statements:
            both = met(values.get(fact, value), value)
            if both is None:
                contradicted[fact] = None
            else:
                values[fact] = both
        kept = {fact: value for fact, value in values.items() if fact not in contradicted}
        return cls(kept, as_of, tuple(contradicted))

    def value(self, fact: str) -> Value | Unknown:
        """Return the stated value of a fact, or ``UNKNOWN``."""
        return self.facts.get(fact, UNKNOWN)

"""The value of a fact on a day: as stated and carried there, or as it follows from days and counts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from bot.eligibility.ageing import aged
from bot.eligibility.situation import UNKNOWN, Situation, Unknown
from bot.eligibility.values.elapsed import begun_units, full_units
from bot.eligibility.values.intervals import count_bounds, counts_between, day_bounds, met
from bot.kb import Elapsed, Fact, Operator, Share, Value

PARTS = {"percent": 100, "permille": 1000}
# How much of a limit a value may reach: at most, and more than that.
UPPER = (Operator.LE, Operator.GT)
Count = Callable[[date, date, str], int]


def with_sources(catalogue: Mapping[str, Fact], names: Iterable[str]) -> tuple[str, ...]:
    """Return facts, and of shares the counts they are made of, which a person can tell; each once, in order."""
    found: dict[str, None] = {}
    for name in names:
        derived = catalogue[name].derived_from
        found |= dict.fromkeys((name, derived.part, derived.whole) if isinstance(derived, Share) else (name,))
    return tuple(found)


def sources_of(fact: Fact) -> tuple[str, ...]:
    """Return the facts from which a number follows; none where it is only stated."""
    derived = fact.derived_from
    if isinstance(derived, Elapsed):
        return (derived.since, derived.until) if derived.until else (derived.since,)
    return (derived.part, derived.whole) if isinstance(derived, Share) else ()


def value_on(fact: Fact, situation: Situation, on: date) -> Value | Unknown:
    """Return what is known of a fact on a day; a fact of which two things are said that cannot both be is unknown."""
    if fact.id in situation.contradictions:
        return UNKNOWN
    both = _both(fact, situation, on)
    return UNKNOWN if both is None else both


def counts_begun(fact: Fact, compared: Operator) -> bool:
    """Tell whether a comparison looks at the units that have begun: within 24 months is no day more than that."""
    return compared in UPPER and isinstance(fact.derived_from, Elapsed) and fact.derived_from.counts_begun


def value_compared(fact: Fact, situation: Situation, on: date, compared: Operator) -> Value | Unknown:
    """Return what is known of a fact on a day for one comparison: full units, or for an upper limit those that have begun."""
    full = value_on(fact, situation, on)
    if isinstance(full, Unknown) or not counts_begun(fact, compared):
        return full
    stated, begun = _stated(fact, situation, on), _derived(fact, situation, on, begun_units)
    if isinstance(begun, Unknown):
        return full
    both = begun if isinstance(stated, Unknown) else met(_one_more(stated), begun)
    return UNKNOWN if both is None else both


def contradicts_itself(fact: Fact, situation: Situation, on: date) -> bool:
    """Tell whether what is stated of a fact cannot be, given the days or counts it follows from (48, born in 1990)."""
    return _both(fact, situation, on) is None


def _both(fact: Fact, situation: Situation, on: date) -> Value | Unknown | None:
    stated, derived = _stated(fact, situation, on), _derived(fact, situation, on)
    if isinstance(stated, Unknown):
        return derived
    return stated if isinstance(derived, Unknown) else met(stated, derived)


def _stated(fact: Fact, situation: Situation, on: date) -> Value | Unknown:
    value = situation.value(fact.id)
    return value if isinstance(value, Unknown) else aged(fact, value, situation.as_of, on)


def _one_more(stated: Value) -> Value:
    """Return the units that may have begun where so many are said to be full."""
    low, high = count_bounds(stated)
    return counts_between(low, None if high is None else high + 1)


def _derived(fact: Fact, situation: Situation, on: date, count: Count = full_units) -> Value | Unknown:
    if isinstance(fact.derived_from, Elapsed):
        since = situation.value(fact.derived_from.since)
        until = situation.value(fact.derived_from.until) if fact.derived_from.until else on
        if isinstance(since, Unknown) or isinstance(until, Unknown):
            return UNKNOWN
        return _elapsed(since, until, fact.unit, count)
    if isinstance(fact.derived_from, Share):
        part, whole = (situation.value(count) for count in (fact.derived_from.part, fact.derived_from.whole))
        if isinstance(part, Unknown) or isinstance(whole, Unknown):
            return UNKNOWN
        return _share(part, whole, PARTS[fact.unit], rounds_up=fact.derived_from.rounds_up)
    return UNKNOWN


def _elapsed(since: Value, until: Value, unit: str, count: Count) -> Value | Unknown:
    """Return the units between two days; unknown where it may not have begun."""
    (earliest, latest), (first, last) = day_bounds(since), day_bounds(until)
    if latest is None or first is None or latest > first:
        return UNKNOWN
    low = count(latest, first, unit)
    high = None if earliest is None or last is None else count(earliest, last, unit)
    return counts_between(low, high)


def _share(part: Value, whole: Value, scale: int, *, rounds_up: bool) -> Value | Unknown:
    """Return the share of one count in another; unknown where the whole may be empty or smaller than its part."""
    (part_low, part_high), (whole_low, whole_high) = count_bounds(part), count_bounds(whole)
    if part_low is not None and whole_high is not None and part_low > whole_high:
        return UNKNOWN
    low, high = _scaled(part_low, whole_high, scale, rounds_up), _scaled(part_high, whole_low, scale, rounds_up)
    return UNKNOWN if low is None and high is None else counts_between(low, high)


def _scaled(part: int | None, whole: int | None, scale: int, rounds_up: bool) -> int | None:
    if part is None or whole is None or whole <= 0:
        return None
    return (scale * part + (whole - 1 if rounds_up else 0)) // whole

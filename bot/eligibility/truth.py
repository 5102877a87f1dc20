"""Three-valued logic: met, not met, unknown. Kleene's strong logic, which is SQL's too. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(str, Enum):
    """Whether a condition holds; unknown is never no."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


def all_of(parts: Iterable[Truth]) -> Truth:
    """Return whether all hold: one that does not decides, whatever is unknown.

    >>> all_of([Truth.UNKNOWN, Truth.NOT_MET])
    <Truth.NOT_MET: 'not_met'>
    """
    found = set(parts)
    if Truth.NOT_MET in found:
        return Truth.NOT_MET
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.MET


def any_of(parts: Iterable[Truth]) -> Truth:
    """Return whether one holds: one that does decides, whatever is unknown."""
    found = set(parts)
    if Truth.MET in found:
        return Truth.MET
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.NOT_MET


def opposite(part: Truth) -> Truth:
    """Return the negation; the opposite of unknown is unknown."""
    if part is Truth.UNKNOWN:
        return part
    return Truth.NOT_MET if part is Truth.MET else Truth.MET

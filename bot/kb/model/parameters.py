"""Numbers that change with time: each value with its dates and its citation."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kb.model.citations import Citation
from bot.kb.model.periods import Validity


@dataclass(frozen=True)
class ParameterValue:
    """One dated value of a parameter; ``shown`` is how it is said to people, e.g. ``30万元``."""

    value: object
    shown: str
    validity: Validity
    citation: Citation


@dataclass(frozen=True)
class Parameter:
    """A number that changes with time. Values do not overlap; a gap means that no source holds a value."""

    id: str
    title: str
    unit: str
    values: tuple[ParameterValue, ...]

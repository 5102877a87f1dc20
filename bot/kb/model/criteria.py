"""Eligibility written as data: what may be asked of a person, and the tree of conditions of a policy. Frozen, no logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from bot.kb.model.periods import Validity

if TYPE_CHECKING:
    from bot.kb.model.citations import Citation

Value = bool | int | str


class FactType(str, Enum):
    """What kind of thing is known: yes or no, a whole number, or one of several options."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"


class Operator(str, Enum):
    """How a fact is compared with a value."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    IN = "in"
    NOT_IN = "not_in"


@dataclass(frozen=True)
class Option:
    """One answer to a question of choice."""

    id: str
    label: str


@dataclass(frozen=True)
class Fact:
    """Something true of a person or an employer that a policy may depend on.

    Args:
        unit: of a number: years, months, people or percent; empty otherwise.
        label: the short name for tables.
        question: how a person is asked.
        why: why it is asked.
        help: what a term in the question means; may be empty.
        is_sensitive: asked only when nothing else decides, and never kept beyond the check.
        of: ``person`` or ``employer``.
        minimum: the smallest plausible number.
        maximum: the largest plausible number.
        grows: whether a number of years or months grows with time (an age, months since graduation): smaller on an earlier day.
        heard: phrases that state a value (``yes``, ``no`` or the id of an option).
        cues: words beside which a number states this fact (下岗 … 一年).
    """

    id: str
    type: FactType
    unit: str
    label: str
    question: str
    why: str
    help: str
    is_sensitive: bool
    of: str
    minimum: int
    maximum: int
    grows: bool
    options: tuple[Option, ...] = ()
    heard: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """One leaf: a fact compared with a value, or with a parameter whose value depends on the date."""

    id: str
    title: str
    fact: str
    operator: Operator
    value: Value | tuple[Value, ...] | None
    parameter: str | None
    citation: Citation
    validity: Validity


@dataclass(frozen=True)
class CriterionGroup:
    """Conditions that must hold together (``all``), one of them (``any``), or must not hold (``not``, with one part)."""

    kind: str
    parts: tuple[Criterion, ...]
    validity: Validity


Criterion = Condition | CriterionGroup


@dataclass(frozen=True)
class Attested:
    """A condition that a person must judge."""

    id: str
    text: str
    citation: Citation
    validity: Validity


def conditions_of(criterion: Criterion) -> tuple[Condition, ...]:
    """Return the leaves of a tree, in order."""
    if isinstance(criterion, Condition):
        return (criterion,)
    return tuple(leaf for part in criterion.parts for leaf in conditions_of(part))

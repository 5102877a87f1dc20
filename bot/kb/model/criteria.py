"""Eligibility written as data: what may be asked of a person, and the tree of conditions of a policy. Frozen, no logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from bot.kb.model.interval import Interval
from bot.kb.model.periods import Validity

if TYPE_CHECKING:
    from bot.kb.model.citations import Citation

# What a fact is compared with: always exact.
Limit = bool | int | str | date
# What is known of a fact: exact, or only between two bounds.
Value = Limit | Interval[int] | Interval[date]


class FactType(str, Enum):
    """What kind of thing is known: yes or no, a whole number, one of several options, or a day."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"


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


class BenefitState(str, Enum):
    """Where a person stands with a benefit: not yet received, receiving it now, or received until some day."""

    FIRST_TIME = "first_time"
    RECEIVING = "receiving"
    ENDED = "ended"


@dataclass(frozen=True)
class Option:
    """One answer to a question of choice."""

    id: str
    label: str


@dataclass(frozen=True)
class LeadsTo:
    """Where someone goes of whom a fact is not true yet: the policy that makes it true, and what its choice says."""

    policy: str
    label: str


@dataclass(frozen=True)
class Elapsed:
    """A number counted in full units of its fact from one day to another.

    Args:
        since: the fact (a date) from which is counted.
        until: the fact (a date) up to which is counted; empty for the day asked about.
        counts_begun: an upper limit counts a unit that has begun: two years after graduation "within 24 months" ends, and
            a day later it is over, though 24 months are full and no more. Ages do not: at most 59 is until the day of 60.
    """

    since: str
    until: str = ""
    counts_begun: bool = False


@dataclass(frozen=True)
class Share:
    """A percentage (or per mille, by the unit of its fact) made of two counts, as a whole number.

    Args:
        part: the fact that counts the part.
        whole: the fact that counts all.
        rounds_up: for upper limits (at most 5 %); otherwise rounded down, for lower limits (at least 15 %).
    """

    part: str
    whole: str
    rounds_up: bool = False


Derivation = Elapsed | Share


@dataclass(frozen=True)
class Implication:
    """What follows for other facts where the value of a fact compares so: a registered unemployed person has no job.

    Args:
        then: what is so for each other fact (of yes or no, or of choice).
    """

    operator: Operator
    value: Limit | tuple[Limit, ...]
    then: Mapping[str, bool | str]


@dataclass(frozen=True)
class Fact:
    """Something true of a person or an employer that a policy may depend on.

    Args:
        unit: of a number: years, months, days, people, percent, permille or yuan; empty otherwise.
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
        asked_first: whether a colleague's form begins with it.
        speaks_for_itself: whether its value says what it is (48周岁, 女), so that its label is left out.
        leads_to: where someone goes of whom it is not true.
        derived_from: how a number follows from other facts; None where it is only stated.
        implies: what is so of other facts where this one has a value.
        presumes: what is taken as so of other facts where this one has a value, and said, until the person says otherwise.
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
    asked_first: bool = False
    speaks_for_itself: bool = False
    leads_to: LeadsTo | None = None
    derived_from: Derivation | None = None
    implies: tuple[Implication, ...] = ()
    presumes: tuple[Implication, ...] = ()


@dataclass(frozen=True)
class Condition:
    """One leaf: a fact compared with a value, or with a parameter whose value depends on the date.

    Args:
        is_only_against: whether it counts only where somebody says that they fail it (三次都用完了): nobody is asked, and
            where nothing is known it stands in nobody's way; a person checks it.
    """

    id: str
    title: str
    fact: str
    operator: Operator
    value: Limit | tuple[Limit, ...] | None
    parameter: str | None
    citation: Citation
    validity: Validity
    is_only_against: bool = False


@dataclass(frozen=True)
class KindsQuestion:
    """How the kinds of an ``any`` group are asked for in one question of several answers.

    Args:
        none_label: the answer that none of them fits.
        offer: the facts (of yes or no) that are offered, in order.
    """

    question: str
    none_label: str
    offer: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """One way to a benefit that has a name (4050, 零就业家庭); ``named`` are the words by which people ask for it."""

    id: str
    label: str
    citation: Citation
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriterionGroup:
    """Conditions that must hold together (``all``), one of them (``any``), or must not hold (``not``, with one part).

    Args:
        routes: of an ``any`` whose parts have names: one route for each part, in the same order; otherwise empty.
    """

    kind: str
    parts: tuple[Criterion, ...]
    validity: Validity
    ask_as: KindsQuestion | None = None
    routes: tuple[Route, ...] = ()


Criterion = Condition | CriterionGroup


@dataclass(frozen=True)
class Attested:
    """A condition that a person must judge."""

    id: str
    text: str
    citation: Citation
    validity: Validity


@dataclass(frozen=True)
class StateConditions:
    """What must hold for a person in one state of a benefit to go on receiving it, or to receive it once more."""

    criteria: Criterion
    attested: tuple[Attested, ...] = ()


def conditions_of(criterion: Criterion) -> tuple[Condition, ...]:
    """Return the leaves of a tree, in order."""
    if isinstance(criterion, Condition):
        return (criterion,)
    return tuple(leaf for part in criterion.parts for leaf in conditions_of(part))

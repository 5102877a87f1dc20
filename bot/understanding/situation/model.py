"""What was understood of a message: facts with their owner and time, the day asked about, and what is asked. Frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from bot.kb import Interval


class Owner(str, Enum):
    """Of whom something was said, seen from the writer."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    OTHER_KIN = "other_kin"
    EMPLOYER = "employer"
    OTHERS = "others"


class Holds(str, Enum):
    """When something is so: today, only in the past, or not yet."""

    NOW = "now"
    PAST = "past"
    PLANNED = "planned"


Said = bool | int | str | date | Interval[int] | Interval[date]


@dataclass(frozen=True)
class StatedFact:
    """One fact as it was stated.

    Args:
        fact: id in facts.yml.
        value: what was said of it; a date (or an interval of dates) where a number counts from a day: a birth, a start.
        owner: of whom it was said.
        holds: whether it is so now, was, or is to be.
        is_asserted: False where it was only asked about, supposed, or quoted.
        start: where the words begin in the normal form of the message.
        end: where they end.
        clause: index of the clause that states it.
        unit: what a date is counted in: ``years`` or ``months``; empty otherwise.
        is_implied: whether it only follows from another fact that was stated.
    """

    fact: str
    value: Said
    owner: Owner
    holds: Holds = Holds.NOW
    is_asserted: bool = True
    start: int = 0
    end: int = 0
    clause: int = 0
    unit: str = ""
    is_implied: bool = False

    def as_of(self, day: date) -> bool | int | str | Interval[int]:
        """Return the value on a day: full years or months since a date, anything else as it was said.

        >>> born = StatedFact("age", date(1986, 12, 20), Owner.SELF, unit="years")
        >>> born.as_of(date(2026, 12, 19)), born.as_of(date(2026, 12, 20))
        (39, 40)
        """
        value = self.value
        since: Interval[date]
        if isinstance(value, date):
            since = Interval(value, value)
        elif isinstance(value, Interval) and _is_dated(value):
            since = value  # type: ignore[assignment]
        else:
            return value  # type: ignore[return-value]
        count = years_between if self.unit == "years" else months_between
        low = count(since.high, day) if since.high else 0
        high = count(since.low, day) if since.low else None
        return low if low == high else Interval(max(low, 0), high)


def _is_dated(value: Interval[int] | Interval[date]) -> bool:
    return isinstance(value.low, date) or isinstance(value.high, date)


class ClauseKind(str, Enum):
    """What a clause does: tells, asks, passes on what others say, or wishes something of the assistant."""

    STORY = "story"
    QUESTION = "question"
    QUOTED = "quoted"
    WISH = "wish"


@dataclass(frozen=True)
class MessageClause:
    """A clause of the message, from ``start`` up to but not including ``end`` in its normal form.

    Args:
        asks_from: where a question begins to ask (能, 够不够 …); ``end`` where it asks nothing.
        is_last: whether a sentence ends here.
    """

    kind: ClauseKind
    start: int
    end: int
    asks_from: int
    is_last: bool = False


@dataclass(frozen=True)
class Mention:
    """A person mentioned.

    Args:
        owner: who it is.
        start: where the word begins in the message.
        end: where it ends.
        is_subject: whether the clause speaks of them.
        is_couple: whether it is the writer and spouse together.
        is_hired: whether it is somebody hired.
        is_asked_for: whether the check is asked for them.
        is_singular: whether it is the writer alone (我, not 我们).
        is_of_somebody: False where only some firm is meant (企业), not ours.
    """

    owner: Owner
    start: int
    end: int
    is_subject: bool
    is_couple: bool = False
    is_hired: bool = False
    is_asked_for: bool = False
    is_singular: bool = False
    is_of_somebody: bool = True


@dataclass(frozen=True, eq=False)
class PeopleOfMessage:
    """Of whom a message speaks.

    Args:
        topics: of whom each clause speaks where it names nobody.
        hired: whether that is somebody hired.
        mentions: who is mentioned in each clause.
        asked_for: for whom the check is asked in so many words.
        main: of whom the message speaks first.
        speaks_of_self: whether the writer tells of themselves alone.
    """

    topics: tuple[Owner, ...]
    hired: tuple[bool, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    asked_for: Owner | None
    main: Owner
    speaks_of_self: bool

    @property
    def names_self(self) -> bool:
        """Return whether the writer alone is named at all, as in 跟我不是一户."""
        return any(each.is_singular for found in self.mentions for each in found)

    @cached_property
    def named(self) -> tuple[bool, ...]:
        """Return of each clause whether it speaks of a person (or of our firm) and not of people in general."""
        return tuple(any(each.is_subject and each.is_of_somebody for each in found) for found in self.mentions)

    @cached_property
    def starts(self) -> tuple[list[int], ...]:
        """Return where those of whom each clause speaks are named, firms left out."""
        return tuple([each.start for each in found] for found in self.subjects)

    @cached_property
    def starts_of_all(self) -> tuple[list[int], ...]:
        """Return where all that are mentioned in each clause are named."""
        return tuple([each.start for each in found] for found in self.mentions)

    @cached_property
    def subjects(self) -> tuple[tuple[Mention, ...], ...]:
        """Return those of whom each clause speaks, firms left out."""
        return tuple(
            tuple(each for each in found if each.is_subject and each.owner is not Owner.EMPLOYER)
            for found in self.mentions
        )

    @cached_property
    def last_hired(self) -> tuple[int, ...]:
        """Return where somebody hired is named last in each clause, -1 where nobody is."""
        return tuple(max((each.start for each in found if each.is_hired), default=-1) for found in self.mentions)


@dataclass(frozen=True)
class FocusSubject:
    """What a question is about: a topic of the knowledge base, and one policy of it where that is clear.

    Args:
        is_told: whether only words that tell a fact point at it (失业没登记过): in a conversation, another may be meant.
    """

    topic: str
    policy: str | None
    is_told: bool = False


@dataclass(frozen=True)
class AskedDay:
    """The day asked about, as the first and last day it may be, with the words that name it."""

    days: Interval[date]
    words: str


@dataclass(frozen=True)
class SituationReading:
    """What a message tells and asks.

    Args:
        text: the message in normal form; all places are places in it.
        clauses: its clauses, in order.
        stated: the facts told, in order; those asserted and those only asked about.
        person: whose check is asked for.
        asked_on: the day asked about, None when it is today.
        is_told_as_of: whether the story is told as of the day asked about (22年9月，我女46), not as of today.
        focus: what the question is about, most likely first; empty when nothing is named.
        wants_check: whether a yes-or-no question about getting something is asked for a person or firm.
        wants_overview: whether it is asked what there is to get at all.
    """

    text: str
    clauses: tuple[MessageClause, ...] = ()
    stated: tuple[StatedFact, ...] = ()
    person: Owner = Owner.SELF
    asked_on: AskedDay | None = None
    is_told_as_of: bool = False
    focus: tuple[FocusSubject, ...] = ()
    wants_check: bool = False
    wants_overview: bool = False

    def asks(self) -> bool:
        """Return whether anything is asked."""
        return any(clause.kind is ClauseKind.QUESTION for clause in self.clauses)

    def facts_of(self, owner: Owner) -> tuple[StatedFact, ...]:
        """Return what is asserted of somebody and holds now."""
        return tuple(
            fact for fact in self.stated if fact.owner is owner and fact.is_asserted and fact.holds is Holds.NOW
        )

    def situation(self) -> tuple[StatedFact, ...]:
        """Return what counts in the check: what is so of the person asked about, and of the firm."""
        firm = self.facts_of(Owner.EMPLOYER) if self.person is not Owner.EMPLOYER else ()
        return self.facts_of(self.person) + firm


def apart_from_facts(text: str, stated: Sequence[StatedFact]) -> str:
    """Return a text without the words that tell facts: they hint at no policy (失业没登记过, 能领职工补贴吗)."""
    told = sorted((fact.start, fact.end) for fact in stated if fact.is_asserted and not fact.is_implied)
    kept: list[str] = []
    at = 0
    for start, end in told:
        kept.append(text[at:start])
        at = max(at, end)
    return "".join((*kept, text[at:]))


def months_between(start: date, day: date) -> int:
    """Return the full months from one day to another; a month is full on the same day of the month.

    >>> months_between(date(2026, 3, 15), date(2026, 11, 14)), months_between(date(2026, 3, 15), date(2026, 11, 15))
    (7, 8)
    """
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)


def years_between(start: date, day: date) -> int:
    """Return the full years from one day to another.

    >>> years_between(date(1986, 12, 20), date(2026, 12, 19))
    39
    """
    return months_between(start, day) // 12

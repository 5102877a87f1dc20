"""A message on its way to facts: all that was found in it, and where. Frozen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.understanding.phrases import FoundPhrase
from bot.understanding.reader import NamedSubject
from bot.understanding.situation import polarity
from bot.understanding.situation.model import MessageClause, PeopleOfMessage
from bot.understanding.situation.span_values import days_of
from bot.understanding.situation.wordings.frames import FrameMatch
from bot.understanding.spans import Span, SpanKind


@dataclass(frozen=True, eq=False)
class ToldMessage:
    """A message on its way to facts.

    Args:
        text: normal form.
        masked: as ``mask`` writes it.
        plain: normal form with breaks where clauses end.
        spans: what is counted, by start.
        clauses: the clauses.
        speaker: of whom they speak.
        matches: what the wordings match.
        names: names of policies.
        today: the day of the message.
    """

    text: str
    masked: str
    plain: str
    spans: Mapping[int, Span]
    clauses: Sequence[MessageClause]
    speaker: PeopleOfMessage
    matches: Sequence[FrameMatch]
    names: Sequence[FoundPhrase[NamedSubject]]
    today: date

    @cached_property
    def name_starts(self) -> list[int]:
        """Return where the names begin, in order."""
        return [name.start for name in self.names]

    @cached_property
    def days_to_come(self) -> list[int]:
        """Return where days that are still to come are named."""
        dated = ((start, days_of(span), span.role) for start, span in self.spans.items())
        return [start for start, days, role in dated if days and days.low and days.low > self.today and not role]

    @cached_property
    def supposed(self) -> tuple[bool, ...]:
        """Return of each clause whether it only supposes something (如果…)."""
        return tuple(polarity.is_supposed(self.text[clause.start : clause.end]) for clause in self.clauses)

    @cached_property
    def match_starts(self) -> list[int]:
        """Return where the matches begin, in order."""
        return [match.start for match in self.matches]

    def matches_in(self, clause: MessageClause) -> Sequence[FrameMatch]:
        """Return the matches that begin in a clause."""
        return self.matches[bisect_left(self.match_starts, clause.start) : bisect_left(self.match_starts, clause.end)]

    @cached_property
    def ages(self) -> Mapping[int, list[Span]]:
        """Return the ages said in each clause, by its index."""
        starts = [clause.start for clause in self.clauses]
        found: dict[int, list[Span]] = {}
        for start, span in self.spans.items():
            if span.kind is SpanKind.AGE:
                found.setdefault(bisect_right(starts, start) - 1, []).append(span)
        return found

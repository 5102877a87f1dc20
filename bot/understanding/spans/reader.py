"""Reads the spans of a message in one pass over its numerals, and one over its calendar words. Pure: today is an argument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from bot.kb import Interval
from bot.understanding.spans.ages import age
from bot.understanding.spans.amounts import count, money, number, share
from bot.understanding.spans.dates import dates
from bot.understanding.spans.durations import duration
from bot.understanding.spans.identity_number import identity_numbers
from bot.understanding.spans.not_quantities import without_names
from bot.understanding.spans.numeral import Numeral, numerals
from bot.understanding.spans.plain_form import blanked, plain
from bot.understanding.spans.shortfall import with_shortfalls
from bot.understanding.spans.span import Span, SpanKind

# More than anybody counts in earnest: 2,000 characters of real questions hold 85.
MOST_NUMERALS = 250


def read_spans(text: str, today: date) -> tuple[Span, ...]:
    """Return the quantities and dates of a message in order; no two of them overlap.

    Dates are read as seen from ``today``. Of an identity number only the date of birth is given. What is a name, an
    ordinal, a telephone or document number gives nothing; nor does a number that cannot be told from a question.

    >>> age, duration = read_spans("我女48了,下岗一年多", date(2026, 11, 25))
    >>> (age.kind.value, age.value), (duration.value, duration.unit)
    (('age', Interval(low=48, high=48)), (Interval(low=12, high=23), 'months'))
    """
    text = plain(text)
    births = [
        Span(SpanKind.DATE, found.start, found.end, Interval(found.born_on, found.born_on), "day", "birth")
        for found in identity_numbers(text)
    ]
    if births:
        text = blanked(text, _places(births))
    text = without_names(text)
    found = list(islice(numerals(text), MOST_NUMERALS))
    ages = [span for span in (age(text, numeral) for numeral in found) if span is not None]
    ages = list(_apart(ages))
    if ages:
        text = blanked(text, _places(ages))
    pieces = list(dates(text, today))
    taken = _places(ages) + [(piece.start, piece.end) for piece in pieces]
    amounts = _amounts(text, _outside(found, sorted(taken)), today)
    days = [piece.span for piece in pieces if piece.span is not None]
    return tuple(with_shortfalls(text, list(_apart(sorted([*births, *ages, *days, *amounts], key=_by_place)))))


def _amounts(text: str, found: Sequence[Numeral], today: date) -> Iterator[Span]:
    """Yield what the numerals outside of ages and dates say; the first reading that fits is the most specific."""
    at = 0
    while at < len(found):
        lasted = duration(text, found, at, today)
        part = share(text, found, at) if lasted is None else None
        if lasted is not None:
            span, taken = lasted
        elif part is not None:
            span, taken = part
        else:
            span, taken = _amount(text, found[at]), 1
        if span is not None:
            yield span
        at += taken


def _amount(text: str, numeral: Numeral) -> Span | None:
    return count(text, numeral) or money(text, numeral) or number(text, numeral)


def _outside(found: Sequence[Numeral], taken: Sequence[tuple[int, int]]) -> list[Numeral]:
    """Return the numerals that touch no taken piece; both are in order."""
    outside: list[Numeral] = []
    at = 0
    for numeral in found:
        while at < len(taken) and taken[at][1] <= numeral.start:
            at += 1
        if at == len(taken) or taken[at][0] >= numeral.end:
            outside.append(numeral)
    return outside


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield spans in order, without those that overlap an earlier one."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _places(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _by_place(span: Span) -> tuple[int, int]:
    return span.start, -span.end

"""Looks at an opening before it becomes public: what is flagged, with the clause. Never changes a word of it. Pure: the day is an argument."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot.jobs.door.hiring_words import CLAUSES, DENIED_BEFORE, DENIED_BEHIND, PATTERNS, RURAL, RURAL_CLAUSE
from bot.jobs.model import FlagKind, OpeningFlag, WorkForm
from bot.jobs.pay import FEN, PayPeriod, PayRange
from bot.kb import KnowledgeBase, Period, value_on

LEAST_PAY = {PayPeriod.MONTH: "minimum_wage.monthly", PayPeriod.HOUR: "minimum_wage.hourly"}
# A month's least pay is for those who work all of it.
WHOLE_MONTHS = (None, WorkForm.FULL_TIME)
LONGEST = 40


def flags_of_words(texts: Sequence[str]) -> tuple[OpeningFlag, ...]:
    """Return what the texts of an opening ask for that may not be asked, each kind once.

    >>> [(flag.kind.value, flag.found) for flag in flags_of_words(["限男,35岁以下", "入职交押金200元"])]
    [('fee', '交押金'), ('sex', '限男'), ('age', '35岁以下')]
    >>> flags_of_words(["男女不限,不收押金"])
    ()
    """
    plain = [unicodedata.normalize("NFKC", text) for text in texts if text]
    return tuple(_found(plain))


def flag_of_pay(pay: PayRange, form: WorkForm | None, kb: KnowledgeBase, on: date) -> OpeningFlag | None:
    """Return the flag of pay below the least in force on a day; None where it is not below, or nothing can be compared."""
    if pay.low is None or pay.period not in LEAST_PAY:
        return None
    if pay.period is PayPeriod.MONTH and form not in WHOLE_MONTHS:
        return None
    parameter = kb.parameters.get(LEAST_PAY[pay.period])
    least = None if parameter is None else value_on(parameter, Period.day(on))
    if least is None or Decimal(pay.low) >= Decimal(str(least.value)) * FEN:
        return None
    return OpeningFlag(FlagKind.LOW_PAY, f"{Decimal(pay.low) / FEN:f}元", least.citation.clause.id)


def _found(texts: Sequence[str]) -> Iterator[OpeningFlag]:
    for kind, pattern in PATTERNS:
        found = next((word for text in texts for word in _words(pattern.finditer(text))), None)
        if found is not None:
            yield OpeningFlag(kind, found, CLAUSES.get(kind))
    rural = next((word for text in texts for word in _words(RURAL.finditer(text))), None)
    if rural is not None:
        yield OpeningFlag(FlagKind.ORIGIN, rural, RURAL_CLAUSE)


def _words(matches: Iterator[re.Match[str]]) -> Iterator[str]:
    for match in matches:
        before, behind = match.string[: match.start()], match.string[match.end() :]
        if not DENIED_BEFORE.search(before) and not DENIED_BEHIND.match(behind):
            yield match[0].strip("，。；,;、（）() \t\n:：")[:LONGEST]

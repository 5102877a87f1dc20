"""What a short message says as the answer to an open question: yes, no, not known, a number, a range, a day. Pure."""

from __future__ import annotations

from datetime import date

from bot.errors import SituationError
from bot.kb import Fact, FactType, Value
from bot.understanding.situation.amounts import amount_of, dates_of
from bot.understanding.situation.model import Owner, StatedFact
from bot.understanding.situation.wordings.yes_no import yes_or_no
from bot.understanding.situation.written_value import ANY_NUMBER, KINDS, value_of
from bot.understanding.spans import Span, SpanKind, read_spans


def answer_to(fact: Fact, text: str, today: date) -> Value | None:
    """Return what a (normalised) message says when it answers the question for a fact, or None.

    A message that is the value and nothing else is read as in a form; in a longer one the value is looked for. A number
    may come as a range (不到一年) or as the day from which it counts (2026年3月开始交的).
    """
    # A bare number may be the number of something offered, so it is no yes.
    if not (fact.type is FactType.YES_NO and text.strip().isdigit()):
        try:
            return value_of(fact, text, today)
        except SituationError:
            pass
    return _looked_for(fact, text, today)


def _looked_for(fact: Fact, text: str, today: date) -> Value | None:
    if fact.type is FactType.YES_NO:
        return yes_or_no(text)
    if fact.type is FactType.CHOICE:
        return next((option.id for option in fact.options if option.label in text), None)
    spans = read_spans(text, today)
    if fact.type is FactType.DATE:
        return next((said for span in spans if (said := _day(span, today)) is not None), None)
    said = number_said(fact, spans, today)
    if said is None and fact.minimum == 0 and yes_or_no(text) is False:
        return 0
    return said


def number_said(fact: Fact, spans: tuple[Span, ...], today: date) -> Value | None:
    """Return the first thing counted that can be the number of a fact, None when nothing can."""
    for span in spans:
        if span.kind in KINDS.get(fact.unit or "", ANY_NUMBER):
            amount = amount_of(fact, span)
            if amount is not None and not isinstance(amount, date):
                return amount
        if span.kind is SpanKind.DATE and fact.unit in ("years", "months"):
            counted = _since(fact, span, today)
            if counted is not None:
                return counted
    return None


def _since(fact: Fact, span: Span, today: date) -> Value | None:
    days = dates_of(span, today)
    if days is None:
        return None
    return StatedFact(fact.id, days, Owner.SELF, unit=fact.unit or "").as_of(today)


def _day(span: Span, today: date) -> Value | None:
    return dates_of(span, today) if span.kind is SpanKind.DATE else None

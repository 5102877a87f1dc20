"""What a short message says as the answer to an open question: yes, no, not known, a number, a range, a day. Pure."""

from __future__ import annotations

import re
from datetime import date

from bot.kb import Fact, FactType, Value
from bot.understanding.situation.amounts import amount_of, dates_of
from bot.understanding.situation.model import Owner, StatedFact
from bot.understanding.spans import Span, SpanKind, read_spans

_DONE = r"(?:办|交|缴|登记|认定|领|签|买|注册|参加|做|干|上|算|想|愿意|有|是)"
_TAIL = r"(?:了|过|呢|着|的|啊|呀|哦|哈|吧|啦|嘞|嗯|对|,|\s)*"
_BEFORE = r"(?:我|俺|这个|这|那|还|都|也|就|真|确实|应该|从来|一直|暂时|目前|现在|以前|压根|根本|肯定)*"
_NO = re.compile(rf"{_BEFORE}(?:没有|没得|木有|没|木|未|冇|不是|不|无|否){_DONE}{{0,2}}{_TAIL}")
_YES = re.compile(rf"{_BEFORE}(?:嗯+|恩+|哦|对+|没错|可以|当然|必须|{_DONE}){_DONE}{{0,2}}{_TAIL}")
_UNSURE = re.compile(
    r"不(?:太|大|怎么)?(?:清楚|知道|晓得|确定|懂|明白)|说不(?:好|准|清)|不好说|记不(?:清|得|住)|忘了?|搞不(?:清|懂)|吃不准"
)
_COMMA = re.compile(r"[,，。;；!！?？\s]")
# What a number may be said as when it answers a question about one in this unit.
_KINDS = {
    "years": (SpanKind.AGE, SpanKind.DURATION, SpanKind.NUMBER),
    "months": (SpanKind.DURATION, SpanKind.NUMBER),
    "days": (SpanKind.DURATION, SpanKind.NUMBER),
    "percent": (SpanKind.SHARE, SpanKind.NUMBER),
    "permille": (SpanKind.SHARE, SpanKind.NUMBER),
    "people": (SpanKind.COUNT, SpanKind.NUMBER),
    "yuan": (SpanKind.MONEY, SpanKind.NUMBER),
}
_ANY = (SpanKind.NUMBER, SpanKind.COUNT)


def is_unsure(text: str) -> bool:
    """Tell whether someone does not know the answer (不清楚, 不好说, 忘了)."""
    return _UNSURE.search(text) is not None


def yes_or_no(text: str) -> bool | None:
    """Return a plain yes or no at the head of a message, None when it begins otherwise.

    >>> [yes_or_no(text) for text in ("嗯嗯", "木有", "没交过", "还没有", "对呀", "没错", "我女的")]
    [True, False, False, False, True, True, None]
    """
    head = next((part for part in _COMMA.split(text) if part), "")
    if _YES.fullmatch(head):
        return True
    return False if _NO.fullmatch(head) else None


def answer_to(fact: Fact, text: str, today: date) -> Value | None:
    """Return what a (normalised) message says when it answers the question for a fact, or None.

    A number may come as a range (不到一年) or as the day from which it counts (2026年3月开始交的).
    """
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
        if span.kind in _KINDS.get(fact.unit or "", _ANY):
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

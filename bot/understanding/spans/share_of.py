"""What share a part is of a whole when both are counted (公司50人里新招6个). Pure."""

from __future__ import annotations

from decimal import Decimal

from bot.kb import Interval
from bot.understanding.spans.span import Span, SpanKind

HUNDREDTH = Decimal("0.01")


def share_of(part: Span, whole: Span) -> Interval[Decimal] | None:
    """Return in per cent what ``part`` is of ``whole``, or None unless both are counts and the whole is not 0.

    The bounds are rounded to hundredths; an open bound of either leaves a bound of the share open.

    >>> from datetime import date
    >>> from bot.understanding.spans.reader import read_spans
    >>> whole, part = read_spans("公司50人里新招6个", date(2026, 11, 25))
    >>> share_of(part, whole)
    Interval(low=Decimal('12.00'), high=Decimal('12.00'))
    """
    if part.kind is not SpanKind.COUNT or whole.kind is not SpanKind.COUNT:
        return None
    if whole.value.high == 0:
        return None
    return Interval(_percent(part.value.low, whole.value.high), _percent(part.value.high, whole.value.low))


def _percent(part: object, whole: object) -> Decimal | None:
    if not isinstance(part, int) or not isinstance(whole, int) or whole == 0:
        return None
    return (Decimal(part) * 100 / whole).quantize(HUNDREDTH)

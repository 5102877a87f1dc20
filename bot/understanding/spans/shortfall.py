"""Reads 差两个月一年 and 一年差两个月 as one duration: the second is how much the first falls short. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.kb import Interval
from bot.understanding.spans.span import Span, SpanKind

_SHORT = "差"
_REACHES = re.compile("(?:就|才|能|够|不到|满|到|整)*")
_FALLS_SHORT = re.compile("(?:还|就|只)?差")


def with_shortfalls(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield spans in order, two durations of which one falls short of the other as one.

    Args:
        text: the plain text.
        spans: its spans, in order, apart.
    """
    at = 0
    while at < len(spans):
        joined = _joined(text, spans[at], spans[at + 1]) if at + 1 < len(spans) else None
        yield joined or spans[at]
        at += 2 if joined is not None else 1


def _joined(text: str, first: Span, second: Span) -> Span | None:
    """Return what is left of the longer duration, None where the two are no such pair."""
    if not (_is_exact(first) and _is_exact(second)):
        return None
    between = text[first.end : second.start]
    if text.endswith(_SHORT, 0, first.start) and _REACHES.fullmatch(between):
        whole, missing, start = second, first, first.start - 1
    elif _FALLS_SHORT.fullmatch(between):
        whole, missing, start = first, second, first.start
    else:
        return None
    months = _months(whole) - _months(missing)
    return replace(first, start=start, end=second.end, value=Interval(months, months)) if months > 0 else None


def _is_exact(span: Span) -> bool:
    return span.kind is SpanKind.DURATION and span.unit == "months" and span.value.low == span.value.high


def _months(span: Span) -> int:
    low = span.value.low
    return low if isinstance(low, int) else 0

"""Reads the premium that someone says they pay, so that a share of it can be worked out. Pure."""

from __future__ import annotations

import re
from datetime import date

from bot.understanding.spans import SpanKind, read_spans

# What is paid, then anything but what is got, then the sum: 交了1200块, 自己交社保一年一万五.
_PAID = re.compile(r"[交缴](?:了|着|的|过)?(?:[^补返领拿发给贴,。;!?，；！？]{0,12})$")
_REACH = 16
# A sum is read the same on any day.
_ANY_DAY = date(2000, 1, 1)


def premium_in(text: str) -> int | None:
    """Return the premium in 元 that a (normalised) message states, or None where it states none, or several.

    >>> [premium_in(text) for text in ("我每月交1200块能补多少", "交社保900元", "自己交养老一年一万五", "交了15年")]
    [1200, 900, 15000, None]
    """
    sums = {
        int(span.value.low)
        for span in read_spans(text, _ANY_DAY)
        if span.kind is SpanKind.MONEY
        and not isinstance(span.value.low, date)
        and span.value.low is not None
        and span.value.low == span.value.high
        and _PAID.search(text[max(0, span.start - _REACH) : span.start])
    }
    return sums.pop() if len(sums) == 1 else None

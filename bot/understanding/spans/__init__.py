"""The one reader of numerals, ages, durations, amounts, shares, counts and dates in a message. Pure: today is an argument."""

from bot.understanding.spans.identity_number import IdentityNumber, read_identity_number
from bot.understanding.spans.numeral import Numeral, numerals
from bot.understanding.spans.reader import read_spans
from bot.understanding.spans.share_of import share_of
from bot.understanding.spans.span import Span, SpanKind

__all__ = [
    "IdentityNumber",
    "Numeral",
    "Span",
    "SpanKind",
    "numerals",
    "read_identity_number",
    "read_spans",
    "share_of",
]

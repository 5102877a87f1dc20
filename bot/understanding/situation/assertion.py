"""Whether words are told of somebody, or only asked about, supposed or quoted. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.situation.model import ClauseKind, MessageClause
from bot.understanding.situation.wordings.frames import AMOUNT, BARE, FrameMatch
from bot.understanding.spans import Span

_LIMIT_AFTER = re.compile(r"^(?:岁|周岁)?(?:及|或)?以[上下内外]")
_IN_GENERAL = re.compile("的人|的企业|的单位|这类|这种|的都|满|才|必须|以[上下内]|内的|超过")
_DONE = re.compile("了|过|着")


def is_told(
    text: str, ages: Sequence[Span], clause: MessageClause, match: FrameMatch, *, has_person: bool, is_supposed: bool
) -> bool:
    """Tell whether what a clause says is told of a person, not asked of people in general.

    Args:
        text: the message in normal form.
        ages: the ages said in the clause.
        clause: where the words stand.
        match: the words.
        has_person: whether the clause speaks of a person, not of people in general.
        is_supposed: whether the clause only supposes something.
    """
    if clause.kind is ClauseKind.QUOTED or is_supposed:
        return False
    if not has_person and any(_is_limit(text, span) for span in ages):
        return False
    if clause.kind is ClauseKind.STORY:
        return match.says != BARE or has_person or _is_item(text, clause)
    if match.start >= clause.asks_from:
        return False
    if has_person:
        return True
    is_general = _IN_GENERAL.search(text, clause.start, clause.end) is not None
    if len(ages) == 1 and _is_exact(ages[0]) and not is_general:
        return True
    return match.says == AMOUNT and not is_general and _DONE.search(text, match.start, match.end + 1) is not None


def _is_item(text: str, clause: MessageClause) -> bool:
    """Tell whether a clause is one of several: words alone are a name, not a list."""
    return clause.start > 0 or clause.end < len(text.rstrip("。!！.~ "))


def _is_limit(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    return re.search(r"以[上下内外]", words) is not None or _LIMIT_AFTER.match(text[span.end :]) is not None


def _is_exact(span: Span) -> bool:
    return span.value.low is not None and span.value.low == span.value.high

"""Writes a message with one sign for each thing counted in it, so that templates see ``交了{duration}`` and not digits. Pure.

The mask is as long as the message: a place in one is the same place in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.understanding.spans import Span, SpanKind

BREAK = "\ue000"
FILL = "\ue010"
SIGN_OF = {
    SpanKind.AGE: "\ue001",
    SpanKind.DURATION: "\ue002",
    SpanKind.DATE: "\ue003",
    SpanKind.MONEY: "\ue004",
    SpanKind.SHARE: "\ue005",
    SpanKind.COUNT: "\ue006",
    SpanKind.NUMBER: "\ue007",
}
BIRTH = "\ue008"
BIRTH_ROLE = "birth"
# Words that begin another clause whether or not a comma stands before them.
_JOINTS = re.compile(
    r"[,，。;；!！?？、\n\t:：()（）“”\"~…·•|/ ]|但是|可是|不过(?!来|去)|而且|然后|另外|此外|虽然|因为|所以|由于|并且|尽管|还有(?=[我他她])|结果|(?<=[证保记定照亲地贷])(?:和|跟|与)"
)


def mask(text: str, spans: Iterable[Span]) -> str:
    """Return the message with a sign (and fillers) in place of each span, and breaks where clauses end.

    >>> mask("我有证,没地", ()) == "我有证" + BREAK + "没地"
    True
    """
    signs = list(text)
    for span in spans:
        sign = BIRTH if span.role == BIRTH_ROLE else SIGN_OF[span.kind]
        signs[span.start : span.end] = sign + FILL * (span.end - span.start - 1)
    masked = "".join(signs)
    return _JOINTS.sub(lambda found: BREAK * len(found.group()), masked)

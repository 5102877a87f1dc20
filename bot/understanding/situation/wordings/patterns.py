"""Turns templates into regular expressions over a mask, each with the words without which it cannot match. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.kb import TemplateChoice, TemplateParser, TemplatePart, TemplateRow, TemplateSign, TemplateSlot, TemplateWords
from bot.understanding.situation.wordings.masks import BIRTH, BREAK, FILL, SIGN_OF
from bot.understanding.spans import SpanKind

# What denies must never be skipped: 失业保险没交 is not 失业保险…交.
GAP_LENGTH = 6
_GAP = f"[^{BREAK}没不未无非]{{{{0,{{most}}}}}}?"
_AT_START = f"(?:(?<={BREAK})|(?<![\\s\\S]))"
# What is searched ends with a break of its own.
_AT_END = f"(?={BREAK})"
_SIGNS = {
    "age": SIGN_OF[SpanKind.AGE],
    "birth": BIRTH,
    "duration": SIGN_OF[SpanKind.DURATION],
    "date": SIGN_OF[SpanKind.DATE],
    "money": SIGN_OF[SpanKind.MONEY],
    "share": SIGN_OF[SpanKind.SHARE],
    "people": SIGN_OF[SpanKind.COUNT],
    "number": SIGN_OF[SpanKind.NUMBER],
    "count": SIGN_OF[SpanKind.COUNT] + SIGN_OF[SpanKind.NUMBER],
}
SLOT = "slot"
# Signs that stand in nearly every clause.
_COMMON = frozenset("我了的没有过给在上着是都也不就还业个人到")


@dataclass(frozen=True, eq=False)
class Pattern:
    """A group of templates, compiled when first needed.

    Args:
        rows: the templates.
        anchors: words of which at least one stands in every match.
        has_slot: whether the templates count something, in the group ``slot``.
        limit: what the slot must keep to, None where anything will do.
        signs: signs of things counted, of which one stands in every match; empty where nothing need be counted.
    """

    rows: tuple[TemplateRow, ...]
    anchors: frozenset[str]
    has_slot: bool = False
    limit: TemplateSlot | None = None
    signs: str = ""

    def may_match(self, masked: str, low: int, high: int) -> bool:
        """Tell whether what must be counted is counted between two places; cheaper than to try."""
        return not self.signs or any(masked.find(sign, low, high) >= 0 for sign in self.signs)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Return what matches over a mask."""
        return re.compile("|".join(_regex_of_row(row, capture=self.has_slot) for row in self.rows))


def patterns_of(templates: Iterable[str], parser: TemplateParser, *, with_slot: bool = False) -> tuple[Pattern, ...]:
    """Compile templates; those without a slot of interest become one pattern."""
    plain: list[TemplateRow] = []
    found: list[Pattern] = []
    for text in templates:
        row = parser.parse(text)
        slot = _first_slot(row) if "{" in text else None
        if slot is not None and (with_slot or slot.operator):
            found.append(Pattern((row,), anchors_of(row), True, slot if slot.operator else None, _SIGNS[slot.kind]))
        else:
            plain.append(row)
    if plain:
        found.append(Pattern(tuple(plain), frozenset().union(*(anchors_of(row) for row in plain))))
    return tuple(found)


def anchors_of(row: TemplateRow) -> frozenset[str]:
    """Return words of which one stands in every wording: those of the part that is met least often.

    >>> sorted(anchors_of(TemplateParser({}).parse("[我]办(了|过)失业登记")))
    ['失业登记']
    """
    parts = [part for part in row.parts if not isinstance(part, TemplateSlot)]
    choices = [words for part in parts if (words := _anchors_of_part(part))]
    # Where only things counted must be there (and words may be), these are what is looked for.
    return min(choices, key=_how_often, default=frozenset()) or _slot_signs(row)


def _slot_signs(row: TemplateRow) -> frozenset[str]:
    return frozenset(sign for part in row.parts if isinstance(part, TemplateSlot) for sign in _SIGNS[part.kind])


def _how_often(words: frozenset[str]) -> int:
    """Return a rough measure of how often any of these words is met; only their order counts."""
    return sum(60 if word in _COMMON else {1: 12, 2: 3}.get(len(word), 1) for word in words)


def _anchors_of_part(part: TemplatePart) -> frozenset[str]:
    if isinstance(part, TemplateWords):
        return frozenset({part.text})
    if isinstance(part, TemplateSlot):
        return frozenset(_SIGNS[part.kind])
    if isinstance(part, TemplateSign):
        return frozenset()
    if not all(row.parts for row in part.rows):
        return frozenset()
    inner = [anchors_of(each) for each in part.rows]
    return frozenset().union(*inner) if all(inner) else frozenset()


def _first_slot(row: TemplateRow) -> TemplateSlot | None:
    for part in row.parts:
        if isinstance(part, TemplateSlot):
            return part
        if isinstance(part, TemplateChoice):
            slot = next((found for inner in part.rows if (found := _first_slot(inner))), None)
            if slot is not None:
                return slot
    return None


def _regex_of_row(row: TemplateRow, *, capture: bool) -> str:
    """Return a row as a regular expression; gaps that follow each other are one gap, for fewer ways to fail."""
    parts: list[str] = []
    gaps = 0
    for part in (*row.parts, None):
        if isinstance(part, TemplateSign) and part.sign == "…":
            gaps += 1
            continue
        if gaps:
            parts.append(_GAP.format(most=gaps * GAP_LENGTH))
            gaps = 0
        if part is not None:
            parts.append(_regex_of_part(part, capture))
    return "".join(parts)


def _regex_of_part(part: TemplatePart, capture: bool) -> str:
    if isinstance(part, TemplateWords):
        return re.escape(part.text)
    if isinstance(part, TemplateSlot):
        return (f"(?P<{SLOT}>" if capture else "(?:") + f"[{_SIGNS[part.kind]}]{FILL}*)"
    if isinstance(part, TemplateSign):
        return _AT_START if part.sign == "^" else _AT_END
    # The longest alternative first, so that 没有 is not read as 没.
    rows = sorted((_regex_of_row(row, capture=capture) for row in part.rows if row.parts), key=lambda text: -len(text))
    is_optional = any(not row.parts for row in part.rows)
    times = f"{{0,{part.times}}}" if part.times > 1 else ("?" if is_optional else "")
    return f"(?:{'|'.join(rows)}){times}"

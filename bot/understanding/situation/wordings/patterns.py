"""Turns templates into regular expressions over a mask, each with the words without which it cannot match. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
        limits: groups, each with the slot whose limit it must keep to.
        groups: names of the groups of slots, by the identity of the slot.
        needs: sets of words; of each set one stands in every match, beside the anchor.
    """

    rows: tuple[TemplateRow, ...]
    anchors: frozenset[str]
    has_slot: bool = False
    limits: tuple[tuple[str, TemplateSlot], ...] = ()
    groups: Mapping[int, str] = field(default_factory=dict)
    needs: tuple[frozenset[str], ...] = ()

    def apart(self) -> Iterator[Pattern]:
        """Yield the templates apart, those that need the same words together: each is tried only where it may match."""
        alike: dict[tuple[frozenset[str], tuple[frozenset[str], ...]], list[TemplateRow]] = {}
        for row in self.rows:
            alike.setdefault((anchors_of(row), needs_of(row)), []).append(row)
        for (anchors, needs), rows in alike.items():
            yield replace(self, rows=tuple(rows), anchors=anchors, needs=needs)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Return what matches over a mask."""
        return re.compile("|".join(_regex_of_row(row, dict(self.groups)) for row in self.rows))


def patterns_of(
    templates: Iterable[str], parser: TemplateParser, *, slots: frozenset[str] = frozenset()
) -> tuple[Pattern, ...]:
    """Compile templates; those without a slot of interest become one pattern.

    Args:
        templates: as editors wrote them.
        parser: what reads them.
        slots: kinds of which the first one in a template is of interest.
    """
    plain: list[TemplateRow] = []
    found: list[Pattern] = []
    for text in templates:
        row = parser.parse(text)
        pattern = _with_slots(row, slots) if "{" in text else None
        if pattern is not None:
            found.append(pattern)
        else:
            plain.append(row)
    if plain:
        found.append(Pattern(tuple(plain), frozenset().union(*(anchors_of(row) for row in plain))))
    return tuple(found)


def _with_slots(row: TemplateRow, slots: frozenset[str]) -> Pattern | None:
    """Return the pattern of a template of which some slot is of interest, None where none is."""
    every = list(_slots_of(row))
    wanted = [slot for slot in every if slot.kind in slots][:1]
    limited = [slot for slot in every if slot.operator]
    first = next(iter(wanted or limited), None)
    if first is None:
        return None
    others = (slot for slot in limited if slot is not first)
    groups = {id(first): SLOT, **{id(slot): f"limit{number}" for number, slot in enumerate(others)}}
    limits = tuple((groups[id(slot)], slot) for slot in limited)
    return Pattern((row,), anchors_of(row), True, limits, groups, needs_of(row))


def anchors_of(row: TemplateRow) -> frozenset[str]:
    """Return words of which one stands in every wording: those of the part that is met least often.

    >>> sorted(anchors_of(TemplateParser({}).parse("[我]办(了|过)失业登记")))
    ['失业登记']
    """
    # Where only things counted must be there (and words may be), these are what is looked for.
    return next(iter(_needed(row)), frozenset()) or _slot_signs(row)


def needs_of(row: TemplateRow) -> tuple[frozenset[str], ...]:
    """Return of each other part that must be there its words (or signs of things counted), one of which stands in every wording.

    >>> [sorted(words) for words in needs_of(TemplateParser({}).parse("(给|替)我办(了|过)失业登记"))]
    [['我办'], ['替', '给'], ['了', '过']]
    """
    signs = tuple(frozenset(_SIGNS[part.kind]) for part in row.parts if isinstance(part, TemplateSlot))
    words = _needed(row)
    return (*words[1:], *signs) if words else signs[1:]


def _needed(row: TemplateRow) -> list[frozenset[str]]:
    """Return the words of each part that must be there, those met least often first."""
    parts = [part for part in row.parts if not isinstance(part, TemplateSlot)]
    return sorted((words for part in parts if (words := _anchors_of_part(part))), key=_how_often)


def _slot_signs(row: TemplateRow) -> frozenset[str]:
    """Return the signs of the first thing counted."""
    slot = next((part for part in row.parts if isinstance(part, TemplateSlot)), None)
    return frozenset(_SIGNS[slot.kind]) if slot else frozenset()


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


def _slots_of(row: TemplateRow) -> Iterator[TemplateSlot]:
    for part in row.parts:
        if isinstance(part, TemplateSlot):
            yield part
        elif isinstance(part, TemplateChoice):
            for inner in part.rows:
                yield from _slots_of(inner)


def _regex_of_row(row: TemplateRow, groups: dict[int, str]) -> str:
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
            parts.append(_regex_of_part(part, groups))
    return "".join(parts)


def _regex_of_part(part: TemplatePart, groups: dict[int, str]) -> str:
    if isinstance(part, TemplateWords):
        return re.escape(part.text)
    if isinstance(part, TemplateSlot):
        # A slot that stands twice, in a list named twice, is caught the first time.
        name = groups.pop(id(part), "")
        return (f"(?P<{name}>" if name else "(?:") + f"[{_SIGNS[part.kind]}]{FILL}*)"
    if isinstance(part, TemplateSign):
        return _AT_START if part.sign == "^" else _AT_END
    # The longest alternative first, so that 没有 is not read as 没.
    rows = sorted((_regex_of_row(row, groups) for row in part.rows if row.parts), key=lambda text: -len(text))
    is_optional = any(not row.parts for row in part.rows)
    times = f"{{0,{part.times}}}" if part.times > 1 else ("?" if is_optional else "")
    return f"(?:{'|'.join(rows)}){times}"

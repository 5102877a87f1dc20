"""Turns templates into regular expressions over a mask, each with the words without which it cannot match. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.policies.fact_templates import OneOf, Part, Row, Sign, Slot, Words, parse_template
from bot.understanding.situation.masks import BIRTH, BREAK, FILL, SIGN_OF
from bot.understanding.spans import SpanKind

# What denies must never be skipped: 失业保险没交 is not 失业保险…交.
_GAP = f"[^{BREAK}没不未无非]{{0,6}}?"
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
    "count": SIGN_OF[SpanKind.COUNT] + SIGN_OF[SpanKind.NUMBER],
}
SLOT = "slot"


@dataclass(frozen=True)
class Pattern:
    """A compiled group of templates.

    Args:
        regex: matches over a mask; has the group ``slot`` where the templates count something.
        anchors: words of which at least one stands in every match.
        limit: what the slot must keep to, None where anything will do.
    """

    regex: re.Pattern[str]
    anchors: frozenset[str]
    limit: Slot | None = None


def patterns_of(templates: Iterable[str], lists: Mapping[str, str], *, with_slot: bool = False) -> tuple[Pattern, ...]:
    """Compile templates; those without a slot of interest become one pattern, the longest wording first."""
    plain: list[Row] = []
    found: list[Pattern] = []
    for text in templates:
        row = parse_template(text, lists)
        slot = _first_slot(row)
        if slot is not None and (with_slot or slot.operator):
            regex = re.compile(_regex_of_row(row, capture=True))
            found.append(Pattern(regex, anchors_of(row), slot if slot.operator else None))
        else:
            plain.append(row)
    if plain:
        whole = "|".join(_regex_of_row(row, capture=False) for row in plain)
        found.append(Pattern(re.compile(whole), frozenset().union(*(anchors_of(row) for row in plain))))
    return tuple(found)


def anchors_of(row: Row) -> frozenset[str]:
    """Return words of which one stands in every wording: those of the part whose shortest word is longest.

    >>> sorted(anchors_of(parse_template("[我]办(了|过)失业登记", {})))
    ['失业登记']
    """
    choices = [words for part in row.parts if (words := _anchors_of_part(part))]
    if not choices:
        return frozenset()
    return max(choices, key=lambda words: (min(map(len, words)), -len(words)))


def _anchors_of_part(part: Part) -> frozenset[str]:
    if isinstance(part, Words):
        return frozenset({part.text})
    if isinstance(part, Slot):
        return frozenset(_SIGNS[part.kind])
    if isinstance(part, Sign):
        return frozenset()
    inner = [anchors_of(each) for each in part.rows]
    return frozenset().union(*inner) if all(inner) else frozenset()


def _first_slot(row: Row) -> Slot | None:
    for part in row.parts:
        if isinstance(part, Slot):
            return part
        if isinstance(part, OneOf):
            slot = next((found for inner in part.rows if (found := _first_slot(inner))), None)
            if slot is not None:
                return slot
    return None


def _regex_of_row(row: Row, *, capture: bool) -> str:
    return "".join(_regex_of_part(part, capture) for part in row.parts)


def _regex_of_part(part: Part, capture: bool) -> str:
    if isinstance(part, Words):
        return re.escape(part.text)
    if isinstance(part, Slot):
        return (f"(?P<{SLOT}>" if capture else "(?:") + f"[{_SIGNS[part.kind]}]{FILL}*)"
    if isinstance(part, Sign):
        return {"…": _GAP, "^": _AT_START, "$": _AT_END}[part.sign]
    # The longest alternative first, so that 没有 is not read as 没.
    rows = sorted((_regex_of_row(row, capture=capture) for row in part.rows if row.parts), key=lambda text: -len(text))
    is_optional = any(not row.parts for row in part.rows)
    times = f"{{0,{part.times}}}" if part.times > 1 else ("?" if is_optional else "")
    return f"(?:{'|'.join(rows)}){times}"

"""The small language in which editors write how people state a fact: ``[我]办(了|过)<登记>{duration}``. Pure.

``(a|b)`` one of several; ``[a|b]`` one of them or nothing, ``[a|b]*`` up to three of them; ``<name>`` a named list; ``{kind}`` something counted, with an
optional limit ``{money>50000}``, of dates the year ``{date=2025}``, ``{date=0}`` being the year of the message; ``…`` up to six characters that deny nothing; ``^`` and ``$`` the ends of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

SLOTS = ("age", "birth", "duration", "date", "money", "share", "count", "people", "number")
DAY_SLOTS = ("birth", "date")
GAP = "…"
EDGES = "^$"
_SIGNS = re.compile(r"\]\*|[()\[\]|<>{}…^$]|[^()\[\]|<>{}…^$]+")
MANY = "]*"
MOST_TIMES = 3
NOT_WORDS = "*?.\\ "
_LIMIT = re.compile(r"(?P<kind>[a-z]+)(?:(?P<operator><=|>=|<|>|=)(?P<bound>-?\d+))?")
DEEPEST = 8


class TemplateError(ValueError):
    """A template that cannot be read; the message says in Chinese what to mend."""


@dataclass(frozen=True)
class TemplateWords:
    """Characters as they stand."""

    text: str


@dataclass(frozen=True)
class TemplateSign:
    """A gap or an end of a clause."""

    sign: str


@dataclass(frozen=True)
class TemplateSlot:
    """Something counted. ``operator`` and ``bound`` limit it where given (money in 元, durations in months, dates by
    their year: below 1000 counted from the year of the message)."""

    kind: str
    operator: str = ""
    bound: int = 0


@dataclass(frozen=True)
class TemplateRow:
    """Parts that follow each other."""

    parts: tuple[TemplatePart, ...]


@dataclass(frozen=True)
class TemplateChoice:
    """Alternatives; an empty row among them makes it optional, ``times`` more than one lets several follow each other."""

    rows: tuple[TemplateRow, ...]
    times: int = 1


TemplatePart = TemplateWords | TemplateSign | TemplateSlot | TemplateChoice


def wordings_of(template: TemplateRow, most: int = 2000) -> tuple[str, ...]:
    """Return the wordings a template stands for, at most ``most`` of them; slots and gaps stay as they are written.

    >>> wordings_of(TemplateParser({}).parse("办[了|过]登记"))
    ('办了登记', '办过登记', '办登记')
    """
    return tuple(islice(_wordings(template), most))


def _wordings(row: TemplateRow) -> Iterator[str]:
    for combined in product(*(tuple(_wordings_of_part(part)) for part in row.parts)):
        yield "".join(combined)


def _wordings_of_part(part: TemplatePart) -> Iterator[str]:
    if isinstance(part, TemplateWords):
        yield part.text
    elif isinstance(part, TemplateSign):
        yield part.sign
    elif isinstance(part, TemplateSlot):
        yield "{" + part.kind + (f"{part.operator}{part.bound}" if part.operator else "") + "}"
    else:
        for row in part.rows:
            yield from _wordings(row)


class TemplateParser:
    """Reads templates; named lists may name other lists, to a fixed depth. What a list or a template means is kept.

    Args:
        lists: named lists, each itself a template.

    >>> TemplateParser({}).parse("办[过]").parts[0]
    TemplateWords(text='办')
    """

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._lists = lists
        self._read: dict[str, TemplateChoice] = {}
        self._known: dict[str, TemplateRow] = {}
        self._with_own: dict[tuple[tuple[str, str], ...], TemplateParser] = {}

    def with_own(self, lists: Mapping[str, str]) -> TemplateParser:
        """Return a parser that also knows these lists, which no other list names."""
        key = tuple(sorted(lists.items()))
        if key in self._with_own:
            return self._with_own[key]
        other = self._with_own[key] = TemplateParser({**self._lists, **lists})
        for name in self._lists:
            try:
                other._read[name] = self._list(name, 0)
            except TemplateError:
                continue
        return other

    def parse(self, text: str) -> TemplateRow:
        """Return a template as a tree, its named lists filled in.

        Raises:
            TemplateError: brackets do not match, or a list or kind is unknown.
        """
        if text not in self._known:
            self._known[text] = self._row_of(text, 0)
        return self._known[text]

    def _list(self, name: str, depth: int) -> TemplateChoice:
        if name not in self._read:
            self._read[name] = TemplateChoice((self._row_of(self._lists[name], depth + 1),))
        return self._read[name]

    def _row_of(self, text: str, depth: int) -> TemplateRow:
        signs = _SIGNS.findall(text)
        rows, end = self._rows(signs, 0, depth, "")
        if end < len(signs):
            raise TemplateError(f"「{text}」多了一个 {signs[end]}")
        return rows[0] if len(rows) == 1 else TemplateRow((TemplateChoice(tuple(rows)),))

    def _rows(self, signs: list[str], place: int, depth: int, closing: str) -> tuple[list[TemplateRow], int]:
        rows: list[TemplateRow] = []
        parts: list[TemplatePart] = []
        while place < len(signs) and signs[place] not in (")", "]", MANY):
            if signs[place] == "|":
                rows.append(TemplateRow(tuple(parts)))
                parts, place = [], place + 1
                continue
            part, place = self._part(signs, place, depth)
            parts.append(part)
        rows.append(TemplateRow(tuple(parts)))
        if closing and (place >= len(signs) or signs[place].rstrip("*") != closing):
            raise TemplateError(f"「{''.join(signs)}」少了一个 {closing}")
        return rows, place

    def _part(self, signs: list[str], place: int, depth: int) -> tuple[TemplatePart, int]:
        sign = signs[place]
        readers: dict[str, Callable[[], tuple[TemplatePart, int]]] = {
            "(": lambda: self._group(signs, place, depth, ")"),
            "[": lambda: self._group(signs, place, depth, "]"),
            "<": lambda: self._named(signs, place, depth),
            "{": lambda: _slot(signs, place),
        }
        if sign in readers:
            return readers[sign]()
        if sign in (">", "}"):
            raise TemplateError(f"「{''.join(signs)}」多了一个 {sign}")
        if set(sign) & set(NOT_WORDS):
            raise TemplateError(f"「{''.join(signs)}」里的「{sign}」不能这样写;* 只能跟在 ] 后面,不用 ? 和 .")
        return (TemplateSign(sign) if sign in (GAP, *EDGES) else TemplateWords(sign)), place + 1

    def _group(self, signs: list[str], place: int, depth: int, closing: str) -> tuple[TemplatePart, int]:
        rows, end = self._rows(signs, place + 1, depth, closing)
        times = MOST_TIMES if signs[end] == MANY else 1
        return TemplateChoice(tuple([*rows, TemplateRow(())] if closing == "]" else rows), times), end + 1

    def _named(self, signs: list[str], place: int, depth: int) -> tuple[TemplatePart, int]:
        name = "".join(signs[place + 1 : place + 2])
        if signs[place + 2 : place + 3] != [">"]:
            raise TemplateError(f"「{''.join(signs)}」里 < 后面要写一个清单的名字,再写 >")
        if name not in self._lists:
            raise TemplateError(f"没有叫 {name} 的清单;可用的有 {'、'.join(sorted(self._lists))}")
        if depth >= DEEPEST:
            raise TemplateError(f"清单 {name} 绕回了自己;写成不绕圈的")
        return self._list(name, depth), place + 3


def _slot(signs: list[str], place: int) -> tuple[TemplatePart, int]:
    end = signs.index("}", place) if "}" in signs[place:] else -1
    limit = _LIMIT.fullmatch("".join(signs[place + 1 : end])) if end > 0 else None
    if limit is None or limit["kind"] not in SLOTS:
        raise TemplateError(f"「{''.join(signs)}」里 {{}} 写法不对;可用的有 {'、'.join(SLOTS)},如 {{money>50000}}")
    bound = int(limit["bound"]) if limit["bound"] else 0
    return TemplateSlot(limit["kind"], limit["operator"] or "", bound), end + 1

"""Finds long numbers however they are written: any digits, any numerals of one figure, with anything but words between them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, digit

# A telephone number of a household has so many figures; amounts, ages and years have fewer.
LONG = 7
MOST_BETWEEN = 4
_FIGURES = {
    **{figure: str(value) for value, figure in enumerate("零一二三四五六七八九")},
    **{figure: str(value) for value, figure in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{figure: str(value) for value, figure in enumerate("零弌貳參肆伍陸柒捌玖")},
    **dict.fromkeys("幺吆", "1"),
    "两": "2",
    "弍": "2",
    "弎": "3",
    "貮": "2",
}
# What people say for a dash or a gap.
_SPOKEN_GAPS = frozenset("杠横空")
_HOTLINES = frozenset(
    ("110", "119", "120", "122", "12301", "12315", "12320", "12333", "12345", "12348", "12356", "12366", "12393")
)
_DAY = r"(?:19|20)\d\d(?P<{0}>[-./])\d{{1,2}}(?:(?P={0})\d{{1,2}})?"
_DAYS = re.compile(rf"{_DAY.format('a')}(?:\s*[-—–~至到一]+\s*{_DAY.format('b')})?")
_YEARS = re.compile(r"(?:19|20)\d\d\s*[-—–~一、,，/ ]\s*(?:19|20)\d\d(?:\s*[-—–~一、,，/ ]\s*(?:19|20)\d\d)*")
_AMOUNTS = re.compile(r"\d{1,6}(?:\.\d{1,2})?\s*[-—–~一]{1,2}\s*\d{1,6}(?:\.\d{1,2})?")
_UNIT = re.compile(r"\s*(?:元|块|万|%|人|岁|年|个|天|平)")


def long_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the long numbers of a text begin and end, in order; days, ranges of amounts and hotlines are none.

    >>> text = "电话138 一二三四-5678,交了3年"
    >>> [text[begin:end] for begin, end in long_numbers(text)]
    ['138 一二三四-5678']
    """
    for begin, end in _runs(text):
        if sum(_figure(letter) is not None for letter in text[begin:end]) >= LONG and not _is_harmless(
            text, begin, end
        ):
            yield begin, end


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield each stretch of figures with little between them."""
    begin = last = None
    for place, letter in enumerate(text):
        if _figure(letter) is not None:
            if begin is None:
                begin = place
            last = place
        elif begin is not None and last is not None and not _may_stand_between(letter, place - last):
            yield begin, _with_check_letter(text, last + 1)
            begin = last = None
    if begin is not None and last is not None:
        yield begin, _with_check_letter(text, last + 1)


def _figure(letter: str) -> str | None:
    value = digit(letter, None)
    return _FIGURES.get(letter) if value is None else str(value)


def _may_stand_between(letter: str, distance: int) -> bool:
    is_gap = category(letter)[0] in "ZPSCM" or letter in _SPOKEN_GAPS
    return is_gap and distance <= MOST_BETWEEN


def _with_check_letter(text: str, end: int) -> int:
    """Return the end with the X in which an identity number may end."""
    found = re.compile(r"[\W_]{0,4}[Xx](?![A-Za-z])").match(text, end)
    return found.end() if found else end


def _is_harmless(text: str, begin: int, end: int) -> bool:
    run = text[begin:end].strip()
    if _DAYS.fullmatch(run) or _YEARS.fullmatch(run):
        return True
    if _AMOUNTS.fullmatch(run) and _UNIT.match(text, end):
        return True
    return set(re.split(r"[^\d]+", run)) <= _HOTLINES

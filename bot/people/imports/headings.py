"""Finds the heading of a list among its first rows by the columns that it must have. Pure.

A heading may stand under titles, take up to three rows, and hold blanks, units or line breaks in its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.people.imports.cells.cell_text import cell_text
from bot.people.imports.workbooks import SheetRow

DEEPEST = 3
# A cell may say the word of a heading by chance, several do not.
FEWEST_SAID = 2
_LONG_NUMBER = re.compile(r"\d{6}")
_SPACE = re.compile(r"\s+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|[*:#]+$|^\*+")


@dataclass(frozen=True)
class Heading:
    """Where a heading stands (rows counted as in the sheet) and the title of each column; a known one in the words asked for."""

    first_row: int
    last_row: int
    titles: tuple[str, ...]


def heading_key(text: str) -> str:
    """Return a heading as it is compared: half-width, without blanks.

    >>> heading_key("姓  名"), heading_key("失业时间（年/月/日）")
    ('姓名', '失业时间(年/月/日)')
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


def bare_heading(text: str) -> str:
    """Return a heading without what explains it.

    >>> bare_heading("＊身份证号码（必填）："), bare_heading("年龄(岁)")
    ('身份证号码', '年龄')
    """
    key = heading_key(text)
    bare = _ASIDE.sub("", _ASIDE.sub("", key))
    return bare or key


def find_heading(rows: Sequence[SheetRow], needed: Collection[str], expected: int) -> Heading | None:
    """Return the heading that has all columns that are needed, looked for first in the row where it is expected; else None."""
    order = sorted(range(len(rows)), key=lambda at: (rows[at].number != expected, at))
    for depth in range(1, DEEPEST + 1):
        for at in order:
            window = rows[at : at + depth]
            if len(window) == depth:
                titles = _named(window, needed)
                if set(needed) <= set(titles):
                    return Heading(window[0].number, _last(rows[at + depth - 1 :], titles), titles)
    return None


def _last(rows: Sequence[SheetRow], titles: Sequence[str]) -> int:
    """Return the last row of a heading, whose cells may be merged with those of rows below."""
    last = rows[0]
    for row in rows[1:DEEPEST]:
        if not is_repeated(row.cells, titles):
            break
        last = row
    return last.number


def other_titles(row: SheetRow, titles: Sequence[str], needed: Sequence[str]) -> tuple[str, ...] | None:
    """Return the titles of a row below the heading that begins another table, None for any other row.

    Such a row says several of the headings, and has nobody's number in it. Who is ticked by the word of the heading above is somebody.

    Args:
        needed: the columns that are read; the first tells people apart.
    """
    if any(not isinstance(cell, str | None) or (cell and _LONG_NUMBER.search(cell)) for cell in row.cells):
        return None
    places = {bare_heading(title): at for at, title in enumerate(titles) if title}
    words = places.keys() | {bare_heading(name) for name in needed}
    said = {bare: at for at, cell in enumerate(row.cells) if cell and (bare := bare_heading(cell_text(cell))) in words}
    is_elsewhere = any(places.get(bare) != at for bare, at in said.items())
    is_for_key = places.get(bare_heading(needed[0])) in said.values()
    return _named([row], needed) if len(said) >= FEWEST_SAID and (is_elsewhere or is_for_key) else None


def best_row(rows: Sequence[SheetRow], needed: Collection[str]) -> tuple[str, ...]:
    """Return the titles of the row that has most of the columns, empty when none has two: what else stands there may be people."""
    most, best = 1, ()  # type: int, tuple[str, ...]
    for row in rows:
        titles = _named([row], needed)
        known = len(set(titles) & set(needed))
        if known > most:
            most, best = known, titles
    return best


def titles_of(window: Sequence[SheetRow]) -> tuple[tuple[str, ...], ...]:
    """Return the words above each column, from the top down, each once."""
    width = max((len(row.cells) for row in window), default=0)
    return tuple(
        tuple(dict.fromkeys(text for row in window if at < len(row.cells) and (text := cell_text(row.cells[at]))))
        for at in range(width)
    )


def is_repeated(cells: Sequence[object], titles: Sequence[str]) -> bool:
    """Tell whether a row says the heading once more, as at the top of each printed page."""
    said = [(cell_text(cell), at) for at, cell in enumerate(cells)]
    filled = [(text, at) for text, at in said if text]
    return bool(filled) and all(
        at < len(titles) and bare_heading(text) == bare_heading(titles[at]) for text, at in filled
    )


def _named(window: Sequence[SheetRow], needed: Collection[str]) -> tuple[str, ...]:
    """Return the titles of a window, in the words of what is needed where they are alike: all words above a column first, then its last."""
    columns = titles_of(window)
    titles = [words[-1] if words else "" for words in columns]
    parents = _parents(window, len(columns))
    whole = [["".join(words), "-".join(words), parents[at] + titles[at]] for at, words in enumerate(columns)]
    named: set[int] = set()
    for alike in (heading_key, bare_heading):
        for said in ([each[:2] for each in whole], [each[2:] for each in whole], [[title] for title in titles]):
            known = {titles[at] for at in named}
            wanted = {alike(name): name for name in needed if name not in known}
            for name, places in _places(said, wanted, alike, named).items():
                if len(places) == 1 or alike is heading_key:
                    for at in places:
                        titles[at] = name
                    named.update(places)
    known = {titles[at] for at in named}
    # What is called like a part of another column is that column's neighbour, not its double.
    return tuple(whole[at][0] if at not in named and title in known else title for at, title in enumerate(titles))


def _places(
    said: Sequence[Sequence[str]], wanted: Mapping[str, str], alike: Callable[[str], str], named: Collection[int]
) -> dict[str, list[int]]:
    """Return where each of the wanted names stands among the columns that have no name yet."""
    found: dict[str, list[int]] = {}
    for at, forms in enumerate(said):
        if at not in named:
            keys = {alike(form) for form in forms if form}
            for name in {wanted[key] for key in keys & wanted.keys()}:
                found.setdefault(name, []).append(at)
    return found


def _parents(window: Sequence[SheetRow], width: int) -> list[str]:
    """Return what stands above each column in the first of several rows, or to the left of that where nothing does."""
    above: list[str] = []
    first = window[0].cells if len(window) > 1 else ()
    for at in range(width):
        said = cell_text(first[at]) if at < len(first) else ""
        above.append(said or (above[-1] if above else ""))
    return above

"""A sheet of a workbook as every kind of file gives it: rows of cells, what is hidden, and cells whose value is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

# More columns than any list has; what stands beyond them is counted and not read.
MOST_COLUMNS = 512
EXCEL_DAY_ZERO = date(1899, 12, 30)
MAC_DAY_ZERO = date(1904, 1, 1)


class Unreadable(str, Enum):
    """A cell that says something which the file does not hold; never the same as a blank."""

    FORMULA = "这一格是公式，文件里没有存算好的值；请用 Excel 或 WPS 打开、保存一次再导入，或粘贴为数值"
    ERROR = "这一格是公式的错误（如 #REF!、#N/A）；请改好公式或直接填值"
    DITTO = "这一格写的是“同上”，名单一排序就不知道是同谁了；请把内容填上"


@dataclass(frozen=True)
class SheetRow:
    """A row that is there; ``number`` counts as a spreadsheet does, from 1. Cells hold text, numbers, days, yes/no or nothing.

    Args:
        width: how many columns the row says it has, also beyond what is read.
        beyond: how many of its cells stand beyond what is read.
        is_garbled: whether it is a line in another encoding than the file.
        joined: of how many torn lines of a text file it was put together.
        is_torn: whether it seems to be a piece of a row that a line break tore, which nothing proves.
    """

    number: int
    cells: Sequence[object]
    is_hidden: bool = False
    width: int = 0
    joined: int = 1
    is_torn: bool = False
    beyond: int = 0
    is_garbled: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet, not yet read.

    Args:
        name: of the sheet; empty for a file that has only one and no name for it.
        read: starts reading its rows from the top.
        day_zero: the day from which numbers in it count days.
        is_text: whether cells were cut out of lines of text, so that a short row may be torn.
    """

    name: str
    read: Callable[[], Iterator[SheetRow]] = field(repr=False)
    is_hidden: bool = False
    day_zero: date = EXCEL_DAY_ZERO
    is_text: bool = False


@dataclass
class Book:
    """An open file: its sheets, how far reading has come (0 to 1), and how to close it."""

    sheets: Sequence[Sheet]
    done: Callable[[], float] = field(repr=False)
    close: Callable[[], None] = field(repr=False)


def column_letters(position: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701), column_letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters, rest = "", position + 1
    while rest:
        rest, sign = divmod(rest - 1, 26)
        letters = chr(ord("A") + sign) + letters
    return letters


def column_position(letters: str) -> int:
    """Return which column letters name, from 0.

    >>> column_position("A"), column_position("AA"), column_position("XFD")
    (0, 26, 16383)
    """
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1

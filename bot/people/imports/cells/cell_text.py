"""What a cell of a list says, however it was typed: full-width digits, apostrophes, Excel's dates, several ways to write a day. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from bot.kb import Interval
from bot.people.imports.workbooks import Unreadable, day_of_number
from bot.people.imports.workbooks.sheet import EXCEL_DAY_ZERO
from bot.understanding.situation import day_written, tidy
from bot.understanding.spans import SpanKind, read_spans

# Excel counts days from its day zero; the counts between these bounds are 1927 to 2064.
EXCEL_COUNTS = range(10_000, 60_000)
_COUNT = re.compile(r"(\d{5})(?:\.\d+)?")
INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u200c\u200d\u2060\u202a\u202c\u200e\u200f")
# A number that Excel shortened to a power of ten has lost its last digits.
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d{2}", re.IGNORECASE)
# An apostrophe or ="…" tells spreadsheets that digits are a text.
_MARKED_AS_TEXT = re.compile(r"['‘’`]\s*([^'‘’`\s][^'‘’`]*)|=\"([^\"]*)\"|=“([^”]*)”")
# What spreadsheets show as nothing.
_ONLY_MARKS = frozenset({"'", "‘", "’", "`"})
_DITTO = frozenset({"同上", "同前", "〃", "″", "′′", "''", '"', "”", "“", "如上"})
# October is 1978.10, which a spreadsheet shows as 1978.1.
_RELATIVE = re.compile("[今明去前本]年")
_BLANK_BESIDE = re.compile(r"\s*([年月日号])\s*(?=\d|$)")
_ONE_DECIMAL = re.compile(r"\d{4}\.1")
# A number keeps fifteen digits; those behind are lost.
EXACT_BELOW = 10**15


def cell_text(cell: object) -> str:
    """Return a cell as text: normalised, trimmed, a whole number without decimals, a day in ISO form.

    >>> cell_text("　１４ "), cell_text(14.0), cell_text(None), cell_text("'0012"), cell_text('="0012"')
    ('14', '14', '', '0012', '0012')
    """
    if cell is None or isinstance(cell, Unreadable):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT_BELOW:
        return str(int(cell))
    text = cell if isinstance(cell, str) else str(cell)
    text = text.strip() if text.isascii() else _normalised(text)
    if text and text[0] in "'‘’`=":
        if text in _ONLY_MARKS:
            return ""
        if marked := _MARKED_AS_TEXT.fullmatch(text):
            return next(part for part in marked.groups() if part is not None).strip()
    return text


def days_of(text: str, on: date, day_zero: date = EXCEL_DAY_ZERO) -> date | Interval[date] | None:
    """Return the day that the text of a cell names, the first and last one where only a month or year is named; else None.

    Args:
        text: of the cell.
        on: the day of the list.
        day_zero: from which a bare number counts days.

    >>> days_of("1985年3月9日", date(2026, 11, 1)), days_of("31115", date(2026, 11, 1)), days_of("1985.1", date(2026, 11, 1))
    (datetime.date(1985, 3, 9), datetime.date(1985, 3, 9), None)
    """
    count = _COUNT.fullmatch(text)
    if count is not None:
        moment = day_of_number(int(count[1]), day_zero) if int(count[1]) in EXCEL_COUNTS else None
        return None if moment is None else moment.date()
    text = tidy(_BLANK_BESIDE.sub(r"\1", text))
    if _ONE_DECIMAL.fullmatch(text):
        return None
    written = day_written(text)
    if written is not None:
        return written
    # Without a year it is told from another day (昨天), which nobody knows of a list.
    spans = read_spans(text, on) if "年" in text and not _RELATIVE.search(text) else ()
    if len(spans) != 1 or spans[0].kind is not SpanKind.DATE or (spans[0].start, spans[0].end) != (0, len(text)):
        return None
    low, high = spans[0].value.low, spans[0].value.high
    if not isinstance(low, date) or not isinstance(high, date):
        return None
    return low if low == high else Interval(low, high)


def day_of(text: str) -> date | None:
    """Return the one day that the text of a cell names, or None when it names none.

    >>> day_of("1985年3月9日"), day_of("1985-03")
    (datetime.date(1985, 3, 9), None)
    """
    found = days_of(text, date(2100, 1, 1))
    return found if isinstance(found, date) else None


def is_ditto(text: str) -> bool:
    """Tell whether a cell says no more than that it is as the one above.

    >>> is_ditto("同上"), is_ditto("〃"), is_ditto("上辛口镇")
    (True, True, False)
    """
    return text in _DITTO


def is_shortened(text: str) -> bool:
    """Tell whether Excel wrote a long number as a power of ten, so that it can no longer be read."""
    return SHORTENED.fullmatch(text) is not None


def has_lost_digits(cell: object) -> bool:
    """Tell whether a cell holds a number with more digits than a number can keep.

    >>> has_lost_digits(120111197503121000), has_lost_digits(13800000000), has_lost_digits("12011119750312101X")
    (True, False, False)
    """
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT_BELOW


# Most cells of a long list hold one of few words.
@lru_cache(maxsize=4096)
def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(INVISIBLE).strip()

"""What a cell of a list says, however it was typed: full-width digits, Excel's dates, several ways to write a day. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

DAYS = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
# Excel counts days from here; the counts between these bounds are 1927 to 2064.
EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_COUNTS = range(10_000, 60_000)
INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u200c\u200d\u2060")
# A number that Excel shortened to a power of ten has lost its last digits.
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d{2}", re.IGNORECASE)


def cell_text(cell: object) -> str:
    """Return a cell as text: normalised, trimmed, a whole number without decimals, a day in ISO form.

    >>> cell_text("　１４ "), cell_text(14.0), cell_text(None)
    ('14', '14', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = cell if isinstance(cell, str) else str(cell)
    return text.strip() if text.isascii() else _normalised(text)


def day_of(text: str) -> date | None:
    """Return the day that the text of a cell names, or None when it names none.

    >>> day_of("1985年3月9日"), day_of("31115"), day_of("1985-03")
    (datetime.date(1985, 3, 9), datetime.date(1985, 3, 9), None)
    """
    if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in EXCEL_COUNTS:
        return EXCEL_DAY_ZERO + timedelta(days=int(text))
    for shape in DAYS:
        found = shape.fullmatch(text)
        if found:
            return _calendar_day(*map(int, found.groups()))
    return None


def is_shortened(text: str) -> bool:
    """Tell whether Excel wrote a long number as a power of ten, so that it can no longer be read."""
    return SHORTENED.fullmatch(text) is not None


# Most cells of a long list hold one of few words.
@lru_cache(maxsize=4096)
def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(INVISIBLE).strip()


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Which number formats of a workbook show days, and the day that a number then stands for. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bot.people.imports.workbooks.sheet import EXCEL_DAY_ZERO

# ECMA-376 part 1, 18.8.30: the formats of days that a workbook need not spell out, with those of East Asia.
BUILT_IN_DAYS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DAY_SIGNS = re.compile("[yd年日]|(?<![hs:.])m(?![:.s])", re.IGNORECASE)
SECONDS = 86_400


def shows_days(code: str) -> bool:
    """Tell whether a format shows a day.

    >>> shows_days('yyyy"年"m"月"'), shows_days("[$-804]yyyy-mm-dd;@"), shows_days("#,##0.00"), shows_days("[h]:mm:ss")
    (True, True, False, False)
    """
    bare = _QUOTED.sub("", code)
    return _DAY_SIGNS.search(bare) is not None and "general" not in bare.lower()


def day_of_number(number: float, day_zero: date) -> datetime | None:
    """Return the moment that a number of days stands for, None where no calendar has it.

    >>> day_of_number(45717, EXCEL_DAY_ZERO), day_of_number(1, EXCEL_DAY_ZERO), day_of_number(-3, EXCEL_DAY_ZERO)
    (datetime.datetime(2025, 3, 1, 0, 0), datetime.datetime(1900, 1, 1, 0, 0), None)
    """
    if number < 1:
        return None
    # Excel believes that 1900 was a leap year.
    days = int(number) + (day_zero == EXCEL_DAY_ZERO and number < 60)
    try:
        start = datetime.combine(day_zero, time()) + timedelta(days=days)
    except OverflowError:
        return None
    return start + timedelta(seconds=round((number - int(number)) * SECONDS))

"""Reads the repeating times of campaigns (``0 10 * * 1``): one moment of a day, on days of a month, months and days of the week. Pure."""

from __future__ import annotations

import re
from datetime import time

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# As in every crontab: 1 is Monday, 0 and 7 are Sunday.
_NUMBERS = {"0": "7", **{name: str(number) for number, name in enumerate(DAYS, start=1)}}
_WORDS = re.compile(r"[a-z]+|\d+")


def cron_time(cron: str) -> time | None:
    """Return the hour of the day, or None where the writing is wrong or means more than one moment a day."""
    parts = cron.split()
    if len(parts) != 5 or not (parts[0].isdecimal() and parts[1].isdecimal()):
        return None
    minute, hour = int(parts[0]), int(parts[1])
    if minute > 59 or hour > 23:
        return None
    if not (_fits(parts[2], 31) and _fits(parts[3], 12) and _fits(_numbered(parts[4]), 7)):
        return None
    return time(hour, minute)


def with_day_names(cron: str) -> str:
    """Return the same times with the days of the week by name: schedulers count them from different days.

    >>> with_day_names("0 10 * * 1-5")
    '0 10 * * mon-fri'
    """
    *rest, week = cron.split()
    named = re.sub(r"\d", lambda found: DAYS[int(found.group()) - 1], _numbered(week))
    return " ".join((*rest, named))


def _numbered(week: str) -> str:
    return _WORDS.sub(lambda found: _NUMBERS.get(found.group(), found.group()), week.lower())


def _fits(part: str, highest: int) -> bool:
    """Tell whether a part is ``*`` or a list of numbers and ranges from 1 on."""
    if part == "*":
        return True
    for item in part.split(","):
        first, _, last = item.partition("-")
        ends = (first, last or first)
        if not all(end.isdecimal() for end in ends) or item.endswith("-"):
            return False
        if not 1 <= int(ends[0]) <= int(ends[1]) <= highest:
            return False
    return True

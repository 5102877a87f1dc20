"""Reads the dates that people type on the command line."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from bot.errors import SituationError

# As people type them: any of the usual signs, or none.
_DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2}(?=[-/.月\s])|\d{2})\s*[-/.月]?\s*(\d{1,2})日?")


def day(text: str) -> date:
    """Return the day that a text names.

    Raises:
        SituationError: it is no calendar day; the message says how to write one.

    >>> [day(text).isoformat() for text in ("２０２２-06-30", "2022-6-3", "2022/6/3", "2022.6.3", "2022年6月3日", "20220603")]
    ['2022-06-30', '2022-06-03', '2022-06-03', '2022-06-03', '2022-06-03', '2022-06-03']
    """
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found is None:
            raise ValueError
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        raise SituationError(f"“{text}”不是日期。请写成 2026-01-31 这样。") from None

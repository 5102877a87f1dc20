"""Reads the dates that people type on the command line."""

from __future__ import annotations

import unicodedata
from datetime import date

from bot.errors import SituationError


def day(text: str) -> date:
    """Return the day that a text names.

    Raises:
        SituationError: it is no calendar day; the message says how to write one.

    >>> day("２０２２-06-30")
    datetime.date(2022, 6, 30)
    """
    try:
        return date.fromisoformat(unicodedata.normalize("NFKC", text).strip())
    except ValueError:
        raise SituationError(f"“{text}”不是日期。请写成 2026-01-31 这样。") from None

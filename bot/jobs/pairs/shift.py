"""Whether an opening asks for work at night, as far as its words say so. Pure."""

from __future__ import annotations

import re
import unicodedata

from bot.jobs.model import Opening

_NIGHT = re.compile("(?<!不上)(?<!无)(?<!不用上)(?:夜班|夜间|通宵|大夜|倒班|[两二三四]班倒|[两三四]班|轮班|夜车)")
_NO_NIGHT = re.compile("(?:不上|无|没有|不用上|不倒)(?:夜班|倒班|班)|长白班|常白班|纯?白班|行政班|双休")
# Whatever says something of shifts holds one of these.
_ANY = re.compile("夜|班|宵|双休")
_TIME = r"(?<!\d)(2[0-4]|[01]?\d)\s*[:点时]?\s*(?:(?<=[:点时])(\d{2}))?"
_HOURS = re.compile(rf"{_TIME}\s*[-~—–至到]+\s*(?:次日|第二天|晚上?|凌晨)?{_TIME}")
NIGHT_BEGINS, EARLIEST = 22, 5


def asks_for_nights(opening: Opening) -> bool | None:
    """Return whether somebody has to work at night; None when nothing says it.

    Hours that end after 22 o'clock or on the next day, or begin before 5, are a night.
    """
    text = unicodedata.normalize(
        "NFKC", "\n".join(filter(None, [opening.title, opening.hours, opening.duties, opening.requirements]))
    )
    says_shift = _ANY.search(text) is not None
    if says_shift and _NIGHT.search(_NO_NIGHT.sub(" ", text)):
        return True
    hours = [
        (int(begin) + int(minutes or 0) / 60, int(end) + int(rest or 0) / 60)
        for begin, minutes, end, rest in _HOURS.findall(unicodedata.normalize("NFKC", opening.hours or ""))
    ]
    if any(begin < EARLIEST or end > NIGHT_BEGINS or end <= begin for begin, end in hours):
        return True
    return False if hours or (says_shift and _NO_NIGHT.search(text)) else None

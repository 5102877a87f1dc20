"""Fairs as an iCalendar feed (RFC 5545), for the calendars of telephones. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone

from bot.jobs.fairs.model import Fair

LINE_BYTES = 75
# China has kept one time all year since 1991.
ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_feed(fairs: Iterable[Fair], name: str, at: datetime) -> str:
    """Return a calendar of fairs.

    Args:
        at: the moment at which it is made.
    """
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//leye//fairs//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    events = [line for fair in fairs for line in _event(fair, at)]
    lines = [*head, *ZONE, *events, "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(fair: Fair, at: datetime) -> Iterator[str]:
    stamp = at.astimezone(timezone.utc)
    yield "BEGIN:VEVENT"
    yield f"UID:fair-{fair.id}@leye"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    if fair.begins is None:
        yield f"DTSTART;VALUE=DATE:{fair.held_on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{fair.held_on + timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART;TZID=Asia/Shanghai:{_moment(fair.held_on, fair.begins)}"
        if fair.ends is not None and fair.ends > fair.begins:
            yield f"DTEND;TZID=Asia/Shanghai:{_moment(fair.held_on, fair.ends)}"
    yield f"SUMMARY:{_text(fair.title)}"
    where = "，".join(filter(None, [fair.town, fair.place]))
    about = "\n".join(filter(None, [fair.hosts and f"主办：{fair.hosts}", fair.about]))
    yield from (f"{name}:{_text(said)}" for name, said in (("LOCATION", where), ("DESCRIPTION", about)) if said)
    yield "END:VEVENT"


def _moment(day: date, hour: str) -> str:
    return f"{day:%Y%m%d}T{hour.replace(':', '')}00"


def _text(said: str) -> str:
    """Return a text as a value: commas, semicolons and breaks are escaped.

    >>> _text("上午9点,下午2点;自带简历")
    '上午9点\\\\,下午2点\\\\;自带简历'
    """
    escaped = said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 bytes, no sign torn apart; those after the first begin with a space."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE_BYTES:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    yield piece

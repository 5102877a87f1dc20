"""The page of the audit log, for those who check what colleagues did."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.clock import SHANGHAI
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import DeskRequest, Download, Page
from bot.staff import AuditEntry, AuditLog, Permission, Staff, Wanted
from bot.text import as_csv
from bot.wording.office import KINDS, about_as_said, say_about, say_act, say_detail, say_who

MOST_EXPORTED = 100_000
FIRST_YEAR, LAST_YEAR = 2000, 9000
COLUMNS = ("编号", "时间", "谁", "代码", "做了什么", "对象", "详情", "来源")


def add_audit(desk: Desk, log: AuditLog, staff: Staff) -> None:
    """Serve the log and its file."""
    desk.entry("操作记录", "/desk/audit", Permission.AUDIT)

    @desk.get("/desk/audit", Permission.AUDIT)
    def show(asked: DeskRequest) -> Page:
        wanted = _wanted(asked.query)
        entries = log.read(wanted)
        older = entries[-1].id if len(entries) == wanted.most else None
        said = {
            "KINDS": KINDS,
            "say_act": say_act,
            "say_detail": say_detail,
            "say_who": say_who,
            "say_about": say_about,
        }
        said["names"] = _names(staff, entries)
        return Page("audit.html", {"entries": entries, "query": asked.query, "older": older, **said})

    @desk.get("/desk/audit.csv", Permission.AUDIT)
    def export(asked: DeskRequest) -> Download:
        entries = log.read(replace(_wanted(asked.query), most=MOST_EXPORTED))
        asked.audit("audit.exported", None, entries=len(entries))
        return Download(as_csv(_table(entries)), "操作记录.csv", "text/csv; charset=utf-8")


def _names(staff: Staff, entries: Iterable[AuditEntry]) -> dict[str, str]:
    """Return the names of the colleagues whom entries name, also of those who were removed."""
    found = {entry.who for entry in entries}
    found |= {entry.about.partition(":")[2] for entry in entries if entry.about and entry.about.startswith("staff:")}
    found |= {str(entry.detail["to"]) for entry in entries if entry.detail and entry.detail.get("to")}
    names = {userid: staff.name_of(userid) for userid in found}
    return {userid: name for userid, name in names.items() if name}


def _wanted(query: Mapping[str, str]) -> Wanted:
    def text(name: str) -> str | None:
        return query.get(name, "").strip()[:128] or None

    until = _day(query.get("to", ""))
    before = query.get("before", "")
    return Wanted(
        text("who"),
        text("act"),
        about_as_said(text("about")),
        _day(query.get("from", "")),
        None if until is None else until + timedelta(days=1),
        int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None,
    )


def _day(text: str) -> datetime | None:
    """Return the beginning of a day in Shanghai; what is no date asks for nothing."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        # Moments beyond cannot be told in another time zone.
        return None
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _table(entries: list[AuditEntry]) -> Iterator[tuple[Any, ...]]:
    yield COLUMNS
    for entry in entries:
        detail = "" if entry.detail is None else json.dumps(entry.detail, ensure_ascii=False)
        moment = entry.at.astimezone(SHANGHAI).isoformat(timespec="seconds")
        yield entry.id, moment, entry.who, entry.act, say_act(entry.act), entry.about or "", detail, entry.source or ""

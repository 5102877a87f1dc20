"""Gates 2 and 3 for calendar.yml: every day off is announced by a quoted clause, days are in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.errors import Problem
from bot.kb.gates.figures import figures_in
from bot.kb.loading.files import RawFiles


def check_calendar(raw: RawFiles) -> list[Problem]:
    """Return every mistake in the calendar."""
    name, data = raw.single("calendar")
    if not data:
        return []
    clauses = {clause["id"]: clause["text"] for _, each in raw.items("documents") for clause in each["clauses"]}
    found: list[tuple[str, str]] = []
    for index, entry in enumerate(data["holidays"]):
        place = f"holidays[{index}]"
        if entry["from"] > entry["to"]:
            found.append((f"{place}.to", f"最后一天 {entry['to']} 早于第一天 {entry['from']};调整先后"))
        found += _unannounced(raw, clauses, entry, (entry["from"], entry["to"]), place)
    return [Problem(name, place, words) for place, words in found]


def _unannounced(
    raw: RawFiles, clauses: dict[str, str], entry: dict[str, Any], days: tuple[str, ...], place: str
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the source of some days; notices leave the year, and a month said before, to the reader."""
    text = clauses.get(entry["clause"])
    if text is None:
        if "documents" not in raw.unusable:
            yield f"{place}.clause", f"documents 里没有条目 {entry['clause']};先录入国务院办公厅的放假通知"
        return
    if entry["quote"] not in text:
        yield f"{place}.quote", f"「{entry['quote']}」不在 {entry['clause']} 的文字里;照条目原样摘一段"
        return
    held = figures_in(entry["quote"])
    for day in map(date.fromisoformat, days):
        if not {day.month, day.day} <= held:
            yield f"{place}.quote", f"引文里找不到 {day.month}月{day.day}日;引文要含这一天"

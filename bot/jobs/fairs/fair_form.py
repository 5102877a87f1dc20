"""A fair or a live session as somebody writes it into a form. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.jobs.fairs.model import Fair, FairKind
from bot.jobs.town_names import tidy_town
from bot.text import without_contacts

FAIR_FIELDS: Mapping[str, int] = {
    "title": 100,
    "kind": 8,
    "held_on": 16,
    "begins": 8,
    "ends": 8,
    "town": 64,
    "place": 200,
    "hosts": 200,
    "about": 1_000,
}
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_PUBLIC = ("title", "place", "hosts", "about")


@dataclass(frozen=True)
class WrittenFair:
    """What was read of a form; ``wrong`` says by field what is to be mended, and then there is no fair."""

    fair: Fair | None
    wrong: Mapping[str, str] = field(default_factory=dict)


def read_fair_form(written: Mapping[str, str], on: date) -> WrittenFair:
    """Read the fields of a form; numbers and accounts are taken out of what everybody sees.

    Args:
        on: the day before which nothing is held any more.

    >>> read_fair_form({"title": "样例专场", "kind": "fair", "held_on": "2026-12-05", "begins": "9:00"}, date(2026, 12, 1)).wrong
    {'begins': '看不懂；写成 09:00 这样'}
    """
    texts = {name: " ".join(written.get(name, "").split()) for name in FAIR_FIELDS}
    wrong = {
        name: f"太长，最多 {most} 个字；现在 {len(texts[name])} 个字"
        for name, most in FAIR_FIELDS.items()
        if len(texts[name]) > most
    }
    if not texts["title"]:
        wrong["title"] = "没有填；请补上"
    if texts["kind"] not in {each.value for each in FairKind}:
        wrong["kind"] = "请选一种"
    held_on = _day(texts["held_on"], on, wrong)
    _check_hours(texts, wrong)
    if wrong or held_on is None:
        return WrittenFair(None, wrong)
    public = {name: without_contacts(texts[name])[0][: FAIR_FIELDS[name]] or None for name in _PUBLIC}
    fair = Fair(
        id=0,
        kind=FairKind(texts["kind"]),
        title=public["title"] or "",
        held_on=held_on,
        begins=texts["begins"] or None,
        ends=texts["ends"] or None,
        town=tidy_town(texts["town"]),
        place=public["place"],
        hosts=public["hosts"],
        about=public["about"],
    )
    return WrittenFair(fair)


def _day(text: str, on: date, wrong: dict[str, str]) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        wrong["held_on"] = "请选一个日期"
        return None
    if day < on:
        wrong["held_on"] = "这一天已经过了；请改成今天或以后"
    return day


def _check_hours(texts: Mapping[str, str], wrong: dict[str, str]) -> None:
    for name in ("begins", "ends"):
        if texts[name] and not _HOUR.fullmatch(texts[name]):
            wrong[name] = "看不懂；写成 09:00 这样"
    if texts["ends"] and not texts["begins"]:
        wrong.setdefault("begins", "写了到几点，就请写从几点")
    elif texts["ends"] and not {"begins", "ends"} & wrong.keys() and texts["ends"] <= texts["begins"]:
        wrong["ends"] = "比开始的时间早；请改"

"""Gate 3 for what a sentence says of its sources: who it says wrote something must have written it, on every day it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.errors import Problem
from bot.kb.gates.statements import statements_of
from bot.kb.loading.files import RawFiles
from bot.kb.statements import PLACE

# Who is said to have written what follows: the plan, or the state, also as others report it.
_WRITERS = {
    "plan": re.compile("(?:方案(?:第?.{0,4}条)?|这一条)(?:也)?(?:写|规定|要求|明确)"),
    "national": re.compile("国家(?:现在|当时)?(?:条例|规定|要求|写|明确|原则|统一规定)"),
}
_TITLES = re.compile("《[^》]*》")
_DENIED = re.compile("没有?写|没有?规定|没有?要求")
_PARTS = re.compile("[;；。]")
NAMES = {"plan": "方案", "national": "国家文件"}


@dataclass(frozen=True)
class _Said:
    """A sentence with the days on which it is said."""

    file: str
    place: str
    entry: dict[str, Any]
    days: tuple[str, str]


def check_named_sources(raw: RawFiles) -> list[Problem]:
    """Return every sentence that names a writer whose words it does not hold."""
    writers = _writers(raw)
    values = {data["id"]: data["values"] for _, data in raw.items("parameters")}
    return [
        problem for said in _sentences(raw) for problem in (*_of_values(said, writers, values), *_of_all(said, writers))
    ]


def _writers(raw: RawFiles) -> dict[str, str]:
    """Return who wrote each clause, by scope and standing of its source; a clause of a broken source is left out."""
    sources = {
        entry["id"]: "plan" if entry["standing"] == "plan" else str(entry["scope"])
        for entry in raw.single("sources")[1]
    }
    return {
        clause["id"]: sources[data["source"]]
        for _, data in raw.items("documents")
        if data["source"] in sources
        for clause in data["clauses"]
    }


def _sentences(raw: RawFiles) -> Iterator[_Said]:
    for file, data in raw.items("policies"):
        for _, place, entry in statements_of(data):
            yield _Said(file, f"{place}.text", entry, _days(entry, _days(data)))


def _days(entry: dict[str, Any], within: tuple[str, str] = ("0000", "9999")) -> tuple[str, str]:
    return max(entry.get("valid_from") or "0000", within[0]), min(entry.get("valid_to") or "9999", within[1])


def _of_values(said: _Said, writers: dict[str, str], values: dict[str, Any]) -> Iterator[Problem]:
    """A value is of whoever is named last before it."""
    for part in _PARTS.split(_TITLES.sub("", said.entry["text"])):
        for place in PLACE.finditer(part):
            writer = _named(part[: place.start()])
            for value in values.get(place.group(1), ()) if writer else ():
                start, end = _days(value, said.days)
                is_said = start <= end
                if is_said and writers.get(value["clause"], writer) != writer:
                    since = value["valid_from"] or "最早"
                    yield Problem(
                        said.file,
                        said.place,
                        f"这句说是{NAMES[str(writer)]}写的,可 {place.group(1)} 从 {since} 起的数出自 {value['clause']};"
                        f"改句子里的说法,或把两段日期分成两句",
                    )


def _of_all(said: _Said, writers: dict[str, str]) -> Iterator[Problem]:
    """Whoever is named has a clause among the sources."""
    cited = {writers.get(citation["clause"]) for citation in said.entry.get("sources", ())}
    for part in _PARTS.split(_TITLES.sub("", said.entry["text"])):
        writer = _named(part)
        if writer and None not in cited and writer not in cited and not PLACE.search(part):
            yield Problem(
                said.file, said.place, f"这句说是{NAMES[writer]}写的,依据里却没有{NAMES[writer]}的条目;补上,或改说法"
            )


def _named(text: str) -> str | None:
    """Return the writer named last; None when nobody is, or only what they did not write is said."""
    found = [(match.end(), writer) for writer, pattern in _WRITERS.items() for match in pattern.finditer(text)]
    return None if not found or _DENIED.search(text) else max(found)[1]

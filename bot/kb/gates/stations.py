"""Part of gate 2: a town or station stands in a source, with its own words, and a station lies in a town that is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.loading.files import RawFiles

FILE = "stations.yml"


def check_stations(raw: RawFiles) -> list[Problem]:
    """Return every town or station that no clause holds, and every id that stands twice or points nowhere."""
    data = raw.single("stations")[1]
    if not data or "stations" in raw.unusable:
        return []
    texts = {clause["id"]: clause["text"] for _, document in raw.items("documents") for clause in document["clauses"]}
    problems = [
        Problem(FILE, place, message)
        for kind in ("towns", "stations")
        for place, message in _of_kind(kind, data[kind], {} if "documents" in raw.unusable else texts)
    ]
    towns = {town["id"] for town in data["towns"]}
    for index, station in enumerate(data["stations"]):
        if station["town"] not in towns:
            problems.append(Problem(FILE, f"stations[{index}].town", f"上面的 towns 里没有 {station['town']};检查拼写"))
    return problems


def _of_kind(kind: str, entries: list[dict[str, Any]], texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        place = f"{kind}[{index}]"
        if entry["id"] in seen:
            yield f"{place}.id", f"{entry['id']} 写了两次;换一个编号"
        seen.add(entry["id"])
        if not texts:
            continue
        if entry["clause"] not in texts:
            yield f"{place}.clause", f"没有条目 {entry['clause']};先在 documents 里录入"
        elif entry["quote"] not in texts[entry["clause"]]:
            yield f"{place}.quote", "引文和条目原文对不上;照原文逐字抄"

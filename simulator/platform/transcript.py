"""What went over the wire, bounded, and how many messages the phones received. Written by delivery, gate and API."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from datetime import datetime
from typing import Any

WAYS = ("customer", "subscribe", "template", "passive")
# Sends remembered for counting duplicates; older ones are forgotten first, so that memory stays flat.
KEPT_SENDS = 200_000


class Transcript:
    """The last entries that went over the wire, as the control API hands them out."""

    def __init__(self, kept: int) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=kept)
        self._last = 0

    def add(self, at: datetime, direction: str, **more: Any) -> None:
        """Add an entry; ``more`` may hold openid, msg_id, path, errcode, problem, milliseconds and the like."""
        self._last += 1
        kept = {name: value for name, value in more.items() if value is not None}
        self._entries.append({"n": self._last, "at": at.isoformat(), "direction": direction, **kept})

    def after(self, number: int, limit: int) -> list[dict[str, Any]]:
        """Return at most ``limit`` entries newer than ``number``, oldest first."""
        return [entry for entry in self._entries if entry["n"] > number][:limit]


class TranscriptCounts:
    """How often what reached the phones, and with which errcodes the API answered."""

    def __init__(self) -> None:
        self.ways: Counter[str] = Counter()
        self.errcodes: Counter[int] = Counter()
        self.callbacks: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self._people: dict[str, Counter[str]] = {}
        self._sends: OrderedDict[tuple[str, str], int] = OrderedDict()

    def received(self, way: str, openid: str) -> None:
        """Count a message that a phone received."""
        self.ways[way] += 1
        self._people.setdefault(openid, Counter())[way] += 1

    def received_by(self, openid: str) -> int:
        """Return how many messages a phone received."""
        return sum(self._people.get(openid, Counter()).values())

    def sent(self, openid: str, key: str) -> None:
        """Count a notice by what makes it one of its kind, to find what a phone received twice."""
        self._sends[openid, key] = self._sends.get((openid, key), 0) + 1
        self._sends.move_to_end((openid, key))
        while len(self._sends) > KEPT_SENDS:
            self._sends.popitem(last=False)

    def duplicates(self) -> list[dict[str, Any]]:
        """Return every notice that a phone received more than once."""
        return [
            {"openid": openid, "key": key, "count": count} for (openid, key), count in self._sends.items() if count > 1
        ]

    def as_json(self, has_people: bool) -> dict[str, Any]:
        """Return the counts; per person only when asked for."""
        counts: dict[str, Any] = {way: self.ways[way] for way in WAYS}
        counts.update({way: count for way, count in self.ways.items() if way not in WAYS})
        counts["by_errcode"] = {str(code): count for code, count in sorted(self.errcodes.items())}
        counts["callbacks"] = dict(self.callbacks)
        counts["faults"] = dict(self.faults)
        if has_people:
            counts["by_person"] = {openid: dict(ways) for openid, ways in self._people.items()}
        return counts

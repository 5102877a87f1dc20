"""What a fair (招聘会) or a live session (直播带岗) is. Frozen; no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class FairKind(str, Enum):
    """Where people go, or what they watch."""

    FAIR = "fair"
    LIVE = "live"


@dataclass(frozen=True)
class Fair:
    """One event; ``begins`` and ``ends`` are hours like 09:00, None where the list does not say them."""

    id: int
    kind: FairKind
    title: str
    held_on: date
    begins: str | None = None
    ends: str | None = None
    town: str | None = None
    place: str | None = None
    hosts: str | None = None
    about: str | None = None

"""A clock that a test moves; for the outbox and the door of WeCom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import now as real_now


@dataclass
class MovingClock:
    """Stands where it is put."""

    at: datetime = field(default_factory=real_now)

    def __call__(self) -> datetime:
        """Return its moment."""
        return self.at

    def move(self, seconds: float) -> None:
        """Let time go by."""
        self.at += timedelta(seconds=seconds)

"""The members of the simulated 企业微信: what their phones show and how much an application may send them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

# path/90236: more than this to one member is dropped without an error.
A_MINUTE = 30
AN_HOUR = 1_000
CODE_LIFETIME = timedelta(hours=72)


@dataclass
class Member:
    """One member of staff; ``messages`` is bounded."""

    userid: str
    name: str
    messages: deque[dict[str, Any]]
    last_number: int = 0
    dropped: int = 0
    _sent: deque[datetime] = field(default_factory=lambda: deque(maxlen=AN_HOUR))

    def takes_one_more(self, now: datetime) -> bool:
        """Return whether the member receives a message now, and count it if so."""
        if len(self._sent) == AN_HOUR and now - self._sent[0] < timedelta(hours=1):
            return False
        if len(self._sent) >= A_MINUTE and now - self._sent[-A_MINUTE] < timedelta(minutes=1):
            return False
        self._sent.append(now)
        return True

    def show(self, at: datetime, sender: str, kind: str, text: str, **more: Any) -> None:
        """Put one line on the member's screen."""
        self.last_number += 1
        self.messages.append(
            {"n": self.last_number, "at": at.isoformat(), "from": sender, "kind": kind, "text": text, **more}
        )


@dataclass
class ResponseCode:
    """Allows one update of a card within 72 hours (path/94945)."""

    task_id: str
    until: datetime
    is_used: bool = False

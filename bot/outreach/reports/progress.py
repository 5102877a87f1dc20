"""How far a run is at this moment: how many notices are in which state, how fast it goes, how long it still takes. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.outreach.runs.states import NoticeKind, NoticeState
from bot.storage.tables import notices

LATELY = timedelta(minutes=1)
# What is left of these may still leave.
WAITING = (NoticeState.PLANNED, NoticeState.CLAIMED)


@dataclass(frozen=True)
class RunProgress:
    """The notices of a run by state, follow-ups not counted; ``lately`` left within the last minute."""

    counts: Mapping[NoticeState, int]
    lately: int

    @property
    def all(self) -> int:
        """Return how many notices there are."""
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """Return how many may still leave."""
        return sum(self.counts[state] for state in WAITING)

    @property
    def per_second(self) -> float:
        """Return how fast letters leave."""
        return self.lately / LATELY.total_seconds()

    @property
    def remaining(self) -> timedelta | None:
        """Return about how long it takes until all have left at this pace; None while nothing leaves.

        >>> RunProgress({**dict.fromkeys(NoticeState, 0), NoticeState.PLANNED: 100}, 60).remaining
        datetime.timedelta(seconds=100)
        """
        return timedelta(seconds=self.waiting / self.per_second) if self.lately else None


def progress(engine: Engine, run: int, at: datetime) -> RunProgress:
    """Return how far a run is."""
    own = (notices.c.run == run, notices.c.kind != NoticeKind.FOLLOW_UP.value)
    by_state = select(notices.c.state, func.count()).where(*own).group_by(notices.c.state)
    lately = select(func.count()).select_from(notices).where(notices.c.run == run, notices.c.started_at > at - LATELY)
    with engine.connect() as connection:
        counts = {NoticeState(state): int(count) for state, count in connection.execute(by_state)}
        left = int(connection.execute(lately).scalar_one())
    return RunProgress({state: counts.get(state, 0) for state in NoticeState}, left)

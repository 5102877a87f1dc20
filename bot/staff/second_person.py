"""Who is a second person, as far as accounts tell (ADR 0022): for every room in which one proposes and another decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy.engine import Engine

from bot.staff.makers import handed_at, makers_of

# So long others can notice that an account was made or given away, before it decides.
RESTS_FOR = timedelta(hours=24)


class NotSecond(str, Enum):
    """Why somebody is no second person: the same account, one in the other's line of hands, or one that changed hands today."""

    SAME = "same"
    ONE_HAND = "one_hand"
    RESTING = "resting"


def why_not_second(engine: Engine, decider: str, proposer: str, at: datetime) -> NotSecond | None:
    """Return why whoever decides is not somebody else than whoever proposed; None when it is."""
    if decider == proposer:
        return NotSecond.SAME
    if decider in makers_of(engine, proposer) or proposer in makers_of(engine, decider):
        return NotSecond.ONE_HAND
    handed = handed_at(engine, decider)
    return NotSecond.RESTING if handed is not None and handed > at - RESTS_FOR else None

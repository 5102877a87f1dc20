"""What came of pairs that were brought together in a stretch of days. Reading only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.engine import Engine

from bot.figures.periods import Stretch
from bot.referrals.introductions import IntroductionState
from bot.storage.tables import introductions


@dataclass(frozen=True)
class Introduced:
    """Pairs brought together in a period, and how far they have come by now: the person agreed, the employer wanted to meet them, hired."""

    made: int
    agreed: int
    willing: int
    hired: int


_S = IntroductionState
_WILLING = (_S.WILLING, _S.INTERVIEW, _S.HIRED, _S.FAILED)
# Who turned down was asked only because the person agreed.
_AGREED = (_S.AGREED, _S.TURNED_DOWN, *_WILLING)


def introduced_in(engine: Engine, period: Stretch) -> Introduced:
    """Return what came so far of the pairs of a period."""
    table = introductions.c
    of_period = (table.asked_at >= period.since, table.asked_at < period.until)
    # Who agreed before it was stopped had agreed.
    had_agreed = and_(table.state == _S.STOPPED.value, table.answered_at.is_not(None))
    conditions = (or_(_is_in(_AGREED), had_agreed), _is_in(_WILLING), _is_in((_S.HIRED,)))
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in conditions]
    with engine.connect() as connection:
        row = connection.execute(select(func.count(), *sums).where(*of_period)).one()
    return Introduced(*(int(each) for each in row))


def _is_in(states: tuple[IntroductionState, ...]) -> Any:
    return introductions.c.state.in_([each.value for each in states])

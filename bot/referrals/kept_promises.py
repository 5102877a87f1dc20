"""How many promises each station kept, and its stars. Reading only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.engine import Engine

from bot.referrals.promises import stars
from bot.referrals.states import ReferralKind
from bot.storage.tables import referrals


@dataclass(frozen=True)
class Kept:
    """The promises of a station that came due; ``station`` None: of nobody's."""

    station: str | None
    opened: int
    contacts_due: int
    contacts_kept: int
    introductions_due: int
    introductions_kept: int

    @property
    def stars(self) -> int | None:
        """Return the stars, None for too few promises to judge."""
        due = self.contacts_due + self.introductions_due
        return stars(self.contacts_kept + self.introductions_kept, due)


def calls_in_each(engine: Engine, bounds: Sequence[datetime]) -> list[int]:
    """Return how many people called from each moment to the next: one look for all of them."""
    r = referrals.c
    span = case(*((r.opened_at >= since, place) for place, since in reversed([*enumerate(bounds[:-1])]))).label("span")
    called = (r.opened_at >= bounds[0], r.opened_at < bounds[-1], r.kind == ReferralKind.CALL.value)
    each = select(span).where(*called).subquery()
    query = select(each.c.span, func.count()).group_by(each.c.span)
    with engine.connect() as connection:
        found = {place: int(count) for place, count in connection.execute(query)}
    return [found.get(place, 0) for place in range(len(bounds) - 1)]


def kept_promises(engine: Engine, since: datetime, until: datetime, at: datetime) -> list[Kept]:
    """Return what became of the promises given from one moment to another, by station.

    A call that ended before anybody was in contact and before its time, withdrawn or closed, says nothing of the station:
    it neither came due nor was kept. One that was closed early needs no introduction.
    """
    r = referrals.c
    contact_kept = r.contacted_at <= r.contact_due_at
    is_past = and_(r.contact_due_at <= at, or_(r.closed_at.is_(None), r.closed_at > r.contact_due_at))
    contact_due = or_(r.contacted_at.is_not(None), is_past)
    introduced = r.introduced_at <= r.introduce_due_at
    owes = or_(
        r.introduced_at.is_not(None),
        and_(r.introduce_due_at <= at, or_(r.closed_at.is_(None), r.closed_at > r.introduce_due_at)),
    )
    sums = [
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
        for condition in (contact_due, contact_kept, owes, and_(owes, introduced))
    ]
    # Only who called was promised something.
    given = (r.opened_at >= since, r.opened_at < until, r.kind == ReferralKind.CALL.value)
    query = select(r.station, func.count(), *sums).where(*given).group_by(r.station).order_by(r.station)
    with engine.connect() as connection:
        return [Kept(row[0], *(int(each) for each in row[1:])) for row in connection.execute(query)]

"""All figures of a period, of the one before it and of the last weeks, as the database knows them at a moment. Reading only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.figures.asked import AskedTally, asked_in, rated_in
from bot.figures.introduced import Introduced, introduced_in
from bot.figures.measures import Portion
from bot.figures.periods import Stretch, weeks_until
from bot.figures.towns import Towns, towns_in
from bot.outreach.reports import FUNNEL, told_between, told_in_each
from bot.referrals import Kept, calls_in_each, kept_promises


@dataclass(frozen=True)
class Figures:
    """What a period was.

    Args:
        rated: of how many rated answers how many were of use; None when they are no longer all kept.
        promises: what became of what callers were promised, by station.
        told: what came of notices, by campaign.
    """

    period: Stretch
    asked: AskedTally
    rated: Portion | None
    promises: tuple[Kept, ...]
    told: Mapping[str, Mapping[str, int]]
    introduced: Introduced

    @property
    def calls(self) -> int:
        """Return how many people called."""
        return sum(each.opened for each in self.promises)

    @property
    def contacts(self) -> Portion:
        """Return how many of the contacts that came due were made in time."""
        return Portion(
            sum(each.contacts_kept for each in self.promises), sum(each.contacts_due for each in self.promises)
        )

    @property
    def introductions(self) -> Portion:
        """Return how many of the introductions that came due were made in time."""
        kept = sum(each.introductions_kept for each in self.promises)
        return Portion(kept, sum(each.introductions_due for each in self.promises))

    @property
    def funnel(self) -> dict[str, int]:
        """Return what came of all notices."""
        return {name: sum(counts[name] for counts in self.told.values()) for name in FUNNEL}

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing happened at all."""
        return not (self.asked.questions or self.calls or self.told or self.introduced.made)


@dataclass(frozen=True)
class Week:
    """One week of the trend; ``is_over`` tells whether all of it has passed."""

    period: Stretch
    is_over: bool
    unanswered: Portion
    rated: Portion | None
    calls: int
    told: int


@dataclass(frozen=True)
class Overview:
    """The figures of a period, those of the one before, the last weeks, and what is known by town; as of a moment."""

    at: datetime
    now: Figures
    before: Figures
    weeks: tuple[Week, ...]
    towns: Towns


def overview_of(engine: Engine, period: Stretch, at: datetime) -> Overview:
    """Return what is known of a period at a moment."""
    stretches = weeks_until(period.last)
    bounds = [*(week.since for week in stretches), stretches[-1].until]
    called, told = calls_in_each(engine, bounds), told_in_each(engine, bounds)
    weeks = tuple(_week(engine, week, at, *counts) for week, *counts in zip(stretches, called, told, strict=True))
    now, before = figures_of(engine, period, at), figures_of(engine, period.before(), at)
    return Overview(at, now, before, weeks, towns_in(engine, period))


def figures_of(engine: Engine, period: Stretch, at: datetime) -> Figures:
    """Return the figures of one period."""
    return Figures(
        period,
        asked_in(engine, period),
        rated_in(engine, period, at),
        tuple(kept_promises(engine, period.since, period.until, at)),
        told_between(engine, period.since, period.until),
        introduced_in(engine, period),
    )


def _week(engine: Engine, week: Stretch, at: datetime, calls: int, told: int) -> Week:
    asked, rated = asked_in(engine, week), rated_in(engine, week, at)
    return Week(week, week.until <= at, asked.unanswered, rated, calls, told)

"""How well an opening fits a wish, with its reasons: one function, never by sex, age, origin or health. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.jobs.model import Opening
from bot.jobs.pay import PayPeriod
from bot.jobs.search.wish import JobWish
from bot.jobs.town_names import bare_town

TOWN_WEIGHT, PAY_WEIGHT = 0.55, 0.45
# What is not known is worth less than what fits, and more than what surely does not.
UNKNOWN_PAY, UNKNOWN_WAY = 0.4, 0.2
FARTHEST = 25.0
# Pay that is lower by this share is worth nothing.
LOWEST_SHARE = 0.5


class Fit(str, Enum):
    """Whether an opening meets a part of a wish."""

    FITS = "fits"
    MISSES = "misses"
    UNKNOWN = "unknown"


class Aspect(str, Enum):
    """What a reason is about."""

    TRADE = "trade"
    TOWN = "town"
    PAY = "pay"


@dataclass(frozen=True)
class MatchReason:
    """One reason; ``kilometres`` where a way is known."""

    aspect: Aspect
    fit: Fit
    kilometres: float | None = None


@dataclass(frozen=True)
class RankedOpening:
    """An opening with what it is worth for a wish (0 to 1) and why."""

    opening: Opening
    score: float
    reasons: tuple[MatchReason, ...]


def rank(wish: JobWish, opening: Opening, ways: Mapping[str, float]) -> RankedOpening:
    """Return how well an opening fits; parts of which the wish says nothing count for nothing.

    Args:
        ways: kilometres from the wished town, by the bare name of each town from which they are known.
    """
    reasons: list[MatchReason] = []
    worth = whole = 0.0
    if wish.trades:
        reasons.append(MatchReason(Aspect.TRADE, Fit.FITS if opening.trade in wish.trades else Fit.MISSES))
    if wish.towns:
        value, reason = town_worth(wish.towns, opening.town, ways)
        reasons.append(reason)
        worth, whole = worth + TOWN_WEIGHT * value, whole + TOWN_WEIGHT
    if wish.floor is not None:
        value, reason = pay_worth(wish.floor, wish.period, opening)
        reasons.append(reason)
        worth, whole = worth + PAY_WEIGHT * value, whole + PAY_WEIGHT
    return RankedOpening(opening, worth / whole if whole else 1.0, tuple(reasons))


def town_worth(towns: Collection[str], town: str | None, ways: Mapping[str, float]) -> tuple[float, MatchReason]:
    """Return what a town is worth for who wants to work in some, from 0 to 1, and why."""
    if town is None:
        return UNKNOWN_WAY, MatchReason(Aspect.TOWN, Fit.UNKNOWN)
    if bare_town(town) in {bare_town(each) for each in towns}:
        return 1.0, MatchReason(Aspect.TOWN, Fit.FITS)
    way = ways.get(bare_town(town))
    value = UNKNOWN_WAY if way is None else max(0.0, 1 - way / FARTHEST) * (1 - UNKNOWN_WAY)
    return value, MatchReason(Aspect.TOWN, Fit.MISSES, way)


def pay_worth(floor: int, period: PayPeriod, opening: Opening) -> tuple[float, MatchReason]:
    """Return what the pay of an opening is worth for who wants at least so much, from 0 to 1, and why."""
    if opening.pay_high is None or opening.pay_period is not period:
        return UNKNOWN_PAY, MatchReason(Aspect.PAY, Fit.UNKNOWN)
    if opening.pay_high >= floor:
        return 1.0, MatchReason(Aspect.PAY, Fit.FITS)
    lack = (floor - opening.pay_high) / floor
    return max(0.0, 1 - lack / LOWEST_SHARE) * 0.9, MatchReason(Aspect.PAY, Fit.MISSES)

"""Finds the openings that come nearest to a wish: a few candidates of each kind by SQL, ranked by the one function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, literal_column, or_, select, true, union_all
from sqlalchemy.engine import Engine

from bot.jobs.openings import PASSED, is_public, opening_of, opening_query
from bot.jobs.pay import PayPeriod
from bot.jobs.search.match import RankedOpening, rank
from bot.jobs.search.nearness import kilometres_from
from bot.jobs.search.wish import JobWish, SearchOrder
from bot.jobs.town_names import bare_town
from bot.kb import KnowledgeBase
from bot.storage.tables import openings

PAGE = 3
# Whoever turns so many pages is better served by another wish.
MOST_PAGES = 20
FAR = 999.0
MOST_NEAR = 5


@dataclass(frozen=True)
class FoundOpenings:
    """One page of what was found, best first, and whether there is a next one."""

    openings: tuple[RankedOpening, ...]
    has_more: bool


class JobSearch:
    """Searches what is public.

    Args:
        kb: whose stations tell how far towns are from each other, as far as it knows.
    """

    def __init__(self, engine: Engine, kb: KnowledgeBase) -> None:
        self._engine, self._kb = engine, kb

    def towns(self) -> tuple[str, ...]:
        """Return the towns of openings that were let pass, and those of the knowledge base."""
        with self._engine.connect() as connection:
            written = [row.town for row in connection.execute(_towns())]
        return tuple(sorted({*written, *(town.title for town in self._kb.towns.values())}))

    def has_any(self, on: date) -> bool:
        """Tell whether any opening is public on a day."""
        with self._engine.connect() as connection:
            return connection.execute(select(openings.c.id).where(is_public(on)).limit(1)).first() is not None

    def find(self, wish: JobWish, on: date, page: int = 1) -> FoundOpenings:
        """Return a page of the openings that are public on a day; nothing for a wish that says neither work nor town.

        Args:
            page: from 1 to ``MOST_PAGES``.
        """
        if wish.is_open:
            return FoundOpenings((), has_more=False)
        page = max(1, min(page, MOST_PAGES))
        ways = kilometres_from(self._kb, wish.towns)
        kinds = _kinds(wish, _Places.of(wish, self.towns() if wish.towns else (), ways))
        if not kinds:
            return FoundOpenings((), has_more=False)
        with self._engine.connect() as connection:
            these = [row.id for row in connection.execute(_some(kinds, on, page * PAGE + 1))]
            rows = connection.execute(opening_query().where(openings.c.id.in_(these))).mappings().all()
        ranked = sorted((rank(wish, opening_of(row), ways) for row in rows), key=lambda found: _place(wish, found))
        first = (page - 1) * PAGE
        return FoundOpenings(tuple(ranked[first : first + PAGE]), len(ranked) > first + PAGE and page < MOST_PAGES)


@dataclass(frozen=True)
class _Places:
    """The towns of a wish as openings write them, and those next to them as far as ways are known."""

    own: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @classmethod
    def of(cls, wish: JobWish, towns: Sequence[str], ways: Mapping[str, float]) -> _Places:
        """Return the places of a wish among the towns that there are."""
        bare = {bare_town(town) for town in wish.towns}
        own = tuple(town for town in towns if bare_town(town) in bare)
        others = sorted((town for town in towns if town not in own), key=lambda town: ways.get(bare_town(town), FAR))
        return cls(own, tuple(town for town in others if bare_town(town) in ways)[:MOST_NEAR])

    def conditions(self, order: SearchOrder, *, is_anywhere: bool) -> list[Any]:
        """Return a condition for each place that a search looks at."""
        if order is SearchOrder.NEAR or not is_anywhere:
            return [openings.c.town == town for town in self.own]
        named = [*self.own, *self.near]
        rest = or_(openings.c.town.not_in(named), openings.c.town.is_(None)) if named else true()
        return [*(openings.c.town == town for town in named), rest]


def _kinds(wish: JobWish, places: _Places) -> list[Any]:
    """Return the conditions of kinds of openings; those of one kind are worth the more the better they are paid.

    Everything but the rest of the towns is said by equality, so that each kind is a piece of one index in its order.
    """
    if not wish.towns or (wish.order is SearchOrder.PAID and wish.trades):
        where: list[Any] = [true()]
    else:
        where = places.conditions(wish.order, is_anywhere=bool(wish.trades))
    works = [openings.c.trade == trade for trade in wish.trades] or [true()]
    return [and_(work, place, pay) for work in works for place in where for pay in _pays(wish)]


def _pays(wish: JobWish) -> list[Any]:
    period, high = openings.c.pay_period, openings.c.pay_high
    others: list[Any] = [period == each.value for each in PayPeriod if each is not wish.period]
    same = period == wish.period.value
    if wish.floor is None or wish.order is SearchOrder.PAID:
        return [same, *others, period.is_(None)]
    return [and_(same, high >= wish.floor), and_(same, high < wish.floor), *others, period.is_(None)]


def _some(kinds: Sequence[Any], on: date, most: int) -> Any:
    """Return the query for the ids of so many of each kind as the page could show, the best paid first."""
    order = (openings.c.pay_high.desc(), openings.c.id.desc())
    pieces = [
        select(openings.c.id).where(is_public(on), kind).order_by(*order).limit(most).subquery() for kind in kinds
    ]
    return union_all(*(select(piece.c.id) for piece in pieces))


def _towns() -> Any:
    """Return the query for the towns of openings: one step in the index for each town, instead of one for each opening."""
    first = select(func.min(openings.c.town).label("town")).where(PASSED).cte("towns", recursive=True)
    later = openings.alias()
    passed = later.c.state == literal_column("'passed'")
    further = select(func.min(later.c.town)).where(passed, later.c.town > first.c.town).scalar_subquery()
    every = first.union_all(select(further).where(first.c.town.is_not(None)))
    return select(every.c.town).where(every.c.town.is_not(None))


def _place(wish: JobWish, found: RankedOpening) -> tuple[float, ...]:
    """Return what openings are sorted by: what they are worth, then what they pay; the other way round for the best paid."""
    opening = found.opening
    is_other = opening.pay_period is not wish.period or opening.pay_high is None
    pay = (float(is_other), -float(opening.pay_high or 0))
    rest = -float(opening.id)
    return (*pay, -found.score, rest) if wish.order is SearchOrder.PAID else (-found.score, *pay, rest)

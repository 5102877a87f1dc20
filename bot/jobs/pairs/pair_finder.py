"""The best openings for a seeker, and the best seekers for an opening: candidates of each kind by SQL, ranked by the one score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select, true, union_all
from sqlalchemy.engine import Engine

from bot.jobs.model import Employer, Opening, OpeningState
from bot.jobs.openings import is_public, opening_of, opening_query
from bot.jobs.pairs.score import JobPair, pair_of
from bot.jobs.pay import PayPeriod
from bot.jobs.search import JobSearch, kilometres_from
from bot.jobs.seekers import ANYWHERE, Seeker, may_be_introduced, seeker_of
from bot.jobs.town_names import bare_town, towns_in
from bot.jobs.trades import near_trades
from bot.kb import KnowledgeBase
from bot.storage.tables import openings, seekers

MOST = 10
# So many of each kind are looked at: of the own trade where they live, elsewhere, and of trades that are like it.
OWN, ELSEWHERE, ALIKE = 60, 40, 12


class PairFinder:
    """Pairs of the installation.

    Args:
        kb: whose stations tell how far towns are from each other, as far as it knows.
    """

    def __init__(self, engine: Engine, kb: KnowledgeBase) -> None:
        self._engine, self._kb = engine, kb

    def openings_for(self, seeker: Seeker, on: date, most: int = MOST) -> list[JobPair]:
        """Return the best openings that are public on a day, best first; none before trade and town are known."""
        if seeker.trade is None or seeker.town is None:
            return []
        found = self.candidates(seeker.trade, seeker.town, seeker.period, on)
        ways = self.ways(seeker.town)
        return best_of((pair_of(seeker, each, ways) for each in found), most)

    def candidates(self, trade: str, town: str, period: PayPeriod, on: date) -> list[Opening]:
        """Return the openings among which the best ones are, for whoever looks for this trade, town and period."""
        name = bare_town(town)
        towns = [each for each in JobSearch(self._engine, self._kb).towns() if bare_town(each) == name]
        order = (openings.c.pay_high.desc(), openings.c.id.desc())
        pieces = [
            select(openings.c.id).where(is_public(on), kind).order_by(*order).limit(count).subquery()
            for kind, count in _kinds_of_openings(trade, period, towns)
        ]
        with self._engine.connect() as connection:
            these = connection.execute(union_all(*(select(piece.c.id) for piece in pieces))).scalars().all()
            rows = connection.execute(opening_query().where(openings.c.id.in_(these))).mappings().all()
        return [opening_of(row) for row in rows]

    def ways(self, town: str) -> Mapping[str, float]:
        """Return the kilometres from a town, as far as the knowledge base knows them."""
        return kilometres_from(self._kb, (town,))

    def seekers_for(self, opening: Opening, on: date, at: datetime, most: int = MOST) -> list[JobPair]:
        """Return the best seekers who may be introduced on a day, best first."""
        found = self._seekers(opening.trade, opening.town, on, at)
        ways = {each.town: kilometres_from(self._kb, (each.town,)) for each in found if each.town is not None}
        return best_of((pair_of(each, opening, ways.get(each.town or "", {})) for each in found), most)

    def seekers_like(self, trade: str, town: str | None, on: date, at: datetime, most: int = MOST) -> list[JobPair]:
        """Return the best seekers for work of a trade in a town, of which nothing else is known."""
        wanted = any_opening(trade, town, at)
        pairs = self.seekers_for(wanted, on, at, 10 * most)
        return [pair for pair in pairs if pair.seeker.trade == trade][:most]

    def town_in(self, text: str) -> str | None:
        """Return the town of a seeker or an opening that a text names; None where it names none."""
        with self._engine.connect() as connection:
            written = [row.town for row in connection.execute(select(seekers.c.town).distinct()) if row.town]
        named = towns_in(text, {*written, *JobSearch(self._engine, self._kb).towns()})
        return named[0] if named else None

    def _seekers(self, trade: str, town: str | None, on: date, at: datetime) -> list[Seeker]:
        towns = [] if town is None else _spelt(town)
        may = may_be_introduced(on, at)
        pieces = [
            select(seekers.c.id).where(may, kind).order_by(seekers.c.id.desc()).limit(count).subquery()
            for kind, count in _kinds_of_seekers(trade, [*towns, ANYWHERE])
        ]
        these = select(union_all(*(select(piece.c.id) for piece in pieces)).subquery().c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(select(seekers).where(seekers.c.id.in_(these))).mappings().all()
        return [seeker_of(row) for row in rows]


def any_opening(trade: str, town: str | None, at: datetime) -> Opening:
    """Return an opening of which only the trade and the town are known."""
    names = ("place", "duties", "requirements", "hours", "insurance", "pay_text", "pay_period", "pay_low", "pay_high")
    nothing: dict[str, Any] = dict.fromkeys((*names, "form", "headcount", "until", "reason"))
    named: dict[str, Any] = {
        "id": 0,
        "employer": Employer(0, "", None, None, None, None),
        "title": "",
        "trade": trade,
        "town": town,
    }
    return Opening(**named, **nothing, flags=(), state=OpeningState.PASSED, created_at=at, updated_at=at)


def _spelt(town: str) -> list[str]:
    """Return how lists and people write a town; nothing for any town."""
    if town == ANYWHERE:
        return []
    name = bare_town(town)
    return sorted({town, name, *(f"{name}{kind}" for kind in ("镇", "街", "街道", "乡"))})


def _kinds_of_openings(own: str, period: PayPeriod, towns: Sequence[str]) -> Iterator[tuple[Any, int]]:
    """Yield the conditions of kinds of openings, with how many of each are looked at, the best paid first.

    Trade, town and period are said by equality, so that each kind is a piece of one index in its order.
    """
    columns = openings.c
    here = [columns.town == town for town in towns]
    rest = or_(columns.town.not_in(towns), columns.town.is_(None)) if towns else true()
    for trade in (own, *near_trades(own)):
        is_own, work = trade == own, columns.trade == trade
        places = [(place, OWN if is_own else ALIKE) for place in here]
        places += [(rest, ELSEWHERE if here else OWN)] if is_own else [] if here else [(rest, ALIKE)]
        for place, count in places:
            yield and_(work, place, columns.pay_period == period.value), count
            # Of these the pay has to be asked for.
            yield and_(work, place, columns.pay_period.is_(None)), count // 6


def _kinds_of_seekers(trade: str, towns: Sequence[str]) -> Iterator[tuple[Any, int]]:
    """Yield the conditions of kinds of seekers, with how many of each are looked at."""
    is_here = seekers.c.town.in_(towns)
    yield and_(seekers.c.trade == trade, is_here), OWN
    yield and_(seekers.c.trade == trade, ~is_here), ELSEWHERE
    for near in near_trades(trade):
        yield and_(seekers.c.trade == near, is_here), ALIKE


def best_of(pairs: Iterable[JobPair], most: int) -> list[JobPair]:
    """Return the best pairs; of equal ones the better paid opening, then who came first."""
    ranked = sorted(
        pairs, key=lambda pair: (-pair.score, -(pair.opening.pay_high or 0), pair.seeker.id, pair.opening.id)
    )
    return ranked[:most]

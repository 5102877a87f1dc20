"""What was kept for a seeker, as long as it is what would be found now."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, select
from sqlalchemy.engine import Connection, Engine

from bot.jobs.openings import is_public, opening_of, opening_query
from bot.jobs.pairs import JobPair, PairFinder, best_of, pair_of
from bot.jobs.seekers import Seeker, may_be_introduced
from bot.jobs.trades import near_trades
from bot.kb import KnowledgeBase
from bot.storage.tables import kept_matches, openings, seekers

# More than a page shows: some of them are introduced, filled or over by then.
KEPT = 15
# A night that did not come leaves what is older to nobody.
FRESH_FOR = timedelta(hours=26)


class KeptMatches:
    """The kept matches of the installation."""

    def __init__(self, engine: Engine, kb: KnowledgeBase) -> None:
        self._engine, self._finder = engine, PairFinder(engine, kb)

    def openings_for(self, seeker: Seeker, on: date, at: datetime, most: int) -> list[JobPair]:
        """Return the best openings that are public on a day, best first: those kept while nothing changed, else looked for now."""
        return self.still_true(seeker, on, at, most) or self._finder.openings_for(seeker, on, most)

    def still_true(self, seeker: Seeker, on: date, at: datetime, most: int) -> list[JobPair] | None:
        """Return what was kept; None where it is too old or too little, or the seeker or an opening of their trades changed since."""
        query = select(kept_matches.c.best, kept_matches.c.made_at).join(seekers, seekers.c.id == kept_matches.c.seeker)
        this = (seekers.c.id == seeker.id, kept_matches.c.made_at > at - FRESH_FOR, may_be_introduced(on, at))
        with self._engine.connect() as connection:
            row = connection.execute(query.where(*this, seekers.c.updated_at <= kept_matches.c.made_at)).first()
            if row is None or _has_changed(connection, seeker, row.made_at, on):
                return None
            ids = [opening for opening, _, _ in row.best]
            public = opening_query().where(openings.c.id.in_(ids), is_public(on))
            found = [opening_of(each) for each in connection.execute(public).mappings()]
        ways = self._finder.ways(seeker.town or "")
        return best_of((pair_of(seeker, each, ways) for each in found), most) if len(found) >= most else None


def _has_changed(connection: Connection, seeker: Seeker, since: datetime, on: date) -> bool:
    """Tell whether an opening that might be among the best became public or was changed since."""
    trade = seeker.trade or ""
    works = openings.c.trade.in_([trade, *near_trades(trade)])
    query = select(exists().where(and_(is_public(on), works, openings.c.updated_at > since)))
    return bool(connection.execute(query).scalar())

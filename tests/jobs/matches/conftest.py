"""What tests of nightly matches share: openings and seekers in a few towns and trades."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from bot.jobs.matches import NightlyMatching
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seeker, Seekers
from bot.kb import KnowledgeBase
from bot.storage.tables import employers, kept_matches, openings
from tests.jobs.conftest import NOW, TODAY

UNTIL = TODAY + timedelta(days=90)
NIGHT = TODAY + timedelta(days=1)
AT_NIGHT = NOW + timedelta(hours=16)
TOWNS = ("中北镇", "大寺镇")
TRADES = ("cleaning", "guard", "welding")


def fill_openings(engine: Engine, count: int) -> None:
    """Write openings that were let pass before the night."""
    stamps = {"created_at": NOW, "updated_at": NOW}
    with engine.begin() as connection:
        connection.execute(insert(employers), [{"id": 1, "name": "样例公司", "name_key": "样例公司", **stamps}])
        rows = [opening_row(number) for number in range(1, count + 1)]
        connection.execute(insert(openings), rows)


def opening_row(number: int) -> dict[str, Any]:
    """Return one of many openings, which differ in trade, town, pay and hours."""
    pay = 300_000 + 10_000 * (number % 37)
    return {
        "id": number,
        "employer": 1,
        "digest": str(number),
        "title": "样例",
        "trade": TRADES[number % 3],
        "town": TOWNS[number % 2],
        "pay_period": "month",
        "pay_low": pay,
        "pay_high": pay,
        "flags": [],
        "state": "passed",
        "created_at": NOW,
        "updated_at": NOW,
        "hours": "三班倒" if number % 5 == 0 else None,
    }


def register(engine: Engine, count: int) -> list[Seeker]:
    """Register people of all trades and towns."""
    wishes = [JobWish((TRADES[at % 3],), (TOWNS[at % 2],), 300_000 + 50_000 * (at % 5)) for at in range(count)]
    found = [Seekers(engine).register(f"web:{at}", wish, UNTIL, NOW) for at, wish in enumerate(wishes)]
    return [seeker for seeker in found if seeker is not None]


def kept(engine: Engine) -> dict[int, Any]:
    """Return what is kept, by seeker."""
    query = select(kept_matches.c.seeker, kept_matches.c.best)
    with engine.connect() as connection:
        return {row.seeker: row.best for row in connection.execute(query)}


@pytest.fixture
def matching(engine: Engine, kb: KnowledgeBase) -> Callable[..., NightlyMatching]:
    """Give what makes a matching of small transactions on sixty openings."""
    fill_openings(engine, 60)

    def make(now: datetime = AT_NIGHT, **changes: Any) -> NightlyMatching:
        return NightlyMatching(engine, kb, lambda: now, **{"chunk": 2, **changes})

    return make

"""Two records of which nothing proves that they are one person, and everything that is held of one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.outreach.ledger.merged_people import MergedNotices
from bot.people import export_person
from bot.people.sealer import Sealer
from tests.people.conftest import KEY, NOW, Desk
from tests.people.imports.batches.test_batch_matches import FIRST, SECOND, everyone, put, row

LATER = NOW + timedelta(hours=1)
LEDGER = MergedNotices()


@pytest.fixture
def two(engine: Engine, desk: Desk) -> tuple[str, str]:
    """Give somebody of one list and somebody of another, of whom nothing proves that they are one."""
    put(desk, engine, FIRST, row(1, 就业="否", 困难="是", 同意="是", openid="openid-1", 街镇="甲镇"))
    put(desk, engine, SECOND, row(2, 就业="是", 同意="是", openid="openid-2"), facts_on=date(2026, 11, 20))
    by_source = {each.source: each.id for each in everyone(engine)}
    return by_source["list-a"], by_source["list-b"]


def held(engine: Engine, person: str) -> dict[str, Any]:
    """Return everything that is held of a person, without the moment of the last change."""
    told = export_person(engine, person, Sealer(KEY))
    del told["merges"]
    for each in told["people"]:
        each.pop("updated_at")
    return {name: sorted(map(repr, rows)) if isinstance(rows, list) else rows for name, rows in told.items()}

"""An office with two stations on a fixed day, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.kb.model.calendar import Calendar
from bot.referrals.areas import StationAreas
from bot.referrals.open import OpenedReferral, PersonCall, open_call
from bot.staff.colleagues import Colleague, Role, Staff

# A Wednesday morning.
AT = datetime(2026, 11, 25, 10, 0, tzinfo=SHANGHAI)
EVE = AT - timedelta(days=30)


@pytest.fixture
def office(engine: Engine) -> Engine:
    """Give the database of an office with 甲站 (two matchmakers) and 乙站 (one), an editor there, and an admin."""
    staff = Staff(engine)
    for userid, name, role, station in (
        ("lihong", "李红", Role.MATCHMAKER, "甲站"),
        ("wangfang", "王芳", Role.MATCHMAKER, "甲站"),
        ("zhaoli", "赵丽", Role.MATCHMAKER, "乙站"),
        ("editor", "孙编", Role.EDITOR, "甲站"),
        ("boss", "钱总", Role.ADMIN, None),
    ):
        staff.add(Colleague(userid, name, role, station), EVE)
    areas = StationAreas(engine)
    areas.serve("甲站", "甲镇")
    areas.serve("乙站", "乙镇")
    areas.serve("空站", "丙镇")
    return engine


def call(
    engine: Engine, conversation: str = "web:a", area: str | None = "甲镇", at: datetime = AT, **more: str
) -> OpenedReferral:
    """Open a call."""
    return open_call(engine, PersonCall(conversation, area, **more), at, Calendar())

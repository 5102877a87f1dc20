"""A small made-up month, November 2026, whose figures are counted by hand; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.figures.figures import Overview, overview_of
from bot.figures.periods import month_of
from bot.kb import KnowledgeBase, load
from bot.questions.turn_counts import TurnCounts
from bot.referrals.areas import StationAreas
from bot.storage.tables import asked_questions, introductions, notices, people, referrals
from tests.fixtures.small_kb import copy_small_kb

NOW = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
EVIL = '=HYPERLINK("x")<script>alert(1)</script>&\x01'


def on(day: str, time: str = "10:00") -> datetime:
    """Return a moment in Shanghai."""
    return datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=SHANGHAI)


def ask(engine: Engine, outcome: str, times: int, at: datetime, topic: str = "loans", door: str = "wx") -> None:
    """Count turns as front does."""
    counts = TurnCounts(engine)
    for _ in range(times):
        counts.add(door, outcome, topic, 0.1, at)
    counts.flush()


def rate(engine: Engine, rating: str | None, times: int, at: datetime) -> None:
    """Keep answers with what was said of them."""
    row = {"conversation": "web:", "at": at, "door": "web", "outcome": "answered", "facets": [], "state": "brief"}
    with engine.begin() as connection:
        for number in range(times):
            connection.execute(
                insert(asked_questions).values(**row, rating=rating, ticket=f"{at:%m%d}{rating}{number}")
            )


def call(
    engine: Engine, area: str | None, times: int, *, topic: str = "loans", kept: bool = True, day: str = "2026-11-10"
) -> None:
    """Let people call from a place."""
    opened = on(day)
    due = {"contact_due_at": opened + timedelta(hours=8), "introduce_due_at": opened + timedelta(days=3)}
    row = {"kind": "call", "station": "甲站", "area": area, "topic": topic, "state": "introduced", "opened_at": opened}
    done = {"contacted_at": opened + timedelta(hours=2), "introduced_at": opened + timedelta(days=2 if kept else 4)}
    with engine.begin() as connection:
        for number in range(times):
            whose = {"conversation": f"web:{area}{topic}{kept}{day}{number}"}
            connection.execute(insert(referrals).values(**row, **due, **done, **whose))


def tell(
    engine: Engine, town: str, answers: list[str | None], *, campaign: str = "gone", at: datetime | None = None
) -> None:
    """Let people of a town be told."""
    sent = at or on("2026-11-12")
    row = {"run": 1, "campaign": campaign, "policy": "p", "version": "1", "kind": "notice", "verdict": "eligible"}
    more = {"state": "sent", "attempts": 0, "not_after": sent, "planned_at": sent, "started_at": sent, "sent_at": sent}
    with engine.begin() as connection:
        for number, answer in enumerate(answers):
            person = f"{town[:8]}{campaign[:8]}{number}"
            connection.execute(insert(people).values(**_person(person, town, sent)))
            connection.execute(insert(notices).values(**row, **more, person=person, key=person, answer=answer))


def introduce(engine: Engine, *states: str) -> None:
    """Bring pairs together."""
    row = {
        "conversation": "web:x",
        "title": "焊工",
        "employer_name": "某厂",
        "introduced_by": "li",
        "asked_at": on("2026-11-20"),
    }
    with engine.begin() as connection:
        for number, state in enumerate(states):
            connection.execute(insert(introductions).values(**row, person=f"p{number}", state=state))


def _person(person: str, town: str, at: datetime) -> dict[str, object]:
    required = {
        column.name: at if "at" in column.name.split("_") else "x"
        for column in people.columns
        if not column.nullable and column.default is None
    }
    return {**required, "id": person, "town": town}


@pytest.fixture(scope="session")
def small_kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Give the small knowledge base."""
    return load(copy_small_kb(tmp_path_factory.mktemp("figures")))


@pytest.fixture
def november(engine: Engine) -> Overview:
    """Give the overview of the month.

    Asked: 30 answered, 6 not understood, 4 without a basis; 3 greetings and 2 calls for a person count nowhere. October: 20 answered, 5 not.
    """
    for town in ("甲镇", "乙镇", "丙镇"):
        StationAreas(engine).serve("甲站", town)
    ask(engine, "answered", 25, on("2026-11-03"))
    ask(engine, "answered", 5, on("2026-11-30", "23:30"), topic="subsidy", door="web")
    ask(engine, "clarify", 6, on("2026-11-09"))
    ask(engine, "not_covered", 4, on("2026-11-09"), topic="")
    ask(engine, "small_talk", 3, on("2026-11-09"))
    ask(engine, "handoff", 2, on("2026-11-09"))
    ask(engine, "answered", 20, on("2026-10-31", "23:30"))
    ask(engine, "not_covered", 5, on("2026-10-05"))
    ask(engine, "answered", 9, on("2026-12-01", "00:30"))
    rate(engine, "useful", 15, on("2026-11-05"))
    rate(engine, "useless", 5, on("2026-11-05"))
    rate(engine, None, 7, on("2026-11-05"))
    call(engine, "甲镇", 8)
    call(engine, "甲镇", 2, topic="subsidy", kept=False)
    call(engine, "乙镇", 3)
    call(engine, "丙镇", 6)
    call(engine, "某某家东边第三户", 1)
    call(engine, "甲镇", 4, day="2026-10-10")
    tell(engine, "甲镇", ["applied", "applied", None, "not_yet", None, None])
    introduce(engine, "asked", "declined", "agreed", "turned_down", "interview", "hired")
    return overview_of(engine, month_of("2026-11", NOW.date()), NOW)

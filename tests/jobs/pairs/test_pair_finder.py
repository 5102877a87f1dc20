"""The best openings for a seeker and the best seekers for an opening, of those only who agree and what only is public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.jobs import Openings, OpeningState
from bot.jobs.pairs import PairFinder
from bot.jobs.search import JobWish
from bot.jobs.seekers import ANYWHERE, Seeker, Seekers
from bot.kb import KnowledgeBase
from tests.jobs.conftest import NOW, TODAY, JobsDesk

UNTIL = TODAY + timedelta(days=90)
LATER = NOW + timedelta(hours=1)


def seeker(
    engine: Engine, name: str, trade: str = "cleaning", town: str = "中北镇", floor: int | None = None
) -> Seeker:
    found = Seekers(engine).register(f"web:{name}", JobWish((trade,), (town,), floor), UNTIL, NOW)
    assert found is not None
    return found


@pytest.fixture
def openings(engine: Engine, desk: JobsDesk) -> Openings:
    """Give six openings, all let pass but the last."""
    rows = [
        {"岗位名称": "保洁员"},
        {"岗位名称": "保洁领班", "街镇": "张家窝镇", "薪资待遇": "6000元/月"},
        {"岗位名称": "家政阿姨", "薪资待遇": "5000元/月"},
        {"岗位名称": "电焊工", "薪资待遇": "9000元/月"},
        {"岗位名称": "保洁", "街镇": "中北", "薪资待遇": "2500元/月"},
        {"岗位名称": "保洁夜班", "薪资待遇": "7000元/月"},
    ]
    desk.read(engine, desk.write(*rows))
    all_of_them = Openings(engine)
    for each in all_of_them.list(None, TODAY)[:-1]:
        all_of_them.judge(each.id, OpeningState.PASSED, "lihong", NOW)
    return all_of_them


def test_a_seeker_gets_the_best_openings_that_are_public(engine: Engine, openings: Openings, kb: KnowledgeBase) -> None:
    found = PairFinder(engine, kb).openings_for(seeker(engine, "one", floor=350_000), TODAY)
    assert [pair.opening.title for pair in found] == ["保洁员", "保洁领班", "保洁", "家政阿姨"]
    assert found[0].score > found[1].score
    assert PairFinder(engine, kb).openings_for(seeker(engine, "one"), TODAY, most=1)[0].opening.title == "保洁员"


def test_an_opening_gets_the_best_seekers_who_agree(engine: Engine, openings: Openings, kb: KnowledgeBase) -> None:
    best, near, far = (
        seeker(engine, "best"),
        seeker(engine, "near", "housekeeping"),
        seeker(engine, "far", town="大寺镇"),
    )
    anywhere, gone = seeker(engine, "anywhere", town=ANYWHERE), seeker(engine, "gone")
    seeker(engine, "welder", "welding")
    Seekers(engine).stop(gone.person, "chat", LATER)
    [opening] = [each for each in openings.list(None, TODAY) if each.title == "保洁员"]
    found = PairFinder(engine, kb).seekers_for(opening, TODAY, LATER)
    assert [pair.seeker.id for pair in found] == [best.id, anywhere.id, far.id, near.id]
    assert not PairFinder(engine, kb).seekers_for(opening, UNTIL + timedelta(days=1), LATER)


def test_who_did_not_say_where_gets_nothing_yet(engine: Engine, openings: Openings, kb: KnowledgeBase) -> None:
    found = Seekers(engine).register("web:one", JobWish(("cleaning",)), UNTIL, NOW)
    assert found is not None and PairFinder(engine, kb).openings_for(found, TODAY) == []
    assert PairFinder(engine, kb).seekers_for(openings.list(None, TODAY)[0], TODAY, LATER) == []

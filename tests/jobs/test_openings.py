"""Who lets openings pass, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.errors import SettingsError, SituationError
from bot.jobs import Openings, OpeningState
from bot.people import Sealer
from tests.jobs.conftest import NOW, TODAY, JobsDesk

PASSED, REFUSED, FILLED = OpeningState.PASSED, OpeningState.REFUSED, OpeningState.FILLED


@pytest.fixture
def openings(engine: Engine, desk: JobsDesk) -> Openings:
    desk.read(engine, desk.write({}, {"岗位名称": "保安", "任职要求": "限男"}, {"岗位名称": "电工"}))
    return Openings(engine)


def ids(openings: Openings) -> list[int]:
    return [opening.id for opening in openings.list(None, TODAY)]


def test_nothing_is_public_before_a_colleague_let_it_pass(openings: Openings) -> None:
    assert openings.list(PASSED, TODAY) == []
    openings.judge(ids(openings)[1], PASSED, "lihong", NOW)
    assert [opening.title for opening in openings.list(PASSED, TODAY)] == ["保安"]


def test_a_refusal_needs_a_reason_and_keeps_it(openings: Openings) -> None:
    first = ids(openings)[0]
    with pytest.raises(SituationError, match="为什么不通过"):
        openings.judge(first, REFUSED, "lihong", NOW, " ")
    openings.judge(first, REFUSED, "lihong", NOW, "要写清工资")
    found = openings.find(first)
    assert found is not None
    assert (found.state, found.reason) == (REFUSED, "要写清工资")


def test_only_what_is_public_can_be_filled(openings: Openings) -> None:
    first = ids(openings)[0]
    with pytest.raises(SituationError, match="不能这样做"):
        openings.judge(first, FILLED, "lihong", NOW)
    openings.judge(first, PASSED, "lihong", NOW)
    openings.judge(first, FILLED, "lihong", NOW)
    assert openings.list(PASSED, TODAY) == []
    assert openings.counts(TODAY)[FILLED] == 1


def test_what_a_list_changed_since_it_was_looked_at_is_not_let_pass(
    openings: Openings, engine: Engine, desk: JobsDesk
) -> None:
    desk.read(engine, desk.write({"岗位编号": "A1", "岗位名称": "普工"}), "other")
    seen = openings.list(None, TODAY)[-1]
    desk.read(
        engine,
        desk.write({"岗位编号": "A1", "岗位名称": "普工", "薪资待遇": "3000"}),
        "other",
        NOW + timedelta(hours=1),
    )
    with pytest.raises(SituationError, match="刷新"):
        openings.judge(seen.id, PASSED, "lihong", NOW, seen=seen.updated_at)


def test_an_opening_that_is_not_there_is_said(openings: Openings) -> None:
    with pytest.raises(SituationError, match="没有编号"):
        openings.judge(999_999, PASSED, "lihong", NOW)


def test_what_is_clean_passes_at_once_and_what_is_flagged_waits(openings: Openings) -> None:
    assert openings.pass_clean("lihong", NOW, "another list") == 0
    assert openings.pass_clean("lihong", NOW, "list") == 2
    assert [opening.title for opening in openings.list(OpeningState.WAITING, TODAY)] == ["保安"]
    assert [opening.title for opening in openings.list(None, TODAY, is_flagged=True)] == ["保安"]


def test_a_list_is_turned_page_by_page(openings: Openings) -> None:
    first = openings.list(None, TODAY, limit=2)
    rest = openings.list(None, TODAY, limit=2, after=first[-1].id)
    assert [opening.title for opening in (*first, *rest)] == ["保洁员", "保安", "电工"]


def test_the_contact_opens_with_its_key_only(openings: Openings) -> None:
    with pytest.raises(SettingsError, match="LEYE_PEOPLE_KEY"):
        openings.contact(ids(openings)[0], Sealer("x" * 32))

"""Whom nothing can reach goes on the list of a station, once; whoever said that they want nothing never does."""

from __future__ import annotations

import pytest

from bot.errors import SituationError
from bot.outreach.ledger.knocks import close_knock, list_knocks
from bot.outreach.scheduler.outbox import set_due
from bot.people import Consents
from tests.outreach.world import FITS, NOON, World, add_person

pytestmark = pytest.mark.anyio


def open_for(world: World) -> dict[str, str]:
    return {knock.person: knock.reason for knock in list_knocks(world.engine)}


async def test_the_unreachable_are_listed_by_station_and_once(world: World) -> None:
    add_person(world.engine, "reachable")
    add_person(world.engine, "never_asked", agrees=(), wechat=False, grants=None, station="站甲")
    add_person(world.engine, "does_not_follow", follows=False, station="站乙")
    add_person(world.engine, "does_not_fit", {**FITS, "on_establishment": True}, agrees=(), wechat=False)
    run = world.planned()
    set_due(world.outreach, run.id, world.clock())
    await world.outbox().make_pass()
    assert open_for(world) == {"never_asked": "not_asked", "does_not_follow": "no_channel"}
    assert [knock.person for knock in list_knocks(world.engine, "站甲")] == ["never_asked"]
    assert "红娘" in list_knocks(world.engine)[0].sentence


async def test_who_took_a_consent_back_is_left_in_peace_but_not_who_only_unfollowed(world: World) -> None:
    add_person(world.engine, "wants_nothing")
    add_person(world.engine, "unfollowed", follows=False)
    Consents(world.engine).withdraw("wants_nothing", "chat", NOON)
    Consents(world.engine).withdraw("unfollowed", "unfollowed", NOON)
    world.planned()
    assert open_for(world) == {"unfollowed": "not_asked"}


async def test_whom_the_platform_refuses_for_good_is_visited_instead(world: World) -> None:
    add_person(world.engine, "blocked", station="站甲")
    run = world.planned()
    world.platform.refuses["wechat-blocked"] = [43019]
    await world.outbox().make_pass()
    set_due(world.outreach, run.id, world.clock())
    await world.outbox().make_pass()
    assert open_for(world) == {"blocked": "failed"}


async def test_no_list_is_made_when_the_campaign_wants_none(world: World) -> None:
    world.change_campaign(knock=False)
    add_person(world.engine, "never_asked", agrees=(), wechat=False, grants=None)
    world.planned()
    assert open_for(world) == {}


async def test_a_visit_is_closed_once_with_what_came_of_it(world: World) -> None:
    add_person(world.engine, "p", agrees=(), wechat=False, grants=None)
    world.planned()
    [knock] = list_knocks(world.engine)
    with pytest.raises(SituationError, match="helped"):
        close_knock(world.engine, knock.id, "something", "丁", NOON)
    close_knock(world.engine, knock.id, "helped", "丁", NOON)
    assert list_knocks(world.engine) == []
    [closed] = list_knocks(world.engine, state=None)
    assert closed.outcome == "helped"
    with pytest.raises(SituationError, match="销号"):
        close_knock(world.engine, knock.id, "helped", "丁", NOON)

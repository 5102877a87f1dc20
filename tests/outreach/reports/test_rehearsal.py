"""A rehearsal says who is told and why, who is not and why not, and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.kb.model.campaigns import Audience, Caps
from bot.kb.model.stations import Town
from bot.messaging.api.messenger import Way
from bot.outreach.context import day_of
from bot.outreach.reports.rehearsal import LETTERS_A_SECOND, Rehearsal, rehearse
from bot.outreach.runs.runs import propose
from bot.outreach.runs.states import NoticeKind
from bot.storage.tables import notices
from tests.outreach.world import FITS, NOON, World, add_person


def played(world: World) -> Rehearsal:
    run = propose(world.engine, world.kb, world.campaign, NoticeKind.NOTICE, NOON, day_of(NOON))
    return rehearse(world.outreach, run, world.campaign, world.clock())


def why_not(rehearsal: Rehearsal) -> dict[str, str]:
    return {each.person: each.reason for each in rehearsal.excluded}


def test_everyone_is_sorted_with_a_reason(world: World) -> None:
    world.kb = replace(world.kb, towns={"dongtai": Town("dongtai", "东台镇")})
    world.change_campaign(audience=Audience(("eligible", "possibly"), ("dongtai",)))
    add_person(world.engine, "told", town="东台镇")
    add_person(world.engine, "elsewhere", town="西台镇")
    add_person(world.engine, "not_eligible", {**FITS, "on_establishment": True}, town="东台镇")
    add_person(world.engine, "not_known", {}, town="东台镇")
    add_person(world.engine, "no_consent", agrees=(), town="东台镇")
    add_person(world.engine, "no_channel", grants=0, town="dongtai")
    rehearsal = played(world)
    assert [(each.person, each.way) for each in rehearsal.included] == [("told", Way.SUBSCRIBE)]
    assert "已认定为就业困难人员（补贴对象）" in rehearsal.included[0].reasons
    assert why_not(rehearsal) == {
        "elsewhere": "not_in_town",
        "not_eligible": "not_eligible",
        "not_known": "needs_facts",
        "no_consent": "no_consent",
        "no_channel": "no_channel",
    }


def test_who_was_told_already_or_lately_is_not_told_again(world: World) -> None:
    add_person(world.engine, "told_already")
    world.planned()
    add_person(world.engine, "cap")
    with world.engine.begin() as connection:
        row = {"run": 9, "campaign": "other", "person": "cap", "policy": "other", "version": "1", "kind": "notice"}
        more = {"verdict": "eligible", "key": "k", "state": "sent", "attempts": 0, "planned_at": NOON}
        at = {"not_after": NOON, "started_at": NOON - timedelta(days=1)}
        connection.execute(insert(notices).values(**row, **more, **at))
    assert why_not(played(world)) == {"told_already": "told_already", "cap": "cap"}


def test_out_of_force_is_said_for_all_and_as_an_obstacle(world: World) -> None:
    add_person(world.engine, "p")
    policy = world.kb.policies[world.campaign.policy]
    over = replace(policy, validity=replace(policy.validity, end=day_of(NOON) - timedelta(days=1)))
    world.kb = replace(world.kb, policies={**world.kb.policies, policy.id: over})
    rehearsal = played(world)
    assert why_not(rehearsal) == {"p": "out_of_force"}
    assert rehearsal.obstacles and rehearsal.samples == []


def test_it_shows_what_is_said_what_it_costs_and_how_long_it_takes(world: World) -> None:
    world.change_campaign(caps=Caps(7, 2))
    for number in range(5):
        add_person(world.engine, f"p{number}")
    add_person(world.engine, "web", agrees=("web",), wechat=False, web=True, grants=None)
    world.clock.at = NOON.replace(hour=21)
    rehearsal = played(world)
    assert dict(rehearsal.cost) == {"subscribe": 5, "web": 1}
    assert rehearsal.begins_at == (NOON + timedelta(days=1)).replace(hour=9)
    assert rehearsal.lasts == timedelta(days=2, seconds=-(-2 // LETTERS_A_SECOND))
    texts = {letter.way: letter for letter in rehearsal.samples}
    assert texts[Way.SUBSCRIBE].fields["thing1"]
    assert "{" not in texts[Way.WEB].text and "退订" in texts[Way.WEB].text


@pytest.mark.parametrize("times", [1, 2])
def test_it_changes_nothing(world: World, times: int) -> None:
    add_person(world.engine, "p")
    for _ in range(times):
        assert len(played(world).included) == 1
    assert (world.rows(), world.platform.letters) == ([], [])

"""Two people decide: one rehearses, another approves; every act is logged, and an edited campaign starts over."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.kb.model.campaigns import Caps
from bot.outreach.context import day_of
from bot.outreach.control import decisions
from bot.outreach.runs.runs import Run, get, latest, log_of, propose
from bot.outreach.runs.states import NoticeKind, RunState
from bot.staff.colleagues import Colleague, Role, Staff
from tests.outreach.world import NOON, World


def rehearsed(world: World, who: str = "甲") -> Run:
    run = propose(world.engine, world.kb, world.campaign, NoticeKind.NOTICE, NOON, day_of(NOON))
    return decisions.mark_rehearsed(world.engine, run, world.campaign, who, NOON)


def test_the_same_person_cannot_approve(world: World) -> None:
    run = rehearsed(world, "Li Ming")
    for same in ("Li Ming", " li ming "):
        with pytest.raises(SituationError, match="另一个人"):
            decisions.approve(world.engine, run, world.campaign, same, NOON)
    assert get(world.engine, run.id).state is RunState.REHEARSED


def test_a_name_and_a_userid_of_one_colleague_are_the_same_person(world: World) -> None:
    Staff(world.engine).add(Colleague("wang", "王红", Role.ADMIN, None), NOON)
    run = rehearsed(world, "王红")
    with pytest.raises(SituationError, match="另一个人"):
        decisions.approve(world.engine, run, world.campaign, "WANG", NOON)


def test_where_there_are_approvers_only_they_approve(world: World) -> None:
    staff = Staff(world.engine)
    staff.add(Colleague("wang", "王红", Role.APPROVER, None), NOON)
    staff.add(Colleague("zhao", "赵六", Role.MATCHMAKER, None), NOON)
    run = rehearsed(world)
    with pytest.raises(SituationError, match="没有批准推送的权限"):
        decisions.approve(world.engine, run, world.campaign, "赵六", NOON)
    approved = decisions.approve(world.engine, run, world.campaign, "王红", NOON)
    assert (approved.state, approved.approved_by) == (RunState.APPROVED, "wang")


def test_what_was_not_rehearsed_cannot_be_approved(world: World) -> None:
    run = propose(world.engine, world.kb, world.campaign, NoticeKind.NOTICE, NOON, day_of(NOON))
    with pytest.raises(SituationError, match="还没有彩排"):
        decisions.approve(world.engine, run, world.campaign, "乙", NOON)


def test_what_was_edited_after_the_rehearsal_cannot_be_approved(world: World) -> None:
    run = rehearsed(world)
    world.change_campaign(caps=Caps(1, 1))
    with pytest.raises(SituationError, match="再彩排"):
        decisions.approve(world.engine, run, world.campaign, "乙", NOON)


def test_rehearsing_again_takes_the_approval_back(world: World) -> None:
    run = world.approved()
    again = decisions.mark_rehearsed(world.engine, run, world.campaign, "丙", NOON)
    assert (again.state, again.approved_by, again.rehearsed_by) == (RunState.REHEARSED, None, "丙")


def test_nobody_acts_without_a_name(world: World) -> None:
    run = rehearsed(world)
    with pytest.raises(SituationError, match="--by"):
        decisions.approve(world.engine, run, world.campaign, "  ", NOON)


def test_a_run_that_was_paused_before_any_approval_cannot_be_resumed(world: World) -> None:
    run = world.approved()
    decisions.pause(world.engine, run, "丙", NOON)
    run = decisions.mark_rehearsed(world.engine, get(world.engine, run.id), world.campaign, "丙", NOON)
    with pytest.raises(SituationError, match="没有暂停"):
        decisions.resume(world.engine, run, "丙", NOON)


def test_every_act_is_in_the_log_with_who_and_why(world: World) -> None:
    run = world.running()
    decisions.pause(world.engine, run, "丙", NOON, "看一下")
    decisions.resume(world.engine, get(world.engine, run.id), "丁", NOON)
    decisions.stop(world.engine, get(world.engine, run.id), "戊", NOON, "写错了")
    acts = [(entry["act"], entry["who"], entry["reason"]) for entry in log_of(world.engine, run.id)]
    assert acts == [
        ("rehearse", "甲", None),
        ("approve", "乙", None),
        ("begin", "outbox", None),
        ("pause", "丙", "看一下"),
        ("resume", "丁", None),
        ("stop", "戊", "写错了"),
    ]
    with pytest.raises(SituationError, match="不能再开始"):
        decisions.begin(world.engine, get(world.engine, run.id), NOON)


def test_a_campaign_that_was_never_rehearsed_says_how(engine: Engine) -> None:
    with pytest.raises(SituationError, match="leye outreach rehearse unknown"):
        latest(engine, "unknown")

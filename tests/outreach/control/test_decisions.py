"""Two people decide: one rehearses, another approves; every act is logged, and an edited campaign starts over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.kb.model.campaigns import Caps
from bot.outreach.context import day_of
from bot.outreach.control import decisions
from bot.outreach.runs.runs import Run, get, latest, log_of, propose
from bot.outreach.runs.states import NoticeKind, RunState
from bot.staff import AuditLog, Colleague, Role, Staff
from tests.outreach.world import AUDIENCE, NOON, World, add_office


def rehearsed(world: World, who: str = "甲") -> Run:
    add_office(world.engine)
    run = propose(world.engine, world.kb, world.campaign, NoticeKind.NOTICE, NOON, day_of(NOON))
    return decisions.mark_rehearsed(world.engine, run, world.campaign, who, NOON, AUDIENCE)


def hand(world: World, maker: str, userid: str, role: Role, act: str = "staff.added", at: datetime = NOON) -> str:
    """Let someone make an account on the desk, or give it away."""
    Staff(world.engine).add(Colleague(userid, userid, role, None), at)
    AuditLog(world.engine).write(maker, act, f"staff:{userid}", at)
    return userid


def approve(world: World, run: Run, who: str, at: datetime = NOON + timedelta(days=2)) -> Run:
    return decisions.approve(world.engine, run, world.campaign, who, at)


def test_the_same_person_cannot_approve(world: World) -> None:
    run = rehearsed(world, "丙")
    with pytest.raises(SituationError, match="另一个人"):
        approve(world, run, "丙")
    assert get(world.engine, run.id).state is RunState.REHEARSED


@pytest.mark.parametrize("typed", ["张三", "张 三", "乙 ", "ｙｉ", "乙\u200b", "李红（我）", "", "  "])
def test_a_name_that_someone_typed_is_no_account(world: World, typed: str) -> None:
    run = rehearsed(world)
    with pytest.raises(SituationError, match="账号"):
        approve(world, run, typed)
    with pytest.raises(SituationError, match="账号"):
        decisions.mark_rehearsed(world.engine, run, world.campaign, typed, NOON, 1)


def test_only_who_may_approve_approves_and_only_who_may_rehearse_rehearses(world: World) -> None:
    run = rehearsed(world)
    Staff(world.engine).add(Colleague("zhao", "赵六", Role.MATCHMAKER, None), NOON)
    for who in ("zhao", "甲"):
        with pytest.raises(SituationError, match="岗位"):
            approve(world, run, who)
    with pytest.raises(SituationError, match="岗位"):
        decisions.mark_rehearsed(world.engine, run, world.campaign, "zhao", NOON, 1)
    assert approve(world, run, "乙").approved_by == "乙"


@pytest.mark.parametrize("act", ["staff.added", "staff.changed", "staff.password_reset", "staff.second_factor_off"])
def test_an_account_that_went_through_the_hands_of_who_rehearsed_does_not_approve(world: World, act: str) -> None:
    run = rehearsed(world, "丙")
    with pytest.raises(SituationError, match="同一个人"):
        approve(world, run, hand(world, "丙", "second", Role.APPROVER, act))


def test_nor_does_who_made_the_account_that_rehearsed(world: World) -> None:
    add_office(world.engine)
    run = rehearsed(world, hand(world, "丙", "puppet", Role.EDITOR))
    with pytest.raises(SituationError, match="同一个人"):
        approve(world, run, "丙")


def test_nor_an_account_that_an_account_of_theirs_made(world: World) -> None:
    add_office(world.engine)
    hand(world, "丙", "between", Role.ADMIN)
    hand(world, "between", "second", Role.APPROVER)
    run = rehearsed(world, "丙")
    with pytest.raises(SituationError, match="同一个人"):
        approve(world, run, "second")


def test_two_whom_one_admin_made_decide_together_after_a_day(world: World) -> None:
    add_office(world.engine)
    run = rehearsed(world, hand(world, "丙", "editor", Role.EDITOR))
    second = hand(world, "丙", "second", Role.APPROVER)
    with pytest.raises(SituationError, match="24 小时"):
        approve(world, run, second, NOON + timedelta(hours=23))
    assert approve(world, run, second, NOON + timedelta(hours=25)).approved_by == "second"


def test_accounts_of_the_command_line_need_not_wait(world: World) -> None:
    run = rehearsed(world)
    assert approve(world, run, hand(world, "command-line", "boss", Role.APPROVER), NOON).approved_by == "boss"


@pytest.mark.parametrize(("audience", "ceiling"), [(0, 50), (3, 53), (500, 550), (600, 660), (10_000, 11_000)])
def test_an_approval_holds_for_a_tenth_or_fifty_people_more(world: World, audience: int, ceiling: int) -> None:
    run = decisions.mark_rehearsed(world.engine, rehearsed(world), world.campaign, "甲", NOON, audience)
    assert (approve(world, run, "乙").ceiling, get(world.engine, run.id).audience) == (ceiling, audience)


def test_the_approver_may_set_another_number(world: World) -> None:
    run = rehearsed(world)
    with pytest.raises(SituationError, match="1 以上"):
        decisions.approve(world.engine, run, world.campaign, "乙", NOON, 0)
    assert decisions.approve(world.engine, run, world.campaign, "乙", NOON, 7).ceiling == 7


def test_what_was_not_rehearsed_cannot_be_approved(world: World) -> None:
    add_office(world.engine)
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
    again = decisions.mark_rehearsed(world.engine, run, world.campaign, "丙", NOON, AUDIENCE)
    assert (again.state, again.approved_by, again.rehearsed_by) == (RunState.REHEARSED, None, "丙")


def test_nobody_stops_without_a_name(world: World) -> None:
    run = world.approved()
    with pytest.raises(SituationError, match="--by"):
        decisions.pause(world.engine, run, "  ", NOON)


def test_a_run_that_was_paused_before_any_approval_cannot_be_resumed(world: World) -> None:
    run = world.approved()
    decisions.pause(world.engine, run, "丙", NOON)
    run = decisions.mark_rehearsed(world.engine, get(world.engine, run.id), world.campaign, "丙", NOON, AUDIENCE)
    with pytest.raises(SituationError, match="没有暂停"):
        decisions.resume(world.engine, run, "丙", NOON)


def test_every_act_is_in_the_log_with_who_and_why(world: World) -> None:
    run = world.running()
    decisions.pause(world.engine, run, "丙", NOON, "看一下")
    decisions.resume(world.engine, get(world.engine, run.id), "丁", NOON)
    decisions.stop(world.engine, get(world.engine, run.id), "戊", NOON, "写错了")
    acts = [(entry["act"], entry["who"], entry["reason"]) for entry in log_of(world.engine, run.id)]
    assert acts == [
        ("rehearse", "甲", f"{AUDIENCE} 人会收到"),
        ("approve", "乙", f"彩排 {AUDIENCE} 人，最多 {decisions.ceiling_for(AUDIENCE)} 人"),
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

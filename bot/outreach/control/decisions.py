"""What people decide about a run: rehearsed, approved by a second person, paused, resumed, stopped, the failed tried again. Each is logged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from unicodedata import normalize

from sqlalchemy import update
from sqlalchemy.engine import Connection, Engine

from bot.errors import SituationError
from bot.kb import Campaign
from bot.outreach.ledger.claim import UNCLAIMED
from bot.outreach.runs.approvers import known_as, require_account, require_second_person
from bot.outreach.runs.runs import OUTBOX, Run, content_of, get, write_log
from bot.outreach.runs.states import NoticeState, RunState, before_notice, before_run
from bot.staff import Permission
from bot.storage.tables import campaign_runs, notices

# So many more people than were rehearsed, or so many per cent, whichever is more, may be told without asking again.
MORE_PEOPLE, MORE_PERCENT = 50, 10
SAYS = {
    RunState.PROPOSED: "还没有彩排",
    RunState.REHEARSED: "彩排过，等第二个人批准",
    RunState.APPROVED: "已批准，等时间到",
    RunState.RUNNING: "正在进行",
    RunState.PAUSED: "暂停中",
    RunState.STOPPED: "已经停止，不能再开始",
    RunState.FINISHED: "已经结束",
}


def ceiling_for(audience: int) -> int:
    """Return how many people may be told at most when so many were rehearsed, unless the approver sets another number.

    >>> ceiling_for(3), ceiling_for(10_000)
    (53, 11000)
    """
    return audience + max(MORE_PEOPLE, audience * MORE_PERCENT // 100)


def mark_rehearsed(
    engine: Engine,
    run: Run,
    campaign: Campaign,
    who: str,
    at: datetime,
    audience: int,
    found: Mapping[str, Any] | None = None,
) -> Run:
    """Record that someone looked at a rehearsal; what was approved before must be approved again.

    Args:
        who: a userid.
        audience: how many people would be told.
        found: what the rehearsal found, for whoever approves; names nobody.

    Raises:
        SituationError: it is no account, or one that may not rehearse.
    """
    values = {
        "content": content_of(campaign),
        "rehearsed_by": require_account(engine, who, Permission.REHEARSE).userid,
        "rehearsed_at": at,
        "audience": audience,
        "rehearsal": found,
        "approved_by": None,
        "approved_at": None,
        "ceiling": None,
    }
    return _move(engine, run, RunState.REHEARSED, "rehearse", who, at, values, f"{audience} 人会收到")


def approve(engine: Engine, run: Run, campaign: Campaign, who: str, at: datetime, ceiling: int | None = None) -> Run:
    """Approve a rehearsed run as a second person.

    Args:
        who: a userid.
        ceiling: how many people may be told at most; None: as ``ceiling_for`` says.

    Raises:
        SituationError: it was not rehearsed, or by the same person, the campaign was edited since, or the role is missing.
    """
    approver = require_approver(engine, run, campaign, who, at)
    if run.state is RunState.REHEARSED and ceiling is not None and ceiling < 1:
        raise SituationError("最多发给多少人，要写 1 以上的整数。")
    most = ceiling if ceiling is not None else ceiling_for(run.audience or 0)
    values = {"approved_by": approver, "approved_at": at, "ceiling": most}
    said = f"彩排 {run.audience or 0} 人，最多 {most} 人"
    return _move(engine, run, RunState.APPROVED, "approve", who, at, values, said)


def require_approver(engine: Engine, run: Run, campaign: Campaign, who: str, at: datetime) -> str:
    """Return the userid of who may approve what was rehearsed, before they are asked anything.

    Raises:
        SituationError: it was rehearsed by the same person, the campaign was edited since, or the role is missing.
    """
    approver = require_account(engine, who, Permission.APPROVE).userid
    if run.state is RunState.REHEARSED and run.rehearsed_by is not None:
        require_second_person(engine, approver, run.rehearsed_by, at)
        if run.content != content_of(campaign):
            raise SituationError(f"推送 {campaign.id} 在彩排后改过。请再彩排一次，再批准。")
    return approver


def is_audience(run: Run, typed: str) -> bool:
    """Tell whether what was typed is how many people would be told: whoever approves has read the number."""
    return normalize("NFKC", typed).replace(",", "").strip() == str(run.audience or 0)


def pause(engine: Engine, run: Run, who: str, at: datetime, reason: str | None = None) -> Run:
    """Stop sending at once until someone resumes; what is on the way already is still recorded."""
    return _move(engine, run, RunState.PAUSED, "pause", who, at, {"reason": reason}, reason)


def resume(engine: Engine, run: Run, who: str, at: datetime) -> Run:
    """Let a paused run go on.

    Raises:
        SituationError: it is not paused, or was never approved.
    """
    if run.state is not RunState.PAUSED:
        raise SituationError(f"这次推送没有暂停：{SAYS[run.state]}。")
    if run.approved_by is None:
        raise SituationError("这次推送还没有批准，不能恢复。请先彩排、批准。")
    return _move(engine, run, RunState.RUNNING, "resume", who, at, {"reason": None, "not_before": None})


def stop(engine: Engine, run: Run, who: str, at: datetime, reason: str | None = None) -> Run:
    """End a run for good: what was not sent is cancelled."""
    stopped = _move(engine, run, RunState.STOPPED, "stop", who, at, {"reason": reason}, reason)
    cancel_waiting(engine, run, "stopped")
    return stopped


def begin(engine: Engine, run: Run, at: datetime, who: str = OUTBOX) -> Run:
    """Set an approved run going, because its time has come."""
    return _move(engine, run, RunState.RUNNING, "begin", who, at, {"reason": None})


def finish(engine: Engine, run: Run, at: datetime, reason: str, who: str = OUTBOX) -> Run:
    """End a run because nothing more will come of it; what still waits is cancelled for the same reason."""
    finished = _move(engine, run, RunState.FINISHED, "finish", who, at, {"reason": reason}, reason)
    cancel_waiting(engine, run, reason)
    return finished


def retry_failed(engine: Engine, run: Run, who: str, at: datetime) -> int:
    """Let the failed notices of a run, and only these, be tried again; return how many."""
    if run.state in (RunState.STOPPED, RunState.FINISHED):
        raise SituationError(f"这次推送{SAYS[run.state]}，不能重发。")
    this = (notices.c.run == run.id, notices.c.state == NoticeState.FAILED.value, notices.c.not_after > at)
    again = {"state": NoticeState.PLANNED.value, "attempts": 0, "reason": None, "not_before": None, **UNCLAIMED}
    with engine.begin() as connection:
        count = int(connection.execute(update(notices).where(*this).values(**again)).rowcount)
        write_log(connection, run, "retry", known_as(engine, who), at, f"{count}")
    return count


def cancel_waiting(engine: Engine, run: Run, reason: str) -> int:
    """Cancel the notices of a run that were not started; return how many."""
    waiting = (
        notices.c.run == run.id,
        notices.c.state.in_(before_notice(NoticeState.CANCELLED)),
        notices.c.started_at.is_(None),
    )
    change = update(notices).where(*waiting).values(state=NoticeState.CANCELLED.value, reason=reason[:64])
    with engine.begin() as connection:
        return int(connection.execute(change).rowcount)


def _move(
    engine: Engine,
    run: Run,
    state: RunState,
    act: str,
    who: str,
    at: datetime,
    values: Mapping[str, Any],
    reason: str | None = None,
) -> Run:
    with engine.begin() as connection:
        if not _moved(connection, run, state, values):
            raise SituationError(f"推送 {run.campaign} 的状态不对：{SAYS[get(engine, run.id).state]}。")
        write_log(connection, run, act, known_as(engine, who), at, reason)
    return get(engine, run.id)


def _moved(connection: Connection, run: Run, state: RunState, values: Mapping[str, Any]) -> bool:
    this = (campaign_runs.c.id == run.id, campaign_runs.c.state.in_(before_run(state)))
    change = update(campaign_runs).where(*this).values(state=state.value, **values)
    return bool(connection.execute(change).rowcount)

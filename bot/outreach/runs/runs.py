"""Runs: one campaign for one version of its policy. Reads them, proposes new ones, writes the log of who did what."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from bot.errors import SituationError
from bot.kb import Campaign, KnowledgeBase, policy_version, told
from bot.outreach.runs.states import NoticeKind, RunState
from bot.storage.tables import campaign_log, campaign_runs

# Who stands in the log where no person acted.
OUTBOX = "outbox"


@dataclass(frozen=True)
class Run:
    """One row of ``campaign_runs``; ``told`` is what people heard of the policy then, by facet."""

    id: int
    campaign: str
    kind: NoticeKind
    policy: str
    version: str
    content: str
    told: Mapping[str, str]
    state: RunState
    reason: str | None
    rehearsed_by: str | None
    rehearsed_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    audience: int | None
    ceiling: int | None
    proposed_at: datetime
    due_at: datetime | None
    planned_at: datetime | None
    not_before: datetime | None


COLUMNS = tuple(campaign_runs.c[name] for name in Run.__dataclass_fields__)


def content_of(campaign: Campaign) -> str:
    """Return a digest of a campaign as it is written: whom it is for, what it says, when and how often."""
    return hashlib.sha256(repr(campaign).encode()).hexdigest()[:32]


def propose(
    engine: Engine,
    kb: KnowledgeBase,
    campaign: Campaign,
    kind: NoticeKind,
    at: datetime,
    on: date,
    reason: str | None = None,
) -> Run:
    """Return the run of a campaign for the version that its policy has on a day, made when there is none."""
    version = policy_version(kb, campaign.policy, on)
    known = find(engine, campaign.id, kind, version)
    if known is not None:
        return known
    row = {
        "campaign": campaign.id,
        "kind": kind.value,
        "policy": campaign.policy,
        "version": version,
        "content": content_of(campaign),
        "told": dict(told(kb, campaign.policy, on)),
        "state": RunState.PROPOSED.value,
        "reason": reason,
        "proposed_at": at,
    }
    try:
        with engine.begin() as connection:
            connection.execute(insert(campaign_runs).values(**row))
    except IntegrityError:
        # Another process proposed it in between.
        pass
    return _known(engine, campaign.id, kind, version)


def find(engine: Engine, campaign: str, kind: NoticeKind, version: str) -> Run | None:
    """Return a run, or None when nobody proposed it."""
    this = (campaign_runs.c.campaign == campaign, campaign_runs.c.kind == kind.value)
    found = _select(engine, *this, campaign_runs.c.version == version)
    return found[0] if found else None


def get(engine: Engine, run: int) -> Run:
    """Return the run with this number.

    Raises:
        SituationError: there is none.
    """
    found = _select(engine, campaign_runs.c.id == run)
    if not found:
        raise SituationError(f"没有编号为 {run} 的推送批次。用 leye outreach list 看有哪些。")
    return found[0]


def runs_of(engine: Engine, campaign: str) -> list[Run]:
    """Return the runs of a campaign, oldest first."""
    return _select(engine, campaign_runs.c.campaign == campaign)


def runs_in(engine: Engine, states: Sequence[RunState]) -> list[Run]:
    """Return the runs in some states, oldest first."""
    return _select(engine, campaign_runs.c.state.in_([state.value for state in states]))


def latest(engine: Engine, campaign: str) -> Run:
    """Return the newest run of a campaign that is not over, else the newest.

    Raises:
        SituationError: the campaign was never rehearsed.
    """
    found = runs_of(engine, campaign)
    if not found:
        raise SituationError(f"推送 {campaign} 还没有彩排过。请先运行 leye outreach rehearse {campaign}。")
    going = [run for run in found if run.state not in (RunState.STOPPED, RunState.FINISHED)]
    return (going or found)[-1]


def write_log(connection: Connection, run: Run, act: str, who: str, at: datetime, reason: str | None = None) -> None:
    """Add who did what to a run, within the caller's transaction; nothing is ever taken out of this log."""
    entry = {"run": run.id, "campaign": run.campaign, "act": act, "who": who, "at": at, "reason": reason}
    connection.execute(insert(campaign_log).values(**entry))


def log_of(engine: Engine, run: int) -> list[Mapping[str, Any]]:
    """Return the log of a run, oldest first."""
    query = select(campaign_log).where(campaign_log.c.run == run).order_by(campaign_log.c.id)
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(query)]


def _select(engine: Engine, *conditions: Any) -> list[Run]:
    query = select(*COLUMNS).where(*conditions).order_by(campaign_runs.c.id)
    with engine.connect() as connection:
        return [_as_run(row) for row in connection.execute(query)]


def _as_run(row: Any) -> Run:
    return Run(**{**row._mapping, "kind": NoticeKind(row.kind), "state": RunState(row.state)})


def _known(engine: Engine, campaign: str, kind: NoticeKind, version: str) -> Run:
    run = find(engine, campaign, kind, version)
    assert run is not None
    return run

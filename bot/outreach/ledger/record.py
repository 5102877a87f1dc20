"""Writes down what became of letters, a small batch in one transaction, with what follows for grants, addresses and the run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, insert, update
from sqlalchemy.engine import Connection, Engine

from bot.messaging.api import Way
from bot.messaging.ledgers import give_back_within
from bot.outreach.ledger.claim import UNCLAIMED
from bot.outreach.ledger.events import apply_early_events
from bot.outreach.ledger.outcomes import NoticeOutcome
from bot.outreach.ledger.told import not_told_entry
from bot.outreach.runs.runs import OUTBOX
from bot.outreach.runs.states import NoticeState, RunState, before_notice, before_run
from bot.people import GrantKind
from bot.storage import note
from bot.storage.tables import campaign_log, campaign_runs, channel_identities, notices, template_grants


def record(
    engine: Engine,
    holder: str,
    outcomes: Sequence[NoticeOutcome],
    at: datetime,
    follow_up_after: timedelta | None = None,
) -> None:
    """Record outcomes; one that another process has settled for good meanwhile changes nothing.

    Args:
        follow_up_after: when to ask those who were told whether they applied.
    """
    with engine.begin() as connection:
        # Only what was settled just now has consequences: a second attempt to record the same gives nothing back twice.
        others = [each for each in outcomes if each.state is not NoticeState.SENT]
        settled = [each for each in others if _settle(connection, holder, each, at)]
        _settle_sent(connection, holder, [each for each in outcomes if each not in others], at, follow_up_after)
        for outcome in settled:
            _draw_consequences(connection, outcome, at)
        _hold_or_pause(connection, outcomes, at)
        # Left out of the journal, they would not be told any more once a backup is restored.
        refused = [each.notice for each in settled if each.state in (NoticeState.PLANNED, NoticeState.FAILED)]
        note(connection, *(not_told_entry(notice, at) for notice in refused))


def _settle(connection: Connection, holder: str, outcome: NoticeOutcome, at: datetime) -> bool:
    this = (
        notices.c.id == outcome.notice.id,
        notices.c.lease_holder == holder,
        notices.c.state.in_(before_notice(outcome.state)),
    )
    values: dict[str, Any] = {"state": outcome.state.value, "reason": outcome.reason, "attempts": outcome.attempts}
    if outcome.state is NoticeState.PLANNED:
        values |= {**UNCLAIMED, "not_before": outcome.not_before}
    return bool(connection.execute(update(notices).where(*this).values(**values)).rowcount)


def _settle_sent(
    connection: Connection,
    holder: str,
    outcomes: Sequence[NoticeOutcome],
    at: datetime,
    follow_up_after: timedelta | None,
) -> None:
    """Record what was taken, nearly all as a rule, in one statement; nothing further follows from it."""
    if not outcomes:
        return
    taken_as = {each.notice.id: each.message_id for each in outcomes}
    this = (
        notices.c.id.in_(list(taken_as)),
        notices.c.lease_holder == holder,
        notices.c.state.in_(before_notice(NoticeState.SENT)),
    )
    change = (
        update(notices)
        .where(*this)
        .values(
            state=NoticeState.SENT.value,
            reason=None,
            sent_at=at,
            message_id=case(taken_as, value=notices.c.id),
            follow_up_at=None if follow_up_after is None else at + follow_up_after,
        )
    )
    connection.execute(change)
    apply_early_events(connection, [each.message_id for each in outcomes if each.message_id is not None])


def _draw_consequences(connection: Connection, outcome: NoticeOutcome, at: datetime) -> None:
    if outcome.gives_back:
        _give_back(connection, outcome, at)
    if outcome.forgets_grant:
        _forget_grant(connection, outcome)
    if outcome.unreachable is not None:
        _mark_unreachable(connection, outcome)


def _give_back(connection: Connection, outcome: NoticeOutcome, at: datetime) -> None:
    notice = outcome.notice
    if notice.way is Way.SUBSCRIBE:
        one_off = (
            template_grants.c.person == notice.person,
            template_grants.c.template == notice.template,
            template_grants.c.kind == GrantKind.ONE_OFF.value,
        )
        more = {"remaining": template_grants.c.remaining + 1, "updated_at": at}
        connection.execute(update(template_grants).where(*one_off).values(**more))
    if notice.way is Way.CUSTOMER:
        give_back_within(connection, notice.conversation)


def _forget_grant(connection: Connection, outcome: NoticeOutcome) -> None:
    grants = template_grants.c
    this = (grants.person == outcome.notice.person, grants.template == outcome.notice.template)
    connection.execute(delete(template_grants).where(*this))


def _mark_unreachable(connection: Connection, outcome: NoticeOutcome) -> None:
    this = channel_identities.c.conversation == outcome.notice.conversation
    change = {"is_reachable": False, "unreachable_because": outcome.unreachable}
    connection.execute(update(channel_identities).where(this).values(**change))


def _hold_or_pause(connection: Connection, outcomes: Sequence[NoticeOutcome], at: datetime) -> None:
    """Make the run wait, or pause it with the reason for those who must look."""
    waits = [outcome.holds_run_until for outcome in outcomes if outcome.holds_run_until is not None]
    pauses = [outcome for outcome in outcomes if outcome.pauses_run is not None]
    if waits:
        run = outcomes[0].notice.run
        change = update(campaign_runs).where(campaign_runs.c.id == run)
        connection.execute(change.values(not_before=max(waits)))
    if pauses:
        pause_within(connection, pauses[0].notice.run, OUTBOX, pauses[0].pauses_run or "", at)


def pause_within(connection: Connection, run: int, who: str, reason: str, at: datetime) -> bool:
    """Pause a run within the caller's transaction and log why; tell whether it was going."""
    this = (campaign_runs.c.id == run, campaign_runs.c.state.in_(before_run(RunState.PAUSED)))
    change = update(campaign_runs).where(*this).values(state=RunState.PAUSED.value, reason=reason[:128])
    if not connection.execute(change).rowcount:
        return False
    campaign = connection.execute(campaign_runs.select().where(campaign_runs.c.id == run)).one().campaign
    entry = {"run": run, "campaign": campaign, "act": "pause", "who": who, "at": at, "reason": reason[:128]}
    connection.execute(insert(campaign_log).values(**entry))
    return True

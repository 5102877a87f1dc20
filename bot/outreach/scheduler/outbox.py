"""One pass over all that is to be done: settle, end what is over, plan what is due, send, ask again later. Called when the outbox wakes.

It keeps nothing in memory between passes: whoever makes the next one finds everything in the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BotError, SituationError
from bot.kb import Campaign
from bot.outreach.context import Outreach, day_of
from bot.outreach.control.decisions import begin, finish, pause
from bot.outreach.control.policy_changes import follow_policies
from bot.outreach.ledger.events import forget_events, settle_early_events
from bot.outreach.ledger.expire import expire, has_waiting
from bot.outreach.ledger.follow_ups import plan_follow_ups
from bot.outreach.ledger.knocks import open_knocks
from bot.outreach.ledger.leases import recover
from bot.outreach.ledger.plan import plan
from bot.outreach.reminders import Remind, remind_here
from bot.outreach.runs.runs import OUTBOX, Run, content_of, get, runs_in
from bot.outreach.runs.states import NoticeKind, RunState
from bot.outreach.sending.send_job import audience_for, send_job_for
from bot.outreach.sending.sender import SendLimits, send_run
from bot.storage.tables import campaign_runs
from bot.wording.notices import obstacles

logger = logging.getLogger(__name__)

EDITED = "推送在批准后改过，请再彩排、批准一次"
GONE = "campaign_removed"
# Platforms report within hours; an event that no sending claims by then belongs to none of ours.
EVENTS_KEPT_FOR = timedelta(days=7)
Deliver = Callable[[Run, Campaign, NoticeKind], Awaitable[int]]


@dataclass(frozen=True)
class Pass:
    """What one pass did; ``asked`` are the follow-ups among what was sent."""

    planned: int = 0
    sent: int = 0
    unknown: int = 0
    asked: int = 0


class Outbox:
    """Makes passes.

    Args:
        deliver: sends what may be sent of a run, here or by asking workers; returns how many letters were handed over.
        remind: tells those who asked to be reminded of a fair, who are few: always here.
    """

    def __init__(self, outreach: Outreach, deliver: Deliver, remind: Remind | None = None) -> None:
        self._outreach = outreach
        self._deliver = deliver
        self._remind = remind or remind_here(outreach)

    async def make_pass(self) -> Pass:
        """Do everything that can be done now."""
        unknown = await asyncio.to_thread(self._settle, self._outreach.now())
        planned = sent = asked = 0
        for run in runs_in(self._outreach.engine, (RunState.APPROVED, RunState.RUNNING)):
            if run.kind is NoticeKind.FAIR_REMINDER:
                continue
            try:
                now = await self._serve(run)
            except (SQLAlchemyError, BotError, OSError):
                # The next pass finds in the database what is left to do.
                raise
            except Exception:
                # A mistake in what one run holds must not silence the others.
                logger.exception("run %s was passed over", run.id)
                continue
            planned, sent, asked = planned + now.planned, sent + now.sent, asked + now.asked
        return Pass(planned, sent + await self._reminded(), unknown, asked)

    async def _reminded(self) -> int:
        try:
            return await self._remind()
        except (SQLAlchemyError, BotError, OSError):
            raise
        except Exception:
            # No campaign waits for what a reminder holds.
            logger.exception("the reminders were passed over")
            return 0

    async def _serve(self, run: Run) -> Pass:
        """Do for one run what can be done now."""
        campaign = await asyncio.to_thread(self._checked, run, self._outreach.now())
        if campaign is None:
            return Pass()
        planned = await asyncio.to_thread(self.plan_if_due, run, campaign, self._outreach.now())
        if get(self._outreach.engine, run.id).state is not RunState.RUNNING:
            return Pass(planned)
        # Before anything leaves: nobody is asked in the pass that told them, however short the time between the two.
        await self._plan_follow_ups(run, campaign)
        sent = await self._deliver(run, campaign, run.kind)
        asked = await self._deliver(run, campaign, NoticeKind.FOLLOW_UP) if campaign.follow_up is not None else 0
        return Pass(planned, sent + asked, 0, asked)

    def plan_if_due(self, run: Run, campaign: Campaign, at: datetime) -> int:
        """Plan the notices of a run whose time has come; return how many are new."""
        if run.due_at is None or run.due_at > at:
            return 0
        outreach, on = self._outreach, day_of(at)
        if run.state is RunState.APPROVED:
            begin(outreach.engine, run, at)
        audience, routes = audience_for(outreach, run, campaign, on), outreach.routes(campaign, run.kind)
        planned = plan(outreach.engine, run, audience, routes, at)
        if planned.is_beyond:
            # It stays due: approved again, it is planned again.
            logger.warning("run %s: more people than approved; it is paused", run.id)
            return planned.added + planned.revived
        if campaign.knock:
            open_knocks(outreach, run, audience, routes, at)
        # Only now: a process that dies before is followed by one that plans again, which adds what is missing.
        with outreach.engine.begin() as connection:
            done = update(campaign_runs).where(campaign_runs.c.id == run.id, campaign_runs.c.due_at == run.due_at)
            connection.execute(done.values(due_at=None))
        logger.info("run %s: %d planned, %d held back", run.id, planned.added + planned.revived, planned.suppressed)
        return planned.added + planned.revived

    def _settle(self, at: datetime) -> int:
        engine = self._outreach.engine
        recovered = recover(engine, at)
        if recovered.unknown:
            logger.warning("%d notices became unknown: their sender is gone", recovered.unknown)
        settle_early_events(engine)
        forget_events(engine, at - EVENTS_KEPT_FOR)
        expire(engine, at)
        follow_policies(self._outreach, at)
        return recovered.unknown

    def _checked(self, run: Run, at: datetime) -> Campaign | None:
        """Return the campaign of a run that may go on; end or pause a run that may not."""
        engine, on = self._outreach.engine, day_of(at)
        campaign = self._outreach.kb.campaigns.get(run.campaign)
        if get(engine, run.id).state not in (RunState.APPROVED, RunState.RUNNING):
            return None
        if campaign is None:
            finish(engine, run, at, GONE)
        elif content_of(campaign) != run.content:
            pause(engine, run, OUTBOX, at, EDITED)
        elif not self._is_over(run, campaign, on, at) and not self._is_hindered(run, campaign, on, at):
            return campaign
        return None

    def _is_over(self, run: Run, campaign: Campaign, on: date, at: datetime) -> bool:
        if on > campaign.not_after:
            finish(self._outreach.engine, run, at, "not_after")
            return True
        is_done = campaign.schedule.once is not None and run.planned_at is not None and run.due_at is None
        if is_done and campaign.follow_up is None and not has_waiting(self._outreach.engine, run):
            finish(self._outreach.engine, run, at, "done")
            return True
        return False

    def _is_hindered(self, run: Run, campaign: Campaign, on: date, at: datetime) -> bool:
        found = obstacles(self._outreach.kb, campaign, on)
        if found:
            pause(self._outreach.engine, run, OUTBOX, at, "".join(found)[:128])
        return bool(found)

    async def _plan_follow_ups(self, run: Run, campaign: Campaign) -> None:
        if campaign.follow_up is not None:
            routes = self._outreach.routes(campaign, NoticeKind.FOLLOW_UP)
            await asyncio.to_thread(plan_follow_ups, self._outreach.engine, run, routes, self._outreach.now())


def deliver_here(
    outreach: Outreach,
    pace: SendLimits | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
    on_claim: Callable[[datetime], None] | None = None,
) -> Deliver:
    """Return what sends in this process."""

    async def deliver(run: Run, campaign: Campaign, kind: NoticeKind) -> int:
        work = send_job_for(outreach, run, campaign, kind, outreach.today())
        return await send_run(outreach, work, pace, is_stopping=is_stopping, on_claim=on_claim)

    return deliver


def set_due(outreach: Outreach, run: int, at: datetime) -> None:
    """Record that the time of a run has come; the next pass plans it.

    Raises:
        SituationError: it is not approved.
    """
    states = [RunState.APPROVED.value, RunState.RUNNING.value]
    change = update(campaign_runs).where(campaign_runs.c.id == run, campaign_runs.c.state.in_(states))
    with outreach.engine.begin() as connection:
        if connection.execute(change.values(due_at=at)).rowcount:
            return
    raise SituationError(f"编号为 {run} 的推送批次没有批准，或者已经暂停、结束，不能开始。")

"""Plans and tells reminders in the process that wakes, by the same claiming, starting and recording as every notice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.errors import SituationError
from bot.jobs.fairs import ABOUT, FairReminder, FairReminders
from bot.kb import Quiet
from bot.messaging.api import Letter, Way
from bot.outreach.audience.quiet_hours import is_quiet, next_day
from bot.outreach.audience.routes import Routes
from bot.outreach.context import Outreach
from bot.outreach.ledger.claim import ClaimConditions
from bot.outreach.ledger.start import Started
from bot.outreach.reminders.fair_plan import KIND, is_asked_for, plan_reminders
from bot.outreach.reminders.standing_run import begin_run, run_of_reminders
from bot.outreach.runs import Run, RunState
from bot.outreach.sending.sender import SendJob, send_run
from bot.people import FAIR_REMINDERS
from bot.wording.jobs import reminder_fields, reminder_text

TEMPLATE = "fair_reminder"
# Who asked for it wants it before the fair, also where the day before is a holiday.
QUIET = Quiet(on_holidays=False)
# No campaign: as many as asked.
PER_DAY = 1_000_000
BY_TEMPLATE = (Way.SUBSCRIBE, Way.TEMPLATE)
Remind = Callable[[], Awaitable[int]]


def remind_here(
    outreach: Outreach,
    is_stopping: Callable[[], bool] = lambda: False,
    on_claim: Callable[[datetime], None] | None = None,
) -> Remind:
    """Return what plans and tells all reminders that are due, and returns how many letters were handed over."""

    async def remind() -> int:
        job = await asyncio.to_thread(_planned, outreach)
        if job is None:
            return 0
        return await send_run(outreach, job, is_stopping=is_stopping, on_claim=on_claim)

    return remind


def _planned(outreach: Outreach) -> SendJob | None:
    """Plan, and return what sending needs; None while there is nothing to send."""
    engine, at = outreach.engine, outreach.now()
    kept = FairReminders(engine)
    run = run_of_reminders(engine) or (begin_run(engine, at) if kept.has_any() else None)
    if run is None:
        return None
    plan_reminders(engine, run, at)
    if run.state is not RunState.RUNNING:
        return None
    return _job(outreach, run, {(each.person, f"{ABOUT}{each.fair}"): each for each in kept.matching()})


def _job(outreach: Outreach, run: Run, asked: Mapping[tuple[str, str], FairReminder]) -> SendJob:
    terms = ClaimConditions(run.id, KIND, _routes(outreach), 0, PER_DAY, is_asked_for)
    calendar = outreach.kb.calendar

    def letter(notice: Started) -> Letter:
        """Return the letter of a notice; starting it found the reminder as it was read before."""
        told = asked.get((notice.person, notice.policy))
        if told is None:
            raise SituationError("这个提醒刚刚才记下，下一轮再发。")
        is_change = notice.version != told.due_version
        if notice.way in BY_TEMPLATE:
            fields = reminder_fields(told, is_change=is_change)
            return Letter(notice.way, notice.address, notice.key, template=notice.template, fields=fields)
        return Letter(notice.way, notice.address, notice.key, text=reminder_text(told, is_change=is_change))

    return SendJob(
        terms=terms,
        letter=letter,
        is_quiet=lambda at: is_quiet(QUIET, calendar, at),
        next_day=lambda at: next_day(QUIET, calendar, at),
    )


def _routes(outreach: Outreach) -> Routes:
    template, known = outreach.template_ids.get(TEMPLATE), outreach.kb.templates.get(TEMPLATE)
    if template is None or known is None:
        return Routes(FAIR_REMINDERS, outreach.wechat_app)
    return Routes(FAIR_REMINDERS, outreach.wechat_app, template, known.kind)

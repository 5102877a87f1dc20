"""The one run that all reminders of fairs belong to. It waits for nobody's approval: each reminder was asked for by the one who gets it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Engine

from bot.outreach.runs import OUTBOX, NoticeKind, Run, RunState
from bot.outreach.runs.runs import find
from bot.storage import insert_new
from bot.storage.tables import campaign_runs

FAIR_CAMPAIGN = "fair_reminders"
VERSION = "1"


def run_of_reminders(engine: Engine) -> Run | None:
    """Return the run; None while nobody ever asked to be reminded."""
    return find(engine, FAIR_CAMPAIGN, NoticeKind.FAIR_REMINDER, VERSION)


def begin_run(engine: Engine, at: datetime) -> Run:
    """Return the run, made when there is none. A colleague may pause it and let it go on, as any other."""
    row = {
        "campaign": FAIR_CAMPAIGN,
        "kind": NoticeKind.FAIR_REMINDER.value,
        "policy": "",
        "version": VERSION,
        "content": "",
        "told": {},
        "state": RunState.RUNNING.value,
        "approved_by": OUTBOX,
        "approved_at": at,
        "proposed_at": at,
    }
    with engine.begin() as connection:
        insert_new(connection, campaign_runs, row)
    run = run_of_reminders(engine)
    assert run is not None
    return run

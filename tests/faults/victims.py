"""The processes that the harness kills: a scheduler with its outbox, and a worker that sends beside it.

The real code with the real connector, pointed at the simulator; only leases and patience are shorter than usual.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.kb import KnowledgeBase
from bot.messaging.api.messenger import Way
from bot.outreach.context import Outreach
from bot.outreach.runs.runs import runs_in
from bot.outreach.runs.states import RunState
from bot.outreach.scheduler.outbox import deliver_here
from bot.outreach.scheduler.scheduler import OutreachScheduler, SchedulerTiming
from bot.outreach.sending.sender import SendLimits
from bot.storage import open_database
from tests.faults.platform import connector
from tests.outreach.world import APP, FOLLOW_UP_TEMPLATE, TEMPLATE

LEASE = timedelta(seconds=0.8)
PACE = SendLimits(batch=12, together=4, lanes=2, lease=LEASE)
RHYTHM = SchedulerTiming(look_every=0.05, lease=LEASE, renew_every=0.2)


@dataclass(frozen=True)
class Place:
    """Where a victim works."""

    database_url: str
    port: int
    kb: KnowledgeBase


def schedule(place: Place) -> None:
    """Be a scheduler until killed."""
    logging.disable(logging.CRITICAL)
    asyncio.run(_schedule(place))


def help_sending(place: Place) -> None:
    """Be a worker until killed: send what is planned, whoever planned it."""
    logging.disable(logging.CRITICAL)
    asyncio.run(_help(place))


def outreach_at(place: Place) -> Outreach:
    ids = {"policy_notice": TEMPLATE, "follow_up": FOLLOW_UP_TEMPLATE}
    messengers = dict.fromkeys((Way.SUBSCRIBE, Way.TEMPLATE, Way.CUSTOMER), connector(place.port))
    return Outreach(open_database(place.database_url), place.kb, messengers, clock.now, APP, ids)


async def _schedule(place: Place) -> None:
    outreach = outreach_at(place)
    office = OutreachScheduler(
        outreach,
        lambda must_stop: deliver_here(outreach, PACE, must_stop),
        rhythm=RHYTHM,
    )
    await office.run()


async def _help(place: Place) -> None:
    outreach = outreach_at(place)
    deliver = deliver_here(outreach, PACE)
    while True:
        try:
            for run in runs_in(outreach.engine, (RunState.RUNNING,)):
                await deliver(run, place.kb.campaigns[run.campaign], run.kind)
        except SQLAlchemyError:
            pass
        await asyncio.sleep(0.02)

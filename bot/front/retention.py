"""What is forgotten when, all on one screen: each job by itself, at its own pace, with a note in the database that it ran."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import now
from bot.front.chat.sessions import MAX_AGE_SECONDS
from bot.jobs.fairs import FairReminders
from bot.jobs.seekers import Seekers
from bot.people import forget_untouched
from bot.questions import forget_old_questions
from bot.referrals.introductions import Introductions
from bot.staff import KEPT_FOR_DAYS, QuizAnswers, export_days
from bot.storage import (
    KEPT_FOR,
    REMEMBERED_FOR,
    Conversations,
    forget_carried,
    forget_erased,
    journal_of,
    note_failure,
    note_run,
    retention_runs_of,
)

logger = logging.getLogger(__name__)

OFTEN, DAILY = timedelta(minutes=9), timedelta(hours=23)
UNTOUCHED_FOR = timedelta(days=730)


@dataclass(frozen=True)
class RetentionJob:
    """One thing that is forgotten in time; ``forget`` returns how much it was."""

    name: str
    title: str
    every: timedelta
    forget: Callable[[datetime], int]


def retention_jobs(engine: Engine, exports: Path) -> Sequence[RetentionJob]:
    """Return the jobs of an installation."""

    def questions(at: datetime) -> int:
        forget_old_questions(engine, at)
        return 0

    def promises(at: datetime) -> int:
        journal = journal_of(engine)
        months = 0 if journal is None else journal.forget_before(at - KEPT_FOR)
        with engine.begin() as connection:
            return months + forget_carried(connection, at - KEPT_FOR)

    def erased(at: datetime) -> int:
        with engine.begin() as connection:
            return forget_erased(connection, at - REMEMBERED_FOR)

    def conversations(at: datetime) -> int:
        return Conversations(engine).forget_before(at - timedelta(seconds=MAX_AGE_SECONDS))

    def quiz(at: datetime) -> int:
        return QuizAnswers(engine).forget_before(at - timedelta(days=KEPT_FOR_DAYS))

    return (
        RetentionJob("conversations", "30 天没说话的对话", OFTEN, conversations),
        RetentionJob("questions", "群众问的：一天、30 天、90 天", OFTEN, questions),
        RetentionJob(
            "people", "没有同意、两年没动静的人", DAILY, lambda at: forget_untouched(engine, at - UNTOUCHED_FOR, at)
        ),
        RetentionJob("erased_keys", "删掉的人一天前的页面链接", OFTEN, erased),
        RetentionJob("seekers", "到期或停了的求职登记", OFTEN, Seekers(engine).forget_ended),
        RetentionJob("fair_reminders", "过了的招聘会提醒", OFTEN, FairReminders(engine).forget_ended),
        RetentionJob("introductions", "不能再往下走的推介", OFTEN, Introductions(engine).stop_ended),
        RetentionJob("quiz", "练兵满一年的答题", DAILY, quiz),
        RetentionJob("promises", "登记簿满 400 天的", DAILY, promises),
        RetentionJob("audit_files", "操作记录按天导出", OFTEN, lambda at: len(export_days(engine, exports, at))),
    )


def run_due(engine: Engine, jobs: Sequence[RetentionJob], at: datetime | None = None) -> None:
    """Run the jobs whose time has come; one that breaks off keeps none of the others from running."""
    moment = at or now()
    last = {run.name: run for run in retention_runs_of(engine)}
    for job in jobs:
        known = last.get(job.name)
        if known is not None and known.ran_at is not None and moment - job.every < known.ran_at <= moment:
            continue
        try:
            note_run(engine, job.name, moment, job.forget(moment))
        except Exception as error:
            # What an error says may hold what people wrote.
            logger.warning("retention of %s broke off: %s", job.name, type(error).__name__)
            _note_failure(engine, job.name, moment)


def _note_failure(engine: Engine, name: str, at: datetime) -> None:
    try:
        note_failure(engine, name, at)
    except SQLAlchemyError as error:
        logger.warning("could not note it: %s", type(error).__name__)

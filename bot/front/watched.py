"""What operators are woken for, as gauges: what the database, the disks and ``leye run`` know of the whole house at the moment of asking."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.outreach.ledger import SCHEDULER, is_held
from bot.outreach.runs import NoticeState, RunState
from bot.restarts import read_restarts
from bot.settings import SECRET_FILE, Settings
from bot.staff import Switch, Switches
from bot.storage import doubted_since, journal_of, overdue, retention_runs_of
from bot.storage.tables import campaign_runs, held_replies, leases, notices, staff_letters, talk_lines

WAITING = "waiting"


class HouseGauges(Collector):
    """Asks anew each time that Prometheus does; touches the database, so never on an event loop.

    Args:
        is_writable: whether the database takes what is to be kept.
        folders: by the name that the gauge shows, the folders whose disks may fill.
        restarts: the file in which ``leye run`` counts.
        now: the clock.
    """

    def __init__(
        self,
        engine: Engine,
        is_writable: Callable[[], bool],
        folders: Mapping[str, Path],
        restarts: Path,
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._is_writable = is_writable
        self._folders = dict(folders)
        self._restarts = restarts
        self._now = now

    def describe(self) -> list[Metric]:
        """Name nothing beforehand: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield every gauge that can be told now; what the database knows is left out while it does not answer."""
        yield _by_label("leye_disk_free_bytes", "Free bytes of the disk of a folder.", "folder", _free(self._folders))
        restarts = CounterMetricFamily("leye_part_restarts", "Starts again by leye run, by part.", labels=["part"])
        for part, count in read_restarts(self._restarts).items():
            restarts.add_metric([part], count)
        yield restarts
        known: list[Metric] = []
        try:
            known = list(self._known(self._now()))
        except SQLAlchemyError:
            # That it does not answer is what is told of it.
            known = []
        yield GaugeMetricFamily("leye_database_up", "Whether the database answers.", value=bool(known))
        yield from known

    def _known(self, at: datetime) -> Iterator[Metric]:
        """Yield what the database knows.

        Raises:
            SQLAlchemyError: it does not answer.
        """
        engine = self._engine
        with engine.connect() as connection:
            yield from _of_runs(connection)
            yield from _of_letters(connection, at)
            until = connection.execute(select(leases.c.until).where(leases.c.name == SCHEDULER)).scalar()
        yield GaugeMetricFamily(
            "leye_outreach_up", "Whether a scheduler holds its lease and lives.", value=is_held(engine, SCHEDULER, at)
        )
        if until is not None:
            yield GaugeMetricFamily(
                "leye_outreach_lease_until_seconds", "When the scheduler's lease ends.", value=until.timestamp()
            )
        yield GaugeMetricFamily(
            "leye_database_writable", "Whether the database takes what is to be kept.", value=self._is_writable()
        )
        doubted = doubted_since(engine, at) is not None
        yield GaugeMetricFamily("leye_clock_doubted", "Whether the clock is far ahead of what is known.", value=doubted)
        late = len(overdue(retention_runs_of(engine), at))
        yield GaugeMetricFamily("leye_retention_overdue", "Jobs of retention that are overdue.", value=late)
        journal = journal_of(engine)
        behind = journal is not None and journal.is_behind
        yield GaugeMetricFamily("leye_journal_behind", "Whether promises wait for the journal's disk.", value=behind)
        off = {each.switch for each in Switches(engine).off()}
        yield _by_label(
            "leye_switched_off", "What colleagues switched off.", "switch", {s.value: s in off for s in Switch}
        )


def watched_folders(settings: Settings) -> dict[str, Path]:
    """Return the folders whose disks may fill, by name: what the assistant keeps (``var``) and its journal."""
    scheme, _, file = settings.database_url.partition(":///")
    kept = Path(file).parent if scheme == "sqlite" else SECRET_FILE.parent
    return {"var": kept, "journal": settings.journal_folder}


def _by_label(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for value, measured in values.items():
        family.add_metric([value], measured)
    return family


def _free(folders: Mapping[str, Path]) -> dict[str, int]:
    """Return the free bytes by name of the folder, or of where it will be made; one that cannot be asked is left out."""
    free = {}
    for name, folder in folders.items():
        there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
        try:
            free[name] = shutil.disk_usage(there).free
        except OSError:
            continue
    return free


def _of_runs(connection: Connection) -> Iterator[Metric]:
    by_state = select(campaign_runs.c.state, func.count()).group_by(campaign_runs.c.state)
    counts = {str(row[0]): int(row[1]) for row in connection.execute(by_state)}
    yield _by_label(
        "leye_runs",
        "Runs of campaigns by state.",
        "state",
        {each.value: counts.get(each.value, 0) for each in RunState},
    )


def _of_letters(connection: Connection, at: datetime) -> Iterator[Metric]:
    """Yield how many letters could leave now, by outbox, and since when the first of those waits that wait for no hour of the day."""
    going = select(campaign_runs.c.id).where(campaign_runs.c.state == RunState.RUNNING.value)
    may_go = or_(notices.c.not_before.is_(None), notices.c.not_before <= at)
    planned = (notices.c.state == NoticeState.PLANNED.value, notices.c.run.in_(going), may_go, notices.c.not_after > at)
    counts = {"notices": connection.execute(select(func.count()).select_from(notices).where(*planned)).scalar_one()}
    since = {}
    for outbox, moment, condition in (
        ("staff", staff_letters.c.queued_at, staff_letters.c.state == WAITING),
        ("talk", talk_lines.c.at, talk_lines.c.state == WAITING),
        ("replies", held_replies.c.try_at, held_replies.c.try_at <= at),
    ):
        counts[outbox], first = connection.execute(select(func.count(), func.min(moment)).where(condition)).one()
        since[outbox] = 0.0 if first is None else max(0.0, (at - first).total_seconds())
    yield _by_label("leye_letters_waiting", "Letters that could leave now, by outbox.", "outbox", counts)
    yield _by_label("leye_letters_oldest_seconds", "How long the first of them waits, by outbox.", "outbox", since)

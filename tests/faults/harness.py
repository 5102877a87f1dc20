"""Kills schedulers, workers and database connections at random moments; the simulator counts what came. `make test-faults`.

Lost 0, doubled 0, apart from notices that the ledger itself calls unknown.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import time as hour
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.kb import KnowledgeBase
from bot.kb.model.campaigns import Caps, Quiet
from bot.outreach.scheduler.outbox import set_due
from bot.storage import open_database
from bot.storage.tables import campaign_runs, notices
from devservers.postgresql import find_binaries, running_postgresql
from tests.databases import empty, lay_out
from tests.faults import platform, victims
from tests.outreach.world import World, add_person, address_of, real_kb, with_campaign

PEOPLE = 60
NAMES = tuple(f"p{number:03}" for number in range(PEOPLE))
KILLS = 6
LONGEST_LIFE_SECONDS = 0.5
# Longer than a notice waits that the platform was too busy for, three times in a row.
PATIENCE_SECONDS = 90.0
SETTLED = ("sent", "unknown")
ROLES = (victims.schedule, victims.schedule, victims.help_sending)
processes = multiprocessing.get_context("forkserver")
# A victim begins to work at once, so that it dies at work and not while it is importing.
processes.set_forkserver_preload(["tests.faults.victims", "tests.faults.platform"])


@dataclass(frozen=True)
class Tally:
    """What one run came to."""

    told: int
    unknown: int
    lost: int
    doubled: int
    unsettled: int

    @property
    def is_right(self) -> bool:
        return self.lost == self.doubled == self.unsettled == 0 and self.told + self.unknown == PEOPLE


def kb_without_quiet() -> KnowledgeBase:
    """Return the knowledge base with one campaign that may be sent at any hour."""
    return with_campaign(real_kb(), quiet=Quiet(hour(3), hour(3), False), caps=Caps(7, 100_000), follow_up=None)


def play(seed: int, database_url: str, kb: KnowledgeBase) -> Tally:
    """Prepare people and an approved run that is due, kill whoever tells them again and again, then let it finish."""
    chance = random.Random(seed)
    engine = _prepared(database_url, kb)
    with running_platform() as port:
        platform.prepare(port, seed, [address_of(name) for name in NAMES])
        place = victims.Place(database_url, port, kb)
        living = [_started(role, place) for role in ROLES]
        try:
            for _ in range(KILLS):
                time.sleep(chance.random() * LONGEST_LIFE_SECONDS)
                number = chance.randrange(len(living))
                _kill(living[number])
                if chance.random() < 0.3:
                    _cut_connections(engine)
                living[number] = _started(ROLES[number], place)
            _wait_until_settled(engine)
        finally:
            for each in living:
                _kill(each)
        received = platform.received(port)
    tally = _tally(engine, received)
    engine.dispose()
    return tally


def _prepared(database_url: str, kb: KnowledgeBase) -> Engine:
    lay_out(database_url)
    engine = open_database(database_url)
    empty(engine)
    world = World(engine, kb)
    world.clock.at = clock.now()
    for name in NAMES:
        add_person(engine, name, grants=2, at=clock.now())
    set_due(world.outreach, world.approved().id, clock.now())
    return engine


@contextmanager
def running_platform() -> Iterator[int]:
    """Run the simulator while the context lasts; give its port."""
    here, there = processes.Pipe()
    process = processes.Process(target=platform.serve, args=(there,), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        _kill(process)


def _started(role: Callable[[victims.Place], None], place: victims.Place) -> Any:
    process = processes.Process(target=role, args=(place,), daemon=True)
    process.start()
    return process


def _kill(process: Any) -> None:
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def _cut_connections(engine: Engine) -> None:
    """Break every connection to PostgreSQL; SQLite has none to break."""
    if engine.dialect.name != "postgresql":
        return
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
    with engine.begin() as connection:
        connection.execute(text(cut))


def _wait_until_settled(engine: Engine) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    waiting = select(func.count()).select_from(notices).where(notices.c.state.not_in(SETTLED))
    due = select(func.count()).select_from(campaign_runs).where(campaign_runs.c.due_at.is_not(None))
    while time.monotonic() < deadline:
        try:
            with engine.connect() as connection:
                planned = connection.execute(due).scalar_one() == 0
                if planned and connection.execute(waiting).scalar_one() == 0:
                    return
        except SQLAlchemyError:
            # Our own connection may have been cut, too.
            continue
        finally:
            time.sleep(0.05)


def _tally(engine: Engine, received: platform.Received) -> Tally:
    with engine.connect() as connection:
        rows = [(row.person, row.state) for row in connection.execute(select(notices.c.person, notices.c.state))]
    phones = received.notices
    return Tally(
        told=sum(state == "sent" for _, state in rows),
        unknown=sum(state == "unknown" for _, state in rows),
        lost=sum(state == "sent" and phones[address_of(person)] == 0 for person, state in rows),
        doubled=max(received.doubled, sum(count > 1 for count in phones.values())),
        unsettled=sum(state not in SETTLED for _, state in rows),
    )


def databases(folder: Path, postgresql: str | None) -> Iterator[str]:
    """Yield the database of one run after the other: every fourth on PostgreSQL where it is installed."""
    number = 0
    while True:
        number += 1
        yield postgresql if postgresql and number % 4 == 0 else f"sqlite:///{folder}/{number}.db"


def main() -> int:
    """Play many runs and print the sums; return 1 when one went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    binaries = find_binaries()
    wrong, unknown, told = [], 0, 0
    kb = kb_without_quiet()
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory())
        postgresql = stack.enter_context(running_postgresql(binaries)) if binaries else None
        addresses = databases(Path(name), postgresql)
        for seed in range(arguments.seed, arguments.seed + arguments.runs):
            tally = play(seed, next(addresses), kb)
            told, unknown = told + tally.told, unknown + tally.unknown
            wrong += [] if tally.is_right else [(seed, tally)]
            print(f"{seed}: {tally}", flush=True)
    print(f"{arguments.runs} 次：告知 {told}，不清楚 {unknown}，丢失或重复的有 {len(wrong)} 次 {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

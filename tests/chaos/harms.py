"""What is done to the assistant, and how long it takes to be well again by itself."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from tests.chaos.stage import MODULES, Stage
from tests.chaos.surroundings import Surroundings
from tests.small_disk import fill, set_free

FULL_SECONDS = 6.0
WRONG_SECONDS = 10.0
HOUR = 3600
AWAY_SECONDS = 5.0
# Longer than anyone in the house waits for a lock.
LOCKED_SECONDS = 8.0
GIVEN_UP_SECONDS = 300.0


@dataclass(frozen=True)
class Recovered:
    """How it went.

    Args:
        seconds: until every part worked again, from the kill, or from when there was room again; None: it did not.
        load: of the machine, which is not this program's alone.
        usual: seconds that the same look takes when nothing is wrong, among all those who talk.
    """

    harm: str
    seconds: float | None
    load: float
    usual: float = 0.0


Harm = Callable[[Stage], Recovered]


FULL, LOCKED = "磁盘写满 6 秒", "数据库被占住 8 秒"
AHEAD, BEHIND = "时钟快一小时，再拨回", "时钟慢一小时，再拨回"
POSTGRESQL_AWAY, REDIS_AWAY = "PostgreSQL 停 5 秒", "Redis 停 5 秒"


def harms(surroundings: Surroundings) -> dict[str, Harm]:
    """Return all harms that can be done where the assistant stands, by name."""
    found: dict[str, Harm] = {}
    if surroundings.postgresql is None:
        found |= {FULL: fill_disk, LOCKED: lock_database}
    else:
        found |= {POSTGRESQL_AWAY: stop_postgresql, REDIS_AWAY: stop_redis}
    if surroundings.clock is not None:
        found |= {AHEAD: _setting_clock(AHEAD, HOUR), BEHIND: _setting_clock(BEHIND, -HOUR)}
    for name in MODULES:
        found[f"kill -9 {name}"] = _signalling(f"kill -9 {name}", name, signal.SIGKILL)
        found[f"SIGSTOP {name}"] = _signalling(f"SIGSTOP {name}", name, signal.SIGSTOP)
    return found


def fill_disk(stage: Stage) -> Recovered:
    """Fill the disk to the last byte for some seconds, as logs or an import would."""
    fill(stage.disk)
    deadline = time.monotonic() + FULL_SECONDS
    while time.monotonic() < deadline:
        # What the assistant itself gives back is taken, too.
        fill(stage.disk)
        time.sleep(0.5)
    set_free(stage.disk)
    return _recovered(FULL, stage, stage.is_well)


def lock_database(stage: Stage) -> Recovered:
    """Hold the lock of writing for some seconds, as a backup tool would."""
    path = stage.on.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(LOCKED_SECONDS)
        other.execute("ROLLBACK")
    return _recovered(LOCKED, stage, stage.is_well)


def stop_postgresql(stage: Stage) -> Recovered:
    """End PostgreSQL as a crash does, and start it again some seconds later."""
    server = stage.on.postgresql
    assert server is not None
    server.stop()
    time.sleep(AWAY_SECONDS)
    server.start()
    return _recovered(POSTGRESQL_AWAY, stage, stage.is_well)


def stop_redis(stage: Stage) -> Recovered:
    """Stop Redis, and start it again some seconds later with nothing in it."""
    server = stage.on.redis
    assert server is not None
    server.stop()
    time.sleep(AWAY_SECONDS)
    server.start()
    return _recovered(REDIS_AWAY, stage, stage.is_well)


def _setting_clock(harm: str, seconds: int) -> Harm:
    def do(stage: Stage) -> Recovered:
        clock = stage.on.clock
        assert clock is not None
        clock.set_off(seconds)
        meanwhile = _recovered(harm, stage, stage.is_well)
        time.sleep(WRONG_SECONDS)
        clock.set_off(0)
        afterwards = _recovered(harm, stage, stage.is_well)
        return max(meanwhile, afterwards, key=lambda each: GIVEN_UP_SECONDS if each.seconds is None else each.seconds)

    return do


def _signalling(harm: str, name: str, number: int) -> Harm:
    def do(stage: Stage) -> Recovered:
        hit, holder = stage.process(name), stage.scheduler()
        assert hit is not None, f"{name} has no process"
        os.kill(hit, number)

        def is_well() -> bool:
            # The lease of a dead scheduler still looks held for a while.
            is_followed = name != "outreach" or stage.scheduler() not in (None, holder)
            return is_followed and stage.process(name) not in (None, hit) and stage.is_well()

        return _recovered(harm, stage, is_well)

    return do


def _recovered(harm: str, stage: Stage, is_well: Callable[[], bool]) -> Recovered:
    began = time.monotonic()
    while time.monotonic() - began < GIVEN_UP_SECONDS:
        if is_well():
            return Recovered(harm, time.monotonic() - began, os.getloadavg()[0])
        time.sleep(0.2)
    return Recovered(harm, None, os.getloadavg()[0])

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
from tests.small_disk import fill, set_free

FULL_SECONDS = 6.0
# Longer than anyone in the house waits for a lock.
LOCKED_SECONDS = 8.0
GIVEN_UP_SECONDS = 300.0


@dataclass(frozen=True)
class Recovered:
    """How it went.

    Args:
        seconds: until every part worked again, from the kill, or from when there was room again; None: it did not.
        load: of the machine, which is not this program's alone.
    """

    harm: str
    seconds: float | None
    load: float


Harm = Callable[[Stage], Recovered]


def harms() -> dict[str, Harm]:
    """Return all harms by name."""
    found: dict[str, Harm] = {"磁盘写满 6 秒": fill_disk, "数据库被占住 8 秒": lock_database}
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
    return _recovered("磁盘写满 6 秒", stage, stage.is_well)


def lock_database(stage: Stage) -> Recovered:
    """Hold the lock of writing for some seconds, as a backup tool would."""
    path = stage.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(LOCKED_SECONDS)
        other.execute("ROLLBACK")
    return _recovered("数据库被占住 8 秒", stage, stage.is_well)


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

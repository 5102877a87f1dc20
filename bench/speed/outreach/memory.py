"""The memory of planning: a fresh process plans few and then very many recipients."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.speed.outreach.platform import NOBODY
from bench.speed.outreach.stage import database, knowledge, outreach_on, planned, running
from bench.stage.memory import resident_megabytes
from bot import clock
from bot.storage import open_database

LOOK_SECONDS = 0.2


def most_memory_for(folder: Path, recipients: int) -> float:
    """Return the most MB that a process held while it planned so many recipients."""
    address = f"sqlite:///{folder}/memory-{recipients}.db"
    database(address, recipients, 1).dispose()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        most = fresh.submit(memory_of_planning, address).result()
    (folder / f"memory-{recipients}.db").unlink()
    return most


def memory_of_planning(address: str) -> float:
    """Plan everyone in this database; return the most MB that the process held meanwhile."""
    outreach, at = outreach_on(open_database(address), knowledge(), NOBODY), clock.now()
    return most_memory(lambda: planned(outreach, running(outreach, at), at))


def most_memory(work: Callable[[], object]) -> float:
    """Return the most MB that this process holds while it works."""
    most, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(LOOK_SECONDS):
            most[0] = max(most[0], resident_megabytes(os.getpid()))

    watching = threading.Thread(target=look)
    watching.start()
    work()
    done.set()
    watching.join()
    return max(most[0], resident_megabytes(os.getpid()))

"""How long a night's matching takes: ``python -m bench.jobs_match [--seekers 300000 --openings 100000 --workers 2]``.

On SQLite, and with ``--postgresql`` on PostgreSQL. Prints rate, memory of each worker on the way, and the load of the machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.engine import Engine

from bench.jobs_search import AT, COMMON, TODAY, TOWNS, fill
from bot import clock
from bot.jobs import trades
from bot.jobs.matches import NightlyMatching, plan_night, progress_of
from bot.jobs.seekers import ANYWHERE
from bot.kb import load
from bot.people import JOB_SEEKING
from bot.storage import open_database, upgrade
from bot.storage.tables import consents, people, seekers
from devservers.postgresql import find_binaries, running_postgresql

BATCH = 5_000
FORMS = ("full_time", "part_time", "temporary", None, None)
processes = multiprocessing.get_context("spawn")


def main() -> None:
    """Fill a database, match all of it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seekers", type=int, default=300_000)
    parser.add_argument("--openings", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL instead of SQLite")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        address = f"sqlite:///{Path(folder) / 'leye.db'}"
        if asked.postgresql:
            binaries = find_binaries()
            if binaries is None:
                parser.error("PostgreSQL is not installed")
            address = stack.enter_context(running_postgresql(binaries))
        upgrade(address)
        engine = open_database(address)
        fill(engine, asked.openings)
        fill_seekers(engine, asked.seekers)
        engine.dispose()
        _play(address, asked)


def fill_seekers(engine: Engine, count: int) -> None:
    """Fill a database with people who agreed, of every trade and town; one in fifty agreed and withdrew."""
    random, names = Random(3), list(trades())
    with engine.begin() as connection:
        for begin in range(0, count, BATCH):
            numbers = range(begin, min(count, begin + BATCH))
            stamps = {"created_at": AT, "updated_at": AT}
            connection.execute(
                insert(people), [{"id": f"p{each}", "facts": {}, "provenance": {}, **stamps} for each in numbers]
            )
            connection.execute(insert(consents), [_consent(each) for each in numbers])
            connection.execute(insert(seekers), [{**_seeker(random, names, each), **stamps} for each in numbers])
        connection.execute(text("ANALYZE"))


def work(address: str, shown: Any) -> None:
    """Match until no block is free; report the largest memory so far after each tenth of a worker's share."""
    engine, began, count, sizes = open_database(address), time.perf_counter(), [0], []

    def on_chunk(looked_at: int) -> None:
        count[0] += looked_at
        sizes.append((count[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))

    NightlyMatching(engine, load(Path("policies_kb")), clock.now, on_chunk=on_chunk).run(TODAY)
    tenth = max(1, len(sizes) // 10)
    shown.put((os.getpid(), count[0], time.perf_counter() - began, sizes[tenth - 1 :: tenth]))


def _play(address: str, asked: Any) -> None:
    engine = open_database(address)
    began, load_before = time.perf_counter(), os.getloadavg()[0]
    plan_night(engine, TODAY, clock.now())
    planned = time.perf_counter() - began
    shown = processes.Queue()
    start = partial(processes.Process, target=work, args=(address, shown))
    crew = [start() for _ in range(asked.workers)]
    for worker in crew:
        worker.start()
    told = [shown.get() for _ in crew]
    for worker in crew:
        worker.join()
    spent, progress = time.perf_counter() - began, progress_of(engine, TODAY)
    print(
        f"{engine.dialect.name}: {progress.seekers:,} seekers × {asked.openings:,} openings, {asked.workers} workers: "
        f"{spent:.0f} s ({planned:.1f} s of it planning), {progress.seekers_kept / spent:.0f} seekers/s, "
        f"kept {progress.seekers_kept:,}, blocks {progress.blocks_done}/{progress.blocks}; "
        f"load {load_before:.1f} before, {os.getloadavg()[0]:.1f} after"
    )
    for process, count, seconds, sizes in told:
        print(f"  worker {process}: {count:,} seekers in {seconds:.0f} s; largest memory in MB: {sizes}")
    engine.dispose()


def _consent(number: int) -> dict[str, Any]:
    is_withdrawn = number % 50 == 49
    given = {"person": f"p{number}", "topic": JOB_SEEKING, "channel": "web", "origin": "chat", "given_at": AT}
    return {**given, "withdrawn_at": AT if is_withdrawn else None}


def _seeker(random: Random, names: list[str], number: int) -> dict[str, Any]:
    trade = random.choice(COMMON if random.random() < 0.5 else names)
    said_pay = random.random() < 0.7
    return {
        "person": f"p{number}",
        "conversation": f"web:{number}",
        "trade": trade,
        "town": ANYWHERE if random.random() < 0.1 else random.choice(TOWNS),
        "until": TODAY + timedelta(days=60),
        "floor": random.randrange(30, 90) * 10_000 if said_pay else None,
        "pay_period": random.choices(["month", "hour"], [95, 5])[0],
        "form": random.choice(FORMS),
        "works_nights": random.choice((True, False, None)),
        "certificates": {"health": random.random() < 0.5} if random.random() < 0.2 else {},
    }


if __name__ == "__main__":
    main()

"""Kills processes that match seekers with openings at random moments; what is kept in the end is what an undisturbed night keeps.

``python -m tests.faults.night --runs 50`` (`make test-faults`).
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import Engine

from bot import clock
from bot.jobs.matches import NightlyMatching, plan_night, start_again
from bot.kb import KnowledgeBase
from bot.people import JOB_SEEKING
from bot.storage import open_database
from bot.storage.tables import consents, kept_matches, match_blocks, people, seekers
from devservers.postgresql import find_binaries, running_postgresql
from tests.databases import empty, lay_out
from tests.faults.harness import databases
from tests.jobs.conftest import NOW
from tests.jobs.matches.conftest import NIGHT, TOWNS, TRADES, UNTIL, fill_openings
from tests.outreach.world import real_kb

SEEKERS, OPENINGS, CHUNK = 240, 200, 4
VICTIMS, KILLS = 2, 4
PATIENCE_SECONDS = 60.0
PIECE_SECONDS = 0.015
LEASE = timedelta(minutes=5)
# Every row that is ever written; what is written twice stands here twice.
WRITTEN = "written_matches"
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.faults.night"])


@dataclass(frozen=True)
class NightTally:
    """What one night came to: kills while it was not done, seekers kept otherwise than undisturbed, and written more than once."""

    kills: int
    kept: int
    different: int
    doubled: int

    @property
    def is_right(self) -> bool:
        return self.kept == SEEKERS and self.different == self.doubled == 0


def play_night(seed: int, database_url: str, kb: KnowledgeBase) -> NightTally:
    """Kill whoever matches again and again, let the rest be done, and compare with a night that nobody disturbed."""
    chance = random.Random(seed)
    engine = _prepared(database_url)
    living = [_started(database_url, kb) for _ in range(VICTIMS)]
    kills = 0
    try:
        for kill in range(KILLS):
            _wait_for(engine, chance.randrange(1 + kill * SEEKERS // (KILLS + 1), (kill + 1) * SEEKERS // (KILLS + 1)))
            # Some die between two transactions, some within.
            time.sleep(chance.random() * 0.01)
            number = chance.randrange(VICTIMS)
            kills += living[number].is_alive()
            _kill(living[number])
            living[number] = _started(database_url, kb)
        for each in living:
            each.join(PATIENCE_SECONDS)
    finally:
        for each in living:
            _kill(each)
    # Who died last is followed by nobody but the next night's process.
    assert matching(engine, kb).run(NIGHT)
    disturbed, doubled = _kept(engine), _doubled(engine)
    start_again(engine, NIGHT)
    matching(engine, kb).run(NIGHT)
    undisturbed = _kept(engine)
    _forget_writes(engine)
    engine.dispose()
    different = sum(disturbed.get(each) != undisturbed[each] for each in undisturbed)
    return NightTally(kills, len(disturbed), different, doubled)


def matching(engine: Engine, kb: KnowledgeBase) -> NightlyMatching:
    """Return a matching of small transactions."""
    return NightlyMatching(engine, kb, clock.now, chunk=CHUNK, lease=LEASE)


def be_killed(database_url: str, kb: KnowledgeBase) -> None:
    """Match until killed or done."""
    logging.disable(logging.CRITICAL)
    NightlyMatching(open_database(database_url), kb, _slow_now, chunk=CHUNK, lease=LEASE).run(NIGHT)


def _slow_now() -> datetime:
    """Take a moment at each piece, so that whoever kills sees the work before it is done, also on a busy machine."""
    time.sleep(PIECE_SECONDS)
    return clock.now()


def _prepared(database_url: str) -> Engine:
    lay_out(database_url)
    engine = open_database(database_url)
    empty(engine)
    fill_openings(engine, OPENINGS)
    stamps = {"created_at": NOW, "updated_at": NOW}
    consent = {"topic": JOB_SEEKING, "channel": "web", "origin": "chat", "given_at": NOW}
    rows = [_seeker(number) for number in range(SEEKERS)]
    with engine.begin() as connection:
        connection.execute(
            insert(people), [{"id": row["person"], "facts": {}, "provenance": {}, **stamps} for row in rows]
        )
        connection.execute(insert(consents), [{"person": row["person"], **consent} for row in rows])
        connection.execute(insert(seekers), [{**row, **stamps} for row in rows])
    _note_writes(engine)
    plan_night(engine, NIGHT, clock.now())
    return engine


def _seeker(number: int) -> dict[str, Any]:
    said = {"trade": TRADES[number % 3], "town": TOWNS[number % 2], "floor": 300_000 + 20_000 * (number % 11)}
    rest = {"until": UNTIL, "pay_period": "month", "certificates": {}, "works_nights": (True, False, None)[number % 3]}
    return {"person": f"p{number}", "conversation": f"web:{number}", **said, **rest}


def _note_writes(engine: Engine) -> None:
    """Let the database itself note every row that is written."""
    note = f"INSERT INTO {WRITTEN} VALUES (NEW.seeker);"
    if engine.dialect.name == "sqlite":
        triggers = [
            f"CREATE TRIGGER written_{kind} AFTER {kind} ON kept_matches BEGIN {note} END"
            for kind in ("INSERT", "UPDATE")
        ]
    else:
        triggers = [
            f"CREATE FUNCTION note_written() RETURNS trigger AS $$ BEGIN {note} RETURN NEW; END $$ LANGUAGE plpgsql",
            "CREATE TRIGGER written AFTER INSERT OR UPDATE ON kept_matches FOR EACH ROW EXECUTE FUNCTION note_written()",
        ]
    with engine.begin() as connection:
        for statement in (f"CREATE TABLE {WRITTEN} (seeker INTEGER)", *triggers):
            connection.execute(text(statement))


def _forget_writes(engine: Engine) -> None:
    """Leave a server as it was for the tests that come after."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text(f"DROP FUNCTION note_written CASCADE; DROP TABLE {WRITTEN}"))


def _started(database_url: str, kb: KnowledgeBase) -> Any:
    process = processes.Process(target=be_killed, args=(database_url, kb), daemon=True)
    process.start()
    return process


def _kill(process: Any) -> None:
    if process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def _wait_for(engine: Engine, count: int) -> None:
    """Wait until so many seekers have what is kept for them, or nothing is left to do."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    kept = select(func.count()).select_from(kept_matches)
    left = select(func.count()).select_from(match_blocks).where(match_blocks.c.done_at.is_(None))
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            if connection.execute(kept).scalar_one() >= count or not connection.execute(left).scalar_one():
                return
        time.sleep(0.002)


def _kept(engine: Engine) -> dict[int, Any]:
    with engine.connect() as connection:
        rows = connection.execute(select(kept_matches.c.seeker, kept_matches.c.best, kept_matches.c.night))
        return {row.seeker: (row.best, row.night) for row in rows}


def _doubled(engine: Engine) -> int:
    query = text(f"SELECT COUNT(*) FROM (SELECT seeker FROM {WRITTEN} GROUP BY seeker HAVING COUNT(*) > 1) AS twice")
    with engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def main() -> int:
    """Play many nights and print the sums; return 1 when one went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    binaries, kb, wrong, kills = find_binaries(), real_kb(), [], 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgresql = stack.enter_context(running_postgresql(binaries)) if binaries else None
        addresses: Iterator[str] = databases(folder, postgresql)
        for seed in range(asked.seed, asked.seed + asked.runs):
            tally = play_night(seed, next(addresses), kb)
            kills += tally.kills
            wrong += [] if tally.is_right else [(seed, tally)]
            print(f"{seed}: {tally}", flush=True)
    print(f"{asked.runs} 夜：杀了 {kills} 次，结果不同、重复或缺的有 {len(wrong)} 夜 {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

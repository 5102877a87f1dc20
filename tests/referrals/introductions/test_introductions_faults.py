"""Colleagues who ask and processes that die while they do: every pair is introduced once, and every person is asked once for it."""

from __future__ import annotations

import logging
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SituationError
from bot.referrals.introductions import Introductions
from bot.storage import open_database
from bot.storage.tables import consents, employers, introductions, openings, people, referrals, seekers, talk_lines
from tests.referrals.conftest import AT

# More of them: LEYE_FAULT_RUNS=50.
RUNS = int(os.environ.get("LEYE_FAULT_RUNS", "2"))
PEOPLE, OPENINGS, KILLS, LONGEST_LIFE_SECONDS = 6, 5, 3, 0.25
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.referrals.introductions.test_introductions_faults"])


def fill(engine: Engine) -> None:
    """Put openings, and people who called and agreed, into a database."""
    moments = {"created_at": AT, "updated_at": AT}
    paid = {"flags": [], "state": "passed", "trade": "cleaning", "town": "中北镇"}
    work = {"pay_period": "month", "certificates": {}, "until": AT.date() + timedelta(days=90)}
    with engine.begin() as connection:
        connection.execute(insert(employers).values(id=1, name="样例公司", name_key="样例公司", **moments))
        for number in range(1, OPENINGS + 1):
            row = {"id": number, "employer": 1, "digest": str(number), "title": f"保洁{number}"}
            connection.execute(insert(openings).values(**row, **paid, **moments))
        for number in range(1, PEOPLE + 1):
            who = {"person": f"p{number}", "conversation": f"web:{number}"}
            connection.execute(insert(people).values(id=who["person"], facts={}, provenance={}, **moments))
            given = {"topic": "job_seeking", "channel": "web", "origin": "chat", "given_at": AT}
            connection.execute(insert(consents).values(person=who["person"], **given))
            connection.execute(insert(seekers).values(**who, trade="cleaning", town="中北镇", **work, **moments))
            due = {"opened_at": AT, "contact_due_at": AT, "introduce_due_at": AT}
            connection.execute(insert(referrals).values(id=number, **who, kind="call", state="open", **due))


def introduce_all(database_url: str, seed: int) -> None:
    """Ask everybody about everything, in an order of one's own."""
    logging.disable(logging.CRITICAL)
    asking = Introductions(open_database(database_url))
    pairs = [(person, opening) for person in range(1, PEOPLE + 1) for opening in range(1, OPENINGS + 1)]
    random.Random(seed).shuffle(pairs)
    for person, opening in pairs:
        try:
            asking.ask(person, opening, "样例", "lihong", AT)
        except (SituationError, SQLAlchemyError):
            continue


def play(database_url: str, seed: int) -> None:
    """Let two colleagues ask at once, kill them in the middle of it, again and again, and then once to the end."""
    chance = random.Random(seed)
    for kill in range(KILLS):
        victims = [
            processes.Process(target=introduce_all, args=(database_url, seed + kill + each)) for each in range(2)
        ]
        for victim in victims:
            victim.start()
        time.sleep(chance.uniform(0.02, LONGEST_LIFE_SECONDS))
        for victim in victims:
            if victim.pid is not None and victim.is_alive():
                os.kill(victim.pid, signal.SIGKILL)
            victim.join()
    introduce_all(database_url, seed)


def test_nobody_is_introduced_or_asked_twice_and_nobody_is_lost(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    fill(engine)
    for run in range(RUNS):
        with engine.begin() as connection:
            connection.execute(introductions.delete())
            connection.execute(talk_lines.delete())
        play(database_url, 100 * run)
        with engine.connect() as connection:
            pairs = Counter(connection.execute(select(introductions.c.person, introductions.c.opening)).all())
            asked = Counter(connection.execute(select(talk_lines.c.conversation)).scalars())
        assert len(pairs) == PEOPLE * OPENINGS and set(pairs.values()) == {1}, run
        assert set(asked.values()) == {OPENINGS} and len(asked) == PEOPLE, run

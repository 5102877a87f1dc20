"""How long a search among openings takes, and the ten best for one seeker: ``python -m bench.jobs_search [--openings 100000]``.

On SQLite and PostgreSQL.

The openings are made up; half of them are of three trades, as in lists of a district of factories.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.jobs import trades
from bot.jobs.pairs import PairFinder
from bot.jobs.search import JobSearch, changed_wish, read_wish
from bot.jobs.seekers import Seeker
from bot.kb import load
from bot.storage import open_database, upgrade
from bot.storage.tables import employers, openings
from devservers.postgresql import find_binaries, running_postgresql

AT, TODAY = datetime(2026, 11, 25, 10, tzinfo=SHANGHAI), date(2026, 11, 25)
TOWNS = [f"样例{sign}镇" for sign in "甲乙丙丁戊己庚辛壬癸子丑"]
COMMON = ("assembly", "cleaning", "guard")
WISHES = (
    "想找个保洁的活，离样例甲镇近的，一个月四千左右",
    "样例乙镇的普工，五千以上",
    "保安或者保洁，样例丙镇",
    "电焊，八千以上",
    "样例丁镇附近有啥活，不低于4500",
    "普工",
    "会计，样例戊镇，六千到八千",
    "时薪25以上的保洁，样例己镇",
)
FURTHER = ("工资高的", "只看近的", None)
BATCH, EMPLOYERS, ROUNDS, SEEKERS = 5_000, 500, 25, 200


def main() -> None:
    """Measure both databases and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openings", type=int, default=100_000)
    count = parser.parse_args().openings
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        addresses = {"sqlite": f"sqlite:///{Path(folder) / 'leye.db'}"}
        binaries = find_binaries()
        if binaries is not None:
            addresses["postgresql"] = stack.enter_context(running_postgresql(binaries))
        for name, address in addresses.items():
            upgrade(address)
            engine = open_database(address)
            fill(engine, count)
            print(f"{name:<11} {count:,} openings: {spread(measure(engine))}")
            print(f"{name:<11} ten best for a seeker: {spread(measure_pairs(engine))}")
            engine.dispose()


def fill(engine: Engine, count: int) -> None:
    """Fill a database with openings that were let pass, but for one in ten."""
    random = Random(1)
    names = list(trades())
    with engine.begin() as connection:
        connection.execute(
            insert(employers),
            [
                {
                    "id": number,
                    "name": f"样例公司{number}",
                    "name_key": f"样例公司{number}",
                    "created_at": AT,
                    "updated_at": AT,
                }
                for number in range(1, EMPLOYERS + 1)
            ],
        )
        for begin in range(0, count, BATCH):
            batch = [_opening(random, names, number) for number in range(begin, min(count, begin + BATCH))]
            connection.execute(insert(openings), batch)
        connection.execute(text("ANALYZE"))


def measure(engine: Engine) -> list[float]:
    """Return the milliseconds of each search: a wish, and what is said after it."""
    search, kb_towns, spent = JobSearch(engine, load(Path("policies_kb"))), TOWNS, []
    for number in range(ROUNDS):
        for words in WISHES:
            wish = read_wish(words, kb_towns, TODAY)
            for further in FURTHER:
                asked = wish if further is None else changed_wish(wish, further, kb_towns, TODAY)
                began = time.perf_counter()
                search.find(asked, TODAY, page=1 + number % 3)
                spent.append(1_000 * (time.perf_counter() - began))
    return spent


def measure_pairs(engine: Engine) -> list[float]:
    """Return the milliseconds in which the ten best openings of each of many seekers were found, of every trade and town."""
    finder, random, spent = PairFinder(engine, load(Path("policies_kb"))), Random(2), []
    names = list(trades())
    for number in range(SEEKERS):
        trade = random.choice(COMMON if number % 2 else names)
        seeker = Seeker(number, f"p{number}", f"web:{number}", trade, random.choice(TOWNS), TODAY, 400_000)
        began = time.perf_counter()
        finder.openings_for(seeker, TODAY)
        spent.append(1_000 * (time.perf_counter() - began))
    return spent


def spread(spent: list[float]) -> str:
    """Say the median, the 95th percentile and the longest."""
    return f"p50 {statistics.median(spent):.1f} ms, p95 {statistics.quantiles(spent, n=20)[-1]:.1f} ms, longest {max(spent):.1f} ms"


def _opening(random: Random, names: list[str], number: int) -> dict[str, Any]:
    trade = random.choice(COMMON if random.random() < 0.5 else names)
    low = random.randrange(25, 90) * 10_000
    period = random.choices(["month", "hour", None], [85, 10, 5])[0]
    pay = {"month": (low, low + 100_000), "hour": (random.randrange(2_660, 4_000),) * 2, None: (None, None)}[period]
    return {
        "employer": 1 + number % EMPLOYERS,
        "digest": str(number),
        "title": trades()[trade].title,
        "trade": trade,
        "town": random.choice(TOWNS),
        "duties": "样例岗位职责。" * 20,
        "pay_text": "样例",
        "pay_period": period,
        "pay_low": pay[0],
        "pay_high": pay[1],
        "until": date(2026, random.randrange(10, 13), 28) if random.random() < 0.3 else None,
        "flags": [],
        "state": "passed" if random.random() < 0.9 else "waiting",
        "created_at": AT,
        "updated_at": AT,
    }


if __name__ == "__main__":
    main()

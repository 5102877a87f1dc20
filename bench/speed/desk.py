"""The speed of the desk: looking up in 300 and 5,000 policies, fifty colleagues at once, a board of 10,000 referrals. Part of `make bench`."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import httpx
from sqlalchemy import insert
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bench.scorecard import measured_on, percentile, table, write_part
from bench.speed.desk_pages import page_times, rows_of
from bench.stage.server import served
from bot.clock import now
from bot.conversation import IncomingMessage, TurnOutcome
from bot.front import create_app
from bot.kb import KnowledgeBase, load
from bot.questions import QuestionKeeper
from bot.referrals import Board, BoardShelf
from bot.settings import Settings
from bot.staff import Colleague, Role, SignInStage, Staff, StaffSessions
from bot.storage import open_database, upgrade
from bot.storage.tables import referrals
from devservers import find_binaries, free_port, running_postgresql

SECRET = "a secret for benchmarks only"
SEARCHES = (
    "灵活就业社保补贴 多少",
    "创业担保贷款 材料",
    "失业金 领多久",
    "公益性岗位 条件",
    "退役军人 创业",
    "困难认定 去哪儿办",
    "培训补贴 500",
    "就业见习 补贴",
)
LETTERS = "灵活就业社保补贴能领多少钱"
ROUNDS = 40
STAFF = 50
# Seconds between two searches of one colleague: people read before they type again.
PAUSE = 2.0
OPEN_REFERRALS = 10_000
GOALS = {300: 30, 5_000: 60}

Row = tuple[str, str, str]


def grown(kb: KnowledgeBase, count: int) -> KnowledgeBase:
    """Return a knowledge base with so many policies: copies under names of their own."""
    policies = dict(kb.policies)
    originals = list(kb.policies.values())
    for number in range(len(policies), count):
        original = originals[number % len(originals)]
        mark = f"{number}号"
        names = {"title": f"{original.title}{mark}", "short_title": f"{original.short_title}{mark}"}
        aliases = tuple(f"{alias}{mark}" for alias in original.aliases)
        policies[f"{original.id}_{number}"] = replace(original, id=f"{original.id}_{number}", aliases=aliases, **names)
    return replace(kb, policies=policies)


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def searches() -> list[str]:
    """Return what colleagues type: whole searches with a number that nobody asked before, and letter by letter."""
    whole = [f"{text} {number}" for number in range(ROUNDS) for text in SEARCHES]
    return whole + [LETTERS[:length] for length in range(1, len(LETTERS) + 1)]


def lookup_times(kb: KnowledgeBase, settings: Settings) -> list[float]:
    """Return the milliseconds of each search of a colleague, from request to page."""
    app = create_app(settings, kb=kb)
    with TestClient(app, cookies={"leye_desk": signed_in(settings)}) as client:
        headers = {"HX-Request": "true"}
        client.get("/desk/lookup", params={"q": "准备"}, headers=headers)
        return [
            timed(lambda text=text: client.get("/desk/lookup", params={"q": text}, headers=headers))  # type: ignore[misc]
            for text in searches()
        ]


def signed_in(settings: Settings, userid: str = "bench") -> str:
    """Return the token of a colleague's session."""
    engine = open_database(settings.database_url)
    Staff(engine).add(Colleague(userid, "测试", Role.MATCHMAKER, "甲站"), now())
    token = StaffSessions(engine).begin(userid, SignInStage.OPEN, now())
    engine.dispose()
    return token


async def _many_at_once(address: str, tokens: Sequence[str]) -> list[float]:
    """Let all colleagues search at the same time, each ten times; return the milliseconds of each search."""

    async def one(token: str, number: int) -> list[float]:
        async with httpx.AsyncClient(base_url=address, cookies={"leye_desk": token}, timeout=30) as client:
            times = []
            await asyncio.sleep(number / STAFF * PAUSE)
            for turn in range(10):
                text = f"{SEARCHES[(number + turn) % len(SEARCHES)]} {number}"
                began = time.perf_counter()
                response = await client.get("/desk/lookup", params={"q": text}, headers={"HX-Request": "true"})
                assert response.status_code == 200 and "<article" in response.text
                times.append((time.perf_counter() - began) * 1000)
                await asyncio.sleep(PAUSE)
            return times

    await asyncio.to_thread(_wait_until_prepared, address, tokens[0])
    found = await asyncio.gather(*(one(token, number) for number, token in enumerate(tokens)))
    return [each for times in found for each in times]


def _wait_until_prepared(address: str, token: str) -> None:
    """Search once: the process prepares its search when it starts."""
    httpx.get(
        f"{address}/desk/lookup", params={"q": "准备"}, cookies={"leye_desk": token}, timeout=30
    ).raise_for_status()


def board_time(engine: Engine) -> float:
    """Return the median milliseconds of the first page of a board with 10,000 open referrals, with its counts."""
    at = now()
    rows = [
        {
            "kind": "call",
            "conversation": f"web:{number}",
            "station": f"站{number % 20}",
            "assigned_to": f"s{number % 60}",
            "question": "想问贷款",
            "state": "open" if number % 3 else "contacted",
            "opened_at": at - timedelta(hours=number % 90),
            "contact_due_at": at + timedelta(hours=number % 48 - 20),
            "introduce_due_at": at + timedelta(hours=number % 90 - 20),
        }
        for number in range(OPEN_REFERRALS)
    ]
    with engine.begin() as connection:
        connection.execute(insert(referrals), rows)
    board, boss = Board(engine), Colleague("boss", "管理", Role.ADMIN, None)

    def read() -> None:
        assert len(board.read(boss, BoardShelf.STATION, at)) == 50
        assert board.count(boss, at).station == OPEN_REFERRALS

    return statistics.median(timed(read) for _ in range(15))


def keeping_time(engine: Engine) -> float:
    """Return the median milliseconds that keeping how a turn ended adds to it."""
    keeper = QuestionKeeper(engine)
    return statistics.median(
        timed(
            lambda text=f"问题{number}": keeper.keep(
                IncomingMessage("web:bench", text), [TurnOutcome("answered")], 0.1, now()
            )
        )  # type: ignore[misc]
        for number in range(200)
    )


def main() -> None:
    """Measure, and write the desk's part of the scorecard."""
    kb = load(Path("policies_kb"))
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/leye.db"
        settings = Settings(database_url=database, secret=SECRET, rate_limit="off", as_of=date(2026, 11, 25))
        upgrade(database)
        rows = [_lookup_row(kb, settings, count, goal) for count, goal in GOALS.items()]
        tokens = [signed_in(settings, f"bench{number}") for number in range(STAFF)]
        with served(settings, free_port()) as address:
            together = percentile(asyncio.run(_many_at_once(address, tokens)), 0.95)
        said = f"{STAFF} 人同时查（真的 HTTP，每人2秒一次，{len(kb.policies)} 项政策），p95"
        rows.append((said, f"{together:.1f} 毫秒", "—"))
        rows.append(_board_row("SQLite", database))
        rows.append(_keeping_row("SQLite", database))
        rows += rows_of(page_times(folder))
    binaries = find_binaries()
    if binaries:
        with running_postgresql(binaries) as address:
            upgrade(address)
            rows.append(_board_row("PostgreSQL", address))
            rows.append(_keeping_row("PostgreSQL", address))
    text = "\n".join(["## 工作台的速度", "", measured_on(), "", table(("量什么", "结果", "目标"), rows)])
    write_part("desk", text)
    print(text)


def _lookup_row(kb: KnowledgeBase, settings: Settings, count: int, goal: int) -> Row:
    p95 = percentile(lookup_times(grown(kb, count), settings), 0.95)
    return f"查政策，{count:,} 项政策，p95", f"{p95:.1f} 毫秒", f"≤ {goal}"


def _board_row(name: str, database: str) -> Row:
    milliseconds = board_time(open_database(database))
    return f"呼叫看板，{OPEN_REFERRALS:,} 件没办结，{name}", f"{milliseconds:.1f} 毫秒", "≤ 200"


def _keeping_row(name: str, database: str) -> Row:
    return f"记下一轮怎么结束，{name}", f"{keeping_time(open_database(database)):.1f} 毫秒", "—"


if __name__ == "__main__":
    main()

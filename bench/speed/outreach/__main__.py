"""The speed of telling people: audience, planning, sending by one process and by two workers, memory; beside a plain loop. Part of `make bench`."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import requests
from rich.console import Console
from sqlalchemy.engine import Engine

from bench.scorecard import measured_on, table, write_part
from bench.speed.outreach.memory import most_memory_for
from bench.speed.outreach.people import APP, SECRET, TEMPLATE, openid_of, person_id
from bench.speed.outreach.platform import NOBODY, BenchPlatform, bare_platform, simulated_platform
from bench.speed.outreach.stage import (
    CAMPAIGN,
    chosen,
    database,
    knowledge,
    outreach_on,
    planned,
    running,
    sent_by_ledger,
)
from bench.speed.outreach.workers import send_with_workers
from bot import clock
from bot.outreach.runs import Run
from bot.outreach.scheduler import deliver_here
from bot.wording.notices import template_fields
from devservers import find_binaries, find_redis, running_postgresql, running_redis

PEOPLE = 1_000_000
FITTING_EVERY = 10
FEW = 10_000
SENT_HERE = 10_000
SENT_BY_WORKERS = 20_000
PLAIN_LETTERS = 2_000
LOOK_SECONDS = 0.2
PATIENCE_SECONDS = 30.0
SIMULATOR, BARE = "模拟平台", "只计数的空服务"
NOTE = (
    "发送两行各量两次。模拟平台（`simulator`）守平台的规矩：令牌、订阅次数、额度、字段都查，它和发送的进程分用这两个核；"
    "换成只计数、什么都不查的空服务，看平台那头占去多少。对照的循环和目标都按模拟平台算；结果事件没有推送。"
)
Row = tuple[str, str, str]
Platforms = dict[str, Callable[[], AbstractContextManager[BenchPlatform]]]


def main() -> None:
    """Measure and write the outreach part of the scorecard."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--people", type=int, default=PEOPLE, help="fewer for a quick look; the scorecard is not written"
    )
    count = parser.parse_args().people
    console = Console()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platforms: Platforms = {SIMULATOR: lambda: simulated_platform(folder, knowledge()), BARE: bare_platform}
        rows = [_plain_loop(platforms[SIMULATOR])]
        rows += _on_sqlite(console, folder, platforms, count)
        rows += _on_postgresql(console, count)
        rows += _by_workers(console, platforms, min(count, SENT_BY_WORKERS))
        rows += [_memory(console, folder, count)]
    report = "\n\n".join(["## 推送的速度", measured_on(), table(("项目", "结果", "目标"), rows), NOTE])
    console.print(report, markup=False, highlight=False)
    if count == PEOPLE:
        write_part("outreach", report)


def _plain_loop(started: Callable[[], AbstractContextManager[BenchPlatform]]) -> Row:
    """Measure what one writes first: a loop without a ledger, which after a crash begins again or loses the rest."""
    kb = knowledge()
    fields = template_fields(kb, kb.campaigns[CAMPAIGN], clock.today())
    body = {"template_id": TEMPLATE, "data": {key: {"value": value} for key, value in fields.items()}}
    addresses = [f"plain{number}" for number in range(PLAIN_LETTERS)]
    with started() as platform:
        platform.give_phones(addresses)
        asked = {"grant_type": "client_credential", "appid": APP, "secret": SECRET}
        token = requests.post(f"{platform.address}/cgi-bin/stable_token", json=asked, timeout=8).json()["access_token"]
        address = f"{platform.address}/cgi-bin/message/subscribe/bizsend?access_token={token}"
        began = time.perf_counter()
        for each in addresses:
            # As bytes: the platform refuses the escapes that ``json=`` makes.
            letter = json.dumps({**body, "touser": each}, ensure_ascii=False).encode()
            requests.post(address, data=letter, timeout=8)
        seconds = time.perf_counter() - began
        assert platform.taken() == PLAIN_LETTERS, "the plain loop's letters were refused"
    return "对照：没有台账的 requests.post 循环", f"{PLAIN_LETTERS / seconds:,.0f} 条/秒", ""


def _on_sqlite(console: Console, folder: Path, platforms: Platforms, count: int) -> list[Row]:
    console.print(f"SQLite：造 {count:,} 人……")
    engine = database(f"sqlite:///{folder}/people.db", count, FITTING_EVERY)
    run, rows = _selecting(engine, count, "SQLite")
    fitting = [openid_of(person_id(number)) for number in range(0, count, FITTING_EVERY)]
    for name, started in platforms.items():
        with started() as platform:
            platform.give_phones(fitting)
            sent, rate = _send_here(engine, run, platform)
        goal = "≥ 500 条/秒" if name == SIMULATOR else ""
        rows.append((f"一个进程发送 {sent:,} 条（SQLite 台账，{name}）", f"{rate:,.0f} 条/秒", goal))
    engine.dispose()
    return rows


def _on_postgresql(console: Console, count: int) -> list[Row]:
    binaries = find_binaries()
    if binaries is None:
        return [("选对象、列计划（PostgreSQL）", "没有装 PostgreSQL，没测", "≤ 5 秒、≤ 20 秒")]
    console.print(f"PostgreSQL：造 {count:,} 人……")
    with running_postgresql(binaries) as address:
        engine = database(address, count, FITTING_EVERY)
        _, rows = _selecting(engine, count, "PostgreSQL")
        engine.dispose()
    return rows


def _selecting(engine: Engine, count: int, name: str) -> tuple[Run, list[Row]]:
    """Measure choosing and planning; return the run with everyone planned."""
    outreach, at = outreach_on(engine, knowledge(), NOBODY), clock.now()
    run = running(outreach, at)
    fits, seconds = chosen(outreach, run, at)
    run, added, seconds_planning = planned(outreach, run, at)
    return run, [
        (f"从 {count:,} 人里选出一项政策的对象（{fits:,} 人，{name}）", f"{seconds:.1f} 秒", "≤ 5 秒"),
        (f"把 {added:,} 人列入计划（逐人复核，{name}）", f"{seconds_planning:.1f} 秒", "≤ 20 秒"),
    ]


def _send_here(engine: Engine, run: Run, platform: BenchPlatform) -> tuple[int, float]:
    """Send some of what is planned; return how many and how many a second."""
    outreach, enough = outreach_on(engine, knowledge(), platform.address), sent_by_ledger(engine) + SENT_HERE

    def is_stopping() -> bool:
        return sent_by_ledger(engine) >= enough

    began = time.perf_counter()
    asyncio.run(deliver_here(outreach, is_stopping=is_stopping)(run, outreach.kb.campaigns[CAMPAIGN], run.kind))
    seconds = time.perf_counter() - began
    assert platform.doubled() == 0, "a letter was sent twice"
    return platform.taken(), platform.taken() / seconds


def _by_workers(console: Console, platforms: Platforms, count: int) -> list[Row]:
    binaries, server = find_binaries(), find_redis()
    if binaries is None or server is None:
        return [("两个 Dramatiq 进程（PostgreSQL 台账）", "没有装 PostgreSQL 或 Redis，没测", "≥ 900 条/秒")]
    rows: list[Row] = []
    for name, started in platforms.items():
        console.print(f"PostgreSQL 和 Redis，{name}：造 {count:,} 人……")
        with ExitStack() as stack:
            redis = stack.enter_context(running_redis(server))
            address = stack.enter_context(running_postgresql(binaries))
            rate, added = _worked_off(address, redis, stack.enter_context(started()), count)
        goal = "≥ 900 条/秒" if name == SIMULATOR else ""
        rows.append((f"两个 Dramatiq 进程发送 {added:,} 条（PostgreSQL 台账，{name}）", f"{rate:,.0f} 条/秒", goal))
    return rows


def _worked_off(address: str, redis: str, platform: BenchPlatform, count: int) -> tuple[float, int]:
    """Let workers send everything that is planned; return how many letters a second, and how many."""
    platform.give_phones([openid_of(person_id(number)) for number in range(count)])
    engine = database(address, count, 1)
    outreach, at = outreach_on(engine, knowledge(), platform.address), clock.now()
    run, added, _ = planned(outreach, running(outreach, at), at)
    rate = send_with_workers(address, redis, platform, run, added)
    assert platform.doubled() == 0, "a letter was sent twice"
    _wait_for_ledger(engine, added)
    engine.dispose()
    return rate, added


def _wait_for_ledger(engine: Engine, count: int) -> None:
    """Wait until the last letters are recorded, which is a moment after the platform took them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while sent_by_ledger(engine) < count:
        assert time.monotonic() < deadline, "a letter is not in the ledger"
        time.sleep(LOOK_SECONDS)


def _memory(console: Console, folder: Path, count: int) -> Row:
    few = min(FEW, count)
    console.print(f"内存：造 {few:,} 和 {count:,} 个收件人……")
    less, more = most_memory_for(folder, few), most_memory_for(folder, count)
    title = f"收件人从 {few:,} 到 {count:,}，列入计划时的内存（{less:.0f} → {more:.0f} MB）"
    return title, f"{more / less:.2f} 倍", "≤ 1.2 倍"


if __name__ == "__main__":
    main()

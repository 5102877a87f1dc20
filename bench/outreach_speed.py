"""The speed of telling people: audience, planning, sending by one process and by two workers, memory; beside a plain loop. Part of `make bench`."""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from datetime import time as hour
from multiprocessing import get_context
from pathlib import Path

import requests
from rich.console import Console
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bench.memory import resident_megabytes
from bench.outreach_people import APP, TEMPLATE, fill
from bench.outreach_platform import counted, running_platform
from bench.outreach_workers import send_with_workers
from bench.postgresql import find_binaries, running_postgresql
from bench.redis_server import find_redis, running_redis
from bench.scorecard import measured_on, table, write_part
from bot import clock
from bot.messaging.access_tokens import MemoryShelf
from bot.messaging.messenger import Way
from bot.messaging.wechat_api import WechatApi
from bot.outreach import approving
from bot.outreach.audience import fitting
from bot.outreach.connections import ManyConnections
from bot.outreach.context import Outreach
from bot.outreach.outbox import deliver_here
from bot.outreach.planning import plan
from bot.outreach.runs import Run, get, propose
from bot.outreach.states import Kind, NoticeState
from bot.outreach.work import audience_for
from bot.policies import KnowledgeBase, load
from bot.policies.campaigns import Caps, Quiet
from bot.storage import open_database, upgrade
from bot.storage.tables import notices, people

CAMPAIGN = "flexible_insurance_notice"
PEOPLE = 1_000_000
FITTING_EVERY = 10
FEW = 10_000
SENT_HERE = 10_000
SENT_BY_WORKERS = 20_000
PLAIN_LETTERS = 2_000
LOOK_SECONDS = 0.2
PATIENCE_SECONDS = 30.0


def main() -> None:
    """Measure and write the outreach part of the scorecard."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--people", type=int, default=PEOPLE, help="fewer for a quick look; the scorecard is not written"
    )
    count = parser.parse_args().people
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        with running_platform() as platform:
            rows = [*_plain_loop(platform), *_on_sqlite(console, Path(folder), platform, count)]
        # The same people on another platform, so that a second letter to anyone shows.
        with running_platform() as platform:
            rows += _by_workers(console, platform, min(count, SENT_BY_WORKERS))
        rows += _memory(console, Path(folder), count)
    report = "\n\n".join(["## 推送的速度", measured_on(), table(("项目", "结果", "目标"), rows)])
    console.print(report, markup=False, highlight=False)
    if count == PEOPLE:
        write_part("outreach", report)


def knowledge() -> KnowledgeBase:
    """Return the knowledge base with one campaign that may be sent at any hour and as often as can be."""
    kb = load(Path("policies_kb"))
    quiet, caps = Quiet(hour(3), hour(3), False), Caps(7, 10 * PEOPLE)
    campaign = replace(kb.campaigns[CAMPAIGN], quiet=quiet, caps=caps, follow_up=None)
    return replace(kb, campaigns={CAMPAIGN: campaign})


def outreach_on(engine: Engine, kb: KnowledgeBase, platform: str) -> Outreach:
    """Return outreach with the real connector of WeChat, pointed at the platform."""
    wechat = WechatApi(platform, APP, "measured", MemoryShelf(), clock.now, ManyConnections())
    messengers = dict.fromkeys((Way.SUBSCRIBE, Way.TEMPLATE, Way.CUSTOMER), wechat)
    return Outreach(engine, kb, messengers, clock.now, APP, {"policy_notice": TEMPLATE})


def running(outreach: Outreach, at: datetime) -> Run:
    """Return a run that is going."""
    campaign = outreach.kb.campaigns[CAMPAIGN]
    run = propose(outreach.engine, outreach.kb, campaign, Kind.NOTICE, at, at.date())
    run = approving.mark_rehearsed(outreach.engine, run, campaign, "甲", at)
    return approving.begin(outreach.engine, approving.approve(outreach.engine, run, campaign, "乙", at), at)


def planned(outreach: Outreach, at: datetime) -> tuple[Run, int, float]:
    """Plan everyone who fits; return the run, how many and in how many seconds."""
    campaign, run = outreach.kb.campaigns[CAMPAIGN], running(outreach, at)
    audience = audience_for(outreach, run, campaign, at.date())
    began = time.perf_counter()
    found = plan(outreach.engine, run, audience, outreach.routes(campaign, run.kind), at)
    return get(outreach.engine, run.id), found.added, time.perf_counter() - began


def database(address: str, count: int, fitting_every: int) -> Engine:
    """Return a database with so many people."""
    upgrade(address)
    engine = open_database(address)
    fill(engine, count, fitting_every, clock.now())
    return engine


def _plain_loop(platform: str) -> list[tuple[str, str, str]]:
    """Measure what one writes first: a loop without a ledger, which after a crash begins again or loses the rest."""
    body = {"touser": "plain", "template_id": TEMPLATE, "data": {}}
    began = time.perf_counter()
    for number in range(PLAIN_LETTERS):
        requests.post(
            f"{platform}/cgi-bin/message/subscribe/bizsend", json={**body, "touser": f"plain{number}"}, timeout=8
        )
    rate = PLAIN_LETTERS / (time.perf_counter() - began)
    return [("对照：没有台账的 requests.post 循环", f"{rate:,.0f} 条/秒", "")]


def _on_sqlite(console: Console, folder: Path, platform: str, count: int) -> list[tuple[str, str, str]]:
    console.print(f"SQLite：造 {count:,} 人……")
    engine = database(f"sqlite:///{folder}/people.db", count, FITTING_EVERY)
    kb = knowledge()
    outreach, at = outreach_on(engine, kb, platform), clock.now()
    audience = audience_for(outreach, running(outreach, at), kb.campaigns[CAMPAIGN], at.date())
    began = time.perf_counter()
    with engine.connect() as connection:
        fits = connection.execute(select(func.count()).select_from(people).where(fitting(audience))).scalar_one()
    chosen = time.perf_counter() - began
    run, added, seconds = planned_again(outreach, at)
    sent, rate = _send_here(outreach, run, platform)
    return [
        (f"从 {count:,} 人里选出一项政策的对象（{fits:,} 人，SQLite）", f"{chosen:.1f} 秒", "≤ 5 秒"),
        (f"把 {added:,} 人列入计划（逐人复核，SQLite）", f"{seconds:.1f} 秒", "≤ 20 秒"),
        (f"一个进程发送 {sent:,} 条（SQLite 台账）", f"{rate:,.0f} 条/秒", "≥ 500 条/秒"),
    ]


def planned_again(outreach: Outreach, at: datetime) -> tuple[Run, int, float]:
    """Plan the run that is going already."""
    campaign = outreach.kb.campaigns[CAMPAIGN]
    run = propose(outreach.engine, outreach.kb, campaign, Kind.NOTICE, at, at.date())
    audience = audience_for(outreach, run, campaign, at.date())
    began = time.perf_counter()
    found = plan(outreach.engine, run, audience, outreach.routes(campaign, run.kind), at)
    return run, found.added, time.perf_counter() - began


def _send_here(outreach: Outreach, run: Run, platform: str) -> tuple[int, float]:
    before, doubled = counted(platform)

    def is_stopping() -> bool:
        return counted_here(outreach.engine) >= SENT_HERE

    began = time.perf_counter()
    asyncio.run(deliver_here(outreach, is_stopping=is_stopping)(run, outreach.kb.campaigns[CAMPAIGN], run.kind))
    seconds = time.perf_counter() - began
    after, doubled_after = counted(platform)
    assert doubled_after == doubled, "a letter was sent twice"
    return after - before, (after - before) / seconds


def counted_here(engine: Engine) -> int:
    """Return how many notices are sent by the ledger."""
    sent = select(func.count()).select_from(notices).where(notices.c.state == NoticeState.SENT.value)
    with engine.connect() as connection:
        return int(connection.execute(sent).scalar_one())


def _by_workers(console: Console, platform: str, count: int) -> list[tuple[str, str, str]]:
    binaries, server = find_binaries(), find_redis()
    if binaries is None or server is None:
        return [("两个 Dramatiq 进程（PostgreSQL 台账）", "没有装 PostgreSQL 或 Redis，没测", "≥ 900 条/秒")]
    with ExitStack() as stack:
        redis = stack.enter_context(running_redis(server))
        console.print(f"PostgreSQL 和 Redis：造 {count:,} 人……")
        address = stack.enter_context(running_postgresql(binaries))
        engine = database(address, count, 1)
        run, added, _ = planned(outreach_on(engine, knowledge(), platform), clock.now())
        rate = send_with_workers(address, redis, platform, run, added)
        assert counted(platform)[1] == 0, "a letter was sent twice"
        _wait_for_ledger(engine, added)
        engine.dispose()
    return [(f"两个 Dramatiq 进程发送 {added:,} 条（PostgreSQL 台账）", f"{rate:,.0f} 条/秒", "≥ 900 条/秒")]


def _wait_for_ledger(engine: Engine, count: int) -> None:
    """Wait until the last letters are recorded, which is a moment after the platform took them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while counted_here(engine) < count:
        assert time.monotonic() < deadline, "a letter is not in the ledger"
        time.sleep(LOOK_SECONDS)


def _memory(console: Console, folder: Path, count: int) -> list[tuple[str, str, str]]:
    most = []
    for recipients in (min(FEW, count), count):
        console.print(f"内存：造 {recipients:,} 个收件人……")
        address = f"sqlite:///{folder}/memory-{recipients}.db"
        database(address, recipients, 1).dispose()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            most.append(fresh.submit(memory_of_planning, address).result())
        (folder / f"memory-{recipients}.db").unlink()
    growth = most[1] / most[0]
    title = f"收件人从 {min(FEW, count):,} 到 {count:,}，列入计划时的内存（{most[0]:.0f} → {most[1]:.0f} MB）"
    return [(title, f"{growth:.2f} 倍", "≤ 1.2 倍")]


def memory_of_planning(address: str) -> float:
    """Plan everyone in this database; return the most MB that the process held meanwhile."""
    outreach = outreach_on(open_database(address), knowledge(), "http://127.0.0.1:1")
    return most_memory(lambda: planned(outreach, clock.now()))


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


if __name__ == "__main__":
    main()

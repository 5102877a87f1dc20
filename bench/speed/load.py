"""What a crowd and a few who mean harm do to the running assistant, and what a second front and a second Rasa cost. Part of `make bench`."""

from __future__ import annotations

import re
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import requests
from rich.console import Console

from bench.scorecard import measured_on, percentile, table, write_part
from bench.speed.turns import QUESTIONS
from bench.stage.assistant import Running, running_assistant
from bench.stage.chat import Conversation
from bench.stage.fleet import Fleet, running_fleet
from bench.stage.wechat import ACCOUNT
from bot.storage import upgrade
from devservers import find_binaries, find_redis, running_postgresql, running_redis

CROWD = 200
TURNS_OF_EACH = 3
HOSTILE, HOSTILE_SECONDS, PROBES = 4, 6.0, 100
PROBE_EVERY = HOSTILE_SECONDS / PROBES
SIGN_INS = 40
USERS, TURNS_OF_A_USER = 4, 40
# As many elements as fit into the largest body that a door takes.
HOSTILE_BODY = b"<xml>" + b"<a/>" * 16_380 + b"</xml>"
HOSTILE_PATH = "/channels/wechat?timestamp={at}&nonce=a&signature=x&msg_signature=x&encrypt_type=aes"
FORM_KEY = re.compile(r'name="key" value="([0-9a-f]{64})"')
# What the page says after a password was compared.
WRONG = "账号或密码不对"
GOALS = {"apologies": 0, "healthz": 50, "sign_in": 150}

Row = tuple[str, str, str]


@dataclass(frozen=True)
class Crowd:
    """What two hundred people at once got: seconds of their turns, and how many of those ended in an apology."""

    seconds: Sequence[float]
    apologies: int


@dataclass(frozen=True)
class Throughput:
    """Turns a second of a fleet, and the processor time of one, in milliseconds."""

    turns_a_second: float
    processor_milliseconds: float


def main() -> None:
    """Measure all of it and write the load part of the scorecard."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        account = {name.removeprefix("LEYE_").lower(): value for name, value in ACCOUNT.items()}
        console.print("乐业：启动……")
        with running_assistant(Path(folder), **account) as running:
            rows = [*hostile_rows(running), *sign_in_rows(running), *crowd_rows(running)]
    report = "\n\n".join(
        ["## 人一下子来得很多", measured_on(), table(("项目", "结果", "目标"), [*rows, *fleet_rows()])]
    )
    console.print(report, markup=False, highlight=False)
    write_part("load", report)
    console.print("写好了：docs/scorecard.md")


def crowd_rows(running: Running) -> list[Row]:
    """Let a crowd talk at the same moment, each a few turns."""
    Conversation(running.address).say(QUESTIONS[0])
    with ThreadPoolExecutor(CROWD) as pool:
        people = list(pool.map(lambda _: Conversation(running.address), range(CROWD)))
        began = threading.Barrier(CROWD)
        crowds = list(pool.map(lambda person: talk(person, began), people))
    seconds = [each for crowd in crowds for each in crowd.seconds]
    apologies = sum(crowd.apologies for crowd in crowds)
    waits = f"{percentile(seconds, 0.5):.1f} / {percentile(seconds, 0.95):.1f} / {max(seconds):.1f} 秒"
    return [
        (f"{CROWD} 人同时开口，各说 {TURNS_OF_EACH} 句：致歉", str(apologies), str(GOALS["apologies"])),
        ("他们等一个答复：中位数 / 95% / 最久", waits, ""),
    ]


def talk(person: Conversation, began: threading.Barrier) -> Crowd:
    """Say some things once everybody is there."""
    seconds, apologies = [], 0
    began.wait()
    for number in range(TURNS_OF_EACH):
        at = time.perf_counter()
        response = person.post({"text": QUESTIONS[number]})
        seconds.append(time.perf_counter() - at)
        replies = response.json()["replies"] if response.ok else []
        apologies += not replies or any(reply["outcome"] == "error" for reply in replies)
    return Crowd(seconds, apologies)


def hostile_rows(running: Running) -> list[Row]:
    """Let some connections post the costliest forged message without a pause, and ask meanwhile whether front lives."""
    # Front prepares for a while after it is ready: the first answer comes after that.
    Conversation(running.address).say(QUESTIONS[0])
    ending, sent = threading.Event(), [0] * HOSTILE

    def harm(place: int) -> None:
        with requests.Session() as http:
            while not ending.is_set():
                http.post(running.address + HOSTILE_PATH.format(at=int(time.time())), data=HOSTILE_BODY, timeout=60)
                sent[place] += 1

    with ThreadPoolExecutor(HOSTILE) as pool, requests.Session() as http:
        for place in range(HOSTILE):
            pool.submit(harm, place)
        times = []
        for _ in range(PROBES):
            at = time.perf_counter()
            http.get(f"{running.address}/healthz", timeout=60)
            times.append((time.perf_counter() - at) * 1000)
            time.sleep(PROBE_EVERY)
        ending.set()
    name = f"{HOSTILE} 个连接不停地发伪造的大 XML（共 {sum(sent)} 次），/healthz 95%"
    return [(name, f"{percentile(times, 0.95):.0f} 毫秒", f"≤ {GOALS['healthz']} 毫秒")]


def sign_in_rows(running: Running) -> list[Row]:
    """Let many try to sign in at the same moment, each from an address of its own."""
    front = _front_of(running)
    before = _kilobytes(front, "VmRSS")
    # The high-water mark begins anew.
    Path(f"/proc/{front}/clear_refs").write_text("5")
    person, waits = Conversation(running.address), [0.0]

    page = f"{running.address}/desk/sign-in"

    def sign_in(place: int) -> str:
        with requests.Session() as http:
            http.headers["X-Forwarded-For"] = f"198.51.100.{place}"
            key = FORM_KEY.search(http.get(page, timeout=60).text)
            form = {"key": key[1] if key else "", "userid": f"nobody{place}", "password": "not the password"}
            return http.post(page, data=form, timeout=60).text

    with ThreadPoolExecutor(SIGN_INS) as pool:
        tried = [pool.submit(sign_in, place) for place in range(SIGN_INS)]
        while not all(each.done() for each in tried):
            at = time.perf_counter()
            person.say(QUESTIONS[0])
            waits.append(time.perf_counter() - at)
    compared = sum(WRONG in each.result() for each in tried)
    grown = (_kilobytes(front, "VmHWM") - before) / 1024
    return [
        (
            f"{SIGN_INS} 人同时登录（比对了 {compared} 个密码），网页进程内存最多多占",
            f"{grown:.0f} MB",
            f"≤ {GOALS['sign_in']} MB",
        ),
        ("这时一问一答最慢", f"{max(waits):.2f} 秒", ""),
    ]


def fleet_rows() -> list[Row]:
    """Compare one front and one Rasa with two of each, on one PostgreSQL and one Redis."""
    binaries, redis_binary = find_binaries(), find_redis()
    if binaries is None or redis_binary is None:
        return [("两个网页进程、两个 Rasa", "没有装 PostgreSQL 或 Redis，没有量", "")]
    rows = []
    for pairs in (1, 2):
        with (
            running_postgresql(binaries) as database_url,
            running_redis(redis_binary) as redis_url,
            tempfile.TemporaryDirectory() as folder,
        ):
            upgrade(database_url)
            with running_fleet(Path(folder), database_url, redis_url, pairs) as fleet:
                found = throughput(fleet)
        name = f"{pairs} 个网页进程、{pairs} 个 Rasa，{USERS} 人同时聊：每秒答几次 / 一次用的处理器时间"
        rows.append((name, f"{found.turns_a_second:.1f} / {found.processor_milliseconds:.0f} 毫秒", ""))
    return rows


def throughput(fleet: Fleet) -> Throughput:
    """Let some people talk without a pause, spread over the fronts."""
    people = [Conversation(fleet.fronts[number % len(fleet.fronts)]) for number in range(USERS)]
    _together(people, 5)
    before, began = fleet.processor_seconds(), time.perf_counter()
    _together(people, TURNS_OF_A_USER)
    turns, seconds = USERS * TURNS_OF_A_USER, time.perf_counter() - began
    return Throughput(turns / seconds, (fleet.processor_seconds() - before) / turns * 1000)


def _together(people: Sequence[Conversation], turns: int) -> None:
    def play(person: Conversation) -> None:
        for number in range(turns):
            person.say(QUESTIONS[number % len(QUESTIONS)])

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(play, people))


def _front_of(running: Running) -> int:
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
    return next(int(child) for child in children if b"bot.front" in Path(f"/proc/{child}/cmdline").read_bytes())


def _kilobytes(pid: int, field: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


if __name__ == "__main__":
    main()

"""The soak of the WeChat door: 10,000 messages of 500 people with faults; each is answered once or accounted for. Part of ``make bench``."""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import select

from bench.scorecard import measured_on, table, write_part
from bench.stage.memory import resident_megabytes
from bench.stage.wechat import StagePlatform, WechatStage, door_stage
from bot.storage import open_database
from bot.storage.tables import received

MESSAGES = 10_000
PEOPLE = 500
AT_ONCE = 40
FAULTY = 0.05
SEED = 20261125
# The platform's refusals, one for each so many messages.
API_FAULTS = (40001, -1, 45015, 45047)
API_FAULT_EVERY = 40
SETTLE_SECONDS = 90
NUMBER = re.compile(r"m(\d+)号")
ACCOUNTED = ("held", "failed")


@dataclass
class Soak:
    """What was sent, and what came of it."""

    keys: dict[int, str] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    megabytes: list[float] = field(default_factory=list)


def main() -> None:
    """Run the soak and write its part of the scorecard."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder, door_stage(Path(folder)) as stage:
        report, is_right = asyncio.run(_soak(stage, console))
    write_part("soak", report)
    console.print(report, markup=False, highlight=False)
    if not is_right:
        raise SystemExit("有消息没有交代，或者答了两遍。")


async def _soak(stage: WechatStage, console: Console) -> tuple[str, bool]:
    platform, soak, chance = StagePlatform(stage.platform), Soak(), random.Random(SEED)
    phones = [await platform.new_phone() for _ in range(PEOPLE)]
    began = time.monotonic()
    with Progress(console=console) as progress:
        task = progress.add_task("发消息", total=MESSAGES)
        numbers = iter(range(MESSAGES))

        async def sender() -> None:
            for number in numbers:
                await _send(platform, phones[number % PEOPLE], number, soak, chance)
                progress.advance(task)
                if number % 1000 == 999:
                    soak.megabytes.append(resident_megabytes(stage.front_pid))

        await asyncio.gather(*(sender() for _ in range(AT_ONCE)))
    seconds = time.monotonic() - began
    await _settled(stage)
    answered = await _answered(platform, phones)
    await platform.close()
    return _report(stage, soak, answered, seconds)


async def _send(platform: StagePlatform, phone: str, number: int, soak: Soak, chance: random.Random) -> None:
    """Send one message, with a fault now and then."""
    fault = chance.choice(("slow", "retry", "disconnect_after:1")) if chance.random() < FAULTY else ""
    words, body = f"m{number}号", {}
    if fault == "slow" or fault.startswith("disconnect"):
        # Only a slow answer is cut off by a connection that breaks.
        words += "等5秒" if fault == "slow" else "等2秒"
    if fault and fault != "slow":
        body["fault"] = fault
    if number % API_FAULT_EVERY == 0:
        code = API_FAULTS[number // API_FAULT_EVERY % len(API_FAULTS)]
        await platform.post("faults", {"errcode": code, "times": 1, "path": "/cgi-bin/message/custom/send"})
        soak.faults[str(code)] += 1
    soak.faults[fault.partition(":")[0] or "none"] += 1
    done = await platform.post(f"people/{phone}/text", {"text": words, **body})
    soak.keys[number] = f"m:{done['msg_id']}"


async def _settled(stage: WechatStage) -> None:
    """Wait until the ledger has nothing open."""
    engine = open_database(stage.database_url)
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            if connection.execute(select(received.c.key).where(received.c.state == "open").limit(1)).first() is None:
                return
        await asyncio.sleep(0.5)


async def _answered(platform: StagePlatform, phones: list[str]) -> Counter[int]:
    """Return how often each message was answered, as the phones show it."""
    answered: Counter[int] = Counter()
    for phone in phones:
        for message in (await platform.get(f"people/{phone}/messages"))["messages"]:
            if message["from"] == "account":
                answered.update(_numbers(message["text"]))
    return answered


def _numbers(text: str) -> Iterator[int]:
    return (int(number) for number in NUMBER.findall(text))


def _report(stage: WechatStage, soak: Soak, answered: Counter[int], seconds: float) -> tuple[str, bool]:
    with open_database(stage.database_url).connect() as connection:
        ledger = {row.key: (row.state, row.reason) for row in connection.execute(select(received))}
    outcomes: Counter[str] = Counter()
    wrong = []
    for number, key in soak.keys.items():
        state, reason = ledger.get(key, ("missing", None))
        count = answered[number]
        if count == 1 or (count == 0 and state in ACCOUNTED):
            outcomes["答了一次" if count else f"没有答，账上写明：{state}（{reason}）"] += 1
        else:
            wrong.append((number, count, state, reason))
    rows = [
        ("消息", f"{MESSAGES:,} 条，{PEOPLE} 人，{seconds:.0f} 秒"),
        ("加进的故障", "、".join(f"{name} {count}" for name, count in sorted(soak.faults.items()) if name != "none")),
        *((name, f"{count:,}") for name, count in outcomes.most_common()),
        ("没有交代或答了两遍", f"{len(wrong)}（目标 0）{wrong[:5] or ''}"),
        ("网页进程内存，每千条", "、".join(f"{size:.0f}" for size in soak.megabytes) + " MB"),
    ]
    note = "平台是模拟器，对话用一个照说的替身（慢的等 2 到 5 秒）；门、数据库、平台都是各自的进程。"
    return "\n\n".join(["## 微信：一万条消息", measured_on(), note, table(("项目", "结果"), rows)]), not wrong


if __name__ == "__main__":
    main()

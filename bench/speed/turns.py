"""``make bench``: turns and memory of the assistant against the bot of `rasa init`, in one run on one machine.

Every turn of the assistant is a question that a custom action answers, through the public chat API.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bench.scorecard import measured_on, percentile, table, write_part
from bench.stage.assistant import running_assistant
from bench.stage.chat import Conversation
from bench.stage.memory import resident_megabytes
from bench.stage.stock_bot import running_stock_bot

TURNS = 300
WARM_UP = 30
USERS = 4
QUESTIONS = (
    "灵活就业社保补贴能领多少钱",
    "那要带什么材料",
    "创业担保贷款要什么条件",
    "2022年能贷多少",
    "参加创业培训要交钱吗",
    "失业金能领几个月",
)
GOALS = {"turn": 0.6, "memory": 1.6}


@dataclass(frozen=True)
class Measured:
    """One bot: the seconds of its turns one after the other, turns a second with several users, memory, start."""

    turns: list[float]
    turns_a_second: float
    megabytes: float
    start_seconds: float


def main() -> None:
    """Measure both bots and write the speed part of the scorecard."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print("rasa init 的机器人：建立、训练、启动（几分钟）……")
        (Path(folder) / "stock").mkdir()
        stock = _measure_stock(Path(folder) / "stock")
        console.print("乐业：启动……")
        (Path(folder) / "own").mkdir()
        own = _measure_own(Path(folder) / "own")
    write_part("speed", _report(own, stock))
    console.print(_report(own, stock), markup=False, highlight=False)
    console.print("写好了：docs/scorecard.md")


def _measure_stock(folder: Path) -> Measured:
    with running_stock_bot(folder) as (turn, pid, start_seconds):
        return _measure(lambda: turn, pid, start_seconds)


def _measure_own(folder: Path) -> Measured:
    started = time.monotonic()
    with running_assistant(folder) as running:
        start_seconds = time.monotonic() - started
        return _measure(lambda: _own_turn(running.address), running.pid, start_seconds)


def _own_turn(address: str) -> Callable[[int], None]:
    conversation = Conversation(address)

    def turn(number: int) -> None:
        conversation.say(QUESTIONS[number % len(QUESTIONS)])

    return turn


def _measure(user: Callable[[], Callable[[int], None]], pid: int, start_seconds: float) -> Measured:
    turn = user()
    for number in range(WARM_UP):
        turn(number)
    turns = [_seconds(turn, number) for number in range(TURNS)]
    users = [user() for _ in range(USERS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(USERS) as pool:
        list(pool.map(_play, users))
    together = USERS * (TURNS // USERS) / (time.perf_counter() - began)
    return Measured(turns, together, resident_megabytes(pid), start_seconds)


def _play(turn: Callable[[int], None]) -> None:
    for number in range(TURNS // USERS):
        turn(number)


def _seconds(turn: Callable[[int], None], number: int) -> float:
    began = time.perf_counter()
    turn(number)
    return time.perf_counter() - began


def _report(own: Measured, stock: Measured) -> str:
    def row(name: str, unit: str, of: Callable[[Measured], float], goal: str = "") -> tuple[str, ...]:
        return (f"{name}（{unit}）", f"{of(own):.1f}", f"{of(stock):.1f}", f"{of(own) / of(stock):.2f}", goal)

    rows = [
        row("一问一答，中位数", "毫秒", lambda bot: percentile(bot.turns, 0.5) * 1000, f"≤ {GOALS['turn']}"),
        row("一问一答，95%", "毫秒", lambda bot: percentile(bot.turns, 0.95) * 1000),
        row(f"{USERS} 人同时问", "每秒答几次", lambda bot: bot.turns_a_second),
        row("全部进程常驻内存", "MB", lambda bot: bot.megabytes, f"≤ {GOALS['memory']}"),
        row("启动到能答", "秒", lambda bot: bot.start_seconds),
    ]
    head = ("项目", "乐业", "rasa init 的机器人", "比值", "目标")
    note = "乐业的每一次都经过网页服务、Rasa 和动作服务；对照的机器人由原版 Rasa 的 REST 通道应答，没有自定义动作。"
    return "\n\n".join(["## 速度和内存", measured_on(), note, table(head, rows)])


if __name__ == "__main__":
    main()

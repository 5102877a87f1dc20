"""A night's matching as the operator sees it: how far it is, at what pace, and what came of it."""

from __future__ import annotations

import signal
import threading
import time
from datetime import date

from rich.console import Console
from rich.progress import Progress
from sqlalchemy.engine import Engine

from bot import clock
from bot.jobs.matches import KEPT, NightlyMatching, plan_night, progress_of
from bot.kb import KnowledgeBase


def matching_shown(engine: Engine, kb: KnowledgeBase, night: date) -> bool:
    """Match a night, or what is left of it; tell whether it is done. Ctrl-C ends it after the transaction under way."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    stopping, began = threading.Event(), time.monotonic()
    plan_night(engine, night, clock.now())
    planned = progress_of(engine, night)
    if planned.is_done:
        console.print(_already(planned.blocks, planned.seekers_kept))
        return True
    before = signal.signal(signal.SIGINT, lambda _number, _frame: stopping.set())
    looked_at = 0
    try:
        with Progress(console=console, transient=True) as bar:
            task = bar.add_task("配岗位", total=planned.seekers, completed=planned.seekers_kept)

            def on_chunk(count: int) -> None:
                nonlocal looked_at
                looked_at += count
                bar.advance(task, count)

            is_done = NightlyMatching(engine, kb, clock.now, stopping.is_set, on_chunk).run(night)
    finally:
        signal.signal(signal.SIGINT, before)
    seconds = max(time.monotonic() - began, 0.001)
    done = progress_of(engine, night)
    console.print(f"这次看了 {looked_at:,} 人，用了 {seconds:.0f} 秒，每秒 {looked_at / seconds:.0f} 人。")
    console.print(
        f"一共 {done.seekers_kept:,} 人配好了，每人最多 {KEPT} 个岗位；{done.blocks_done:,}/{done.blocks:,} 块做完。"
    )
    if not is_done:
        console.print("还没做完：别的进程在做剩下的，或者这次中断了。再运行一次接着来。")
    return is_done


def _already(blocks: int, kept: int) -> str:
    if not blocks:
        return "没有登记求职、同意推荐的人，没有什么可配的。"
    return f"今天配过了，{kept:,} 人。要重新配，加 --again。"

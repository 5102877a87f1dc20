"""What the supervisor says: in plain Chinese, what happened, what people notice, what to do."""

from __future__ import annotations

import signal
from pathlib import Path

from bot.cli.processes.failures import last_line

DISK_FULL = "磁盘满了：日志和新数据暂时写不下，居民会收到“请稍后再试”。请清理磁盘；有了空间会自动恢复，不用重启。"
DISK_FREE = "磁盘又有空间了，日志和数据照常保存。"
GIVE_UP_HOPE = 5


def how_it_ended(code: int, log: Path) -> str:
    """Say how a process ended; its last words only where it ended by itself.

    >>> how_it_ended(-9, Path("var/log/rasa.log"))
    '被强行结束（SIGKILL，多半是内存不够，或有人手动结束）'
    """
    if code == -signal.SIGKILL:
        return "被强行结束（SIGKILL，多半是内存不够，或有人手动结束）"
    if code < 0:
        return f"被信号 {-code} 结束"
    said = last_line(log)
    return f"自己停了（退出码 {code}）" + (f"，它最后说：{said}" if said else "")


def restarting(name: str, how: str, loss: str, pause: float, failures: int, log: Path) -> str:
    """Say that a program ended and comes back by itself."""
    when = "正在重新启动" if pause < 1 else f"{pause:.0f} 秒后重新启动"
    notice = f"{loss}。" if loss else ""
    if failures < GIVE_UP_HOPE:
        return f"{name} 进程{how}。{notice}{when}，不用动手。"
    return (
        f"{name} 进程连着 {failures} 次没有起来，最近一次{how}。{notice}"
        f"会一直重试（每 {pause:.0f} 秒一次）。请看 {log}，改好后会自动恢复。"
    )


def hung(seconds: float) -> str:
    """Say that a process was there and gave no sign.

    >>> hung(10.4)
    '还在，但 10 秒没有动静，已强行结束'
    """
    return f"还在，但 {seconds:.0f} 秒没有动静，已强行结束"


def back(name: str, seconds: float) -> str:
    """Say that a program works again.

    >>> back("rasa", 8.2)
    'rasa 恢复了（8 秒）。'
    """
    return f"{name} 恢复了（{seconds:.0f} 秒）。"

"""Why the assistant cannot start, in words for the operator."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.errors import BotError

DISK_FULL = "磁盘满了，写不下文件。请清理磁盘（模型和日志在 models/ 和 var/），再运行一次。"
SPACE_TO_TRAIN = 500_000_000


class StartError(BotError):
    """The assistant cannot start; the operator can mend it. The message says how."""


def require_space(folder: Path = Path(), needed: int = SPACE_TO_TRAIN) -> None:
    """Raise StartError when the disk of ``folder`` has less than ``needed`` bytes left."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StartError(
            f"磁盘空间不够：需要 {needed // 1_000_000} MB，只剩 {free // 1_000_000} MB。请清理磁盘，再运行一次。"
        )


def last_line(log: Path) -> str:
    """Return the last thing said in a log, which is where a program says why it ended; empty when it said nothing."""
    lines = log.read_text(encoding="utf-8").strip().splitlines()
    return lines[-1].strip() if lines else ""

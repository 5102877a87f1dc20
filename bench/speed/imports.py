"""Imports 100,000 people from a workbook with hostile cells: rows a second, memory, and what a kill -9 in the middle costs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bench.scorecard import measured_on, table, write_part
from bench.speed.import_list import write_list
from bench.stage.memory import resident_megabytes
from bot.storage import open_database
from bot.storage.tables import people

ROWS = 100_000
MOST_MEGABYTES = 200
LOOK_SECONDS = 0.1


def main() -> None:
    """Measure and print; the exit code says whether the promises hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mapping = write_list(folder / "list.xlsx", ROWS)
        _, at_kill, _ = _run(folder, mapping, kill_at=ROWS // 3)
        seconds, most, said = _run(folder, mapping)
        rows = (
            ("杀掉（kill -9）时已存", f"{at_kill:.0f} 人", "有"),
            ("再运行一次导完", f"{seconds:.0f} 秒，每秒 {ROWS / seconds:.0f} 行", "接着来"),
            ("库里", f"{_stored(folder)} 人", "不重复"),
            ("内存最多", f"{most:.0f} MB", f"{MOST_MEGABYTES} MB"),
        )
        head = f"一份 .xlsx，{ROWS:,} 行，百分之一的格子有问题。最后一句：{said}"
        report = "\n\n".join(["## 导入名单", measured_on(), head, table(("项目", "结果", "目标"), rows)])
        write_part("import", report)
        Console().print(report, markup=False, highlight=False)
    sys.exit(0 if most <= MOST_MEGABYTES else 1)


def _environment(folder: Path) -> Mapping[str, str]:
    return {
        **os.environ,
        "LEYE_DATABASE_URL": f"sqlite:///{folder}/people.db",
        "LEYE_SECRET": "a secret for measures only, of no use",
        "LEYE_PEOPLE_KEY": "k" * 32,
    }


def _run(folder: Path, mapping: Path, kill_at: int | None = None) -> tuple[float, float, str]:
    """Import; return the seconds, the most MB (or, when killed at so many people, how many there were) and the last line."""
    command = [
        sys.executable,
        "-m",
        "bot.cli",
        "people",
        "import",
        str(folder / "list.xlsx"),
        "--mapping",
        str(mapping),
    ]
    began, most = time.monotonic(), 0.0
    process = subprocess.Popen(command, env=_environment(folder), stdout=subprocess.PIPE, text=True)
    while process.poll() is None:
        most = max(most, resident_megabytes(process.pid))
        if kill_at is not None and _stored(folder) >= kill_at:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return time.monotonic() - began, float(_stored(folder)), ""
        time.sleep(LOOK_SECONDS)
    lines = (process.stdout.read() if process.stdout else "").strip().splitlines()
    return time.monotonic() - began, most, lines[-1] if lines else ""


def _stored(folder: Path) -> int:
    if not (folder / "people.db").exists():
        return 0
    engine = open_database(f"sqlite:///{folder}/people.db")
    try:
        with engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(people)).scalar_one())
    except OperationalError:
        # The tables are being made at this moment.
        return 0
    finally:
        engine.dispose()


if __name__ == "__main__":
    main()

"""Several fronts, dialogue processes and workers on one PostgreSQL and one Redis, as several machines would run them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import requests

from bench.stage.assistant import NotStarted, stop
from bot.cli.processes.trainer import QUIET
from devservers import free_port

START_SECONDS = 240
CHECK_EVERY = 0.2
SECRET = "one secret of all the processes of a fleet"
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Fleet:
    """Where the fronts are, and the processes of all parts by what they are."""

    fronts: Sequence[str]
    pids: Mapping[str, Sequence[int]]

    def processor_seconds(self) -> float:
        """Return the processor time that all of it has taken so far."""
        return sum(_processor_seconds(pid) for same in self.pids.values() for pid in same)


@contextmanager
def running_fleet(
    folder: Path, database_url: str, redis_url: str, pairs: int, workers: int = 0, **settings: str
) -> Iterator[Fleet]:
    """Run so many pairs of a front and a dialogue process, one action server, and workers, while the context lasts.

    Args:
        folder: where the logs go.
        settings: further ``LEYE_…`` variables, without the prefix, in small letters.

    Raises:
        NotStarted: a front was not ready in time.
    """
    actions = free_port()
    own = {"secret": SECRET, "database_url": database_url, "redis_url": redis_url, "rate_limit": "off", **settings}
    given = {f"LEYE_{name.upper()}": value for name, value in own.items()}
    shared = {**os.environ, **QUIET, **given, "LEYE_ACTIONS_URL": f"http://127.0.0.1:{actions}"}
    with ExitStack() as stack:

        def start(name: str, module: Sequence[str], **more: str) -> int:
            log = stack.enter_context((folder / f"{name}.log").open("w"))
            process = _started(module, {**shared, **more}, log)
            stack.callback(stop, process)
            return process.pid

        pids: dict[str, list[int]] = {"actions": [start("actions", ["actions"])], "rasa": [], "front": []}
        fronts = []
        for number in range(pairs):
            rasa, front = free_port(), free_port()
            at = {"LEYE_RASA_URL": f"http://127.0.0.1:{rasa}", "LEYE_PORT": str(front)}
            pids["rasa"].append(start(f"rasa{number}", ["bot.dialogue"], **at))
            pids["front"].append(start(f"front{number}", ["bot.front"], **at))
            fronts.append(f"http://127.0.0.1:{front}")
        if workers:
            pids["outreach"] = [start("outreach", ["bot.outreach", "--workers"])]
            pids["worker"] = [start(f"worker{number}", ["bot.outreach.scheduler.workers"]) for number in range(workers)]
        for address in fronts:
            _wait_until_ready(address, folder)
        yield Fleet(fronts, pids)


def _started(module: Sequence[str], environment: Mapping[str, str], log: IO[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", *module]
    return subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)


def _wait_until_ready(address: str, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{address}/readyz", timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(CHECK_EVERY)
    raise NotStarted("\n".join(f"{log.name}: {log.read_text()[-500:]}" for log in sorted(folder.glob("*.log"))))


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS

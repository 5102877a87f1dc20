"""Starts the real assistant with a database of its own and stops it again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from devservers import free_port

START_SECONDS = 180
STOP_SECONDS = 30
CHECK_EVERY = 0.5


@dataclass(frozen=True)
class Running:
    """An assistant that is ready: where it is, and the process that watches over all of its own."""

    address: str
    pid: int


class NotStarted(Exception):
    """The assistant did not become ready; carries the end of what it printed."""


@contextmanager
def running_assistant(folder: Path, **settings: str) -> Iterator[Running]:
    """Run ``leye run`` while the context lasts.

    Args:
        folder: where its database and its output go.
        settings: further ``LEYE_…`` variables, without the prefix, in small letters.

    Raises:
        NotStarted: it ended or was not ready in time.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    output = folder / "assistant.log"
    own = {"port": str(port), "database_url": f"sqlite:///{folder}/leye.db", "rate_limit": "off", **settings}
    environment = {**os.environ, **{f"LEYE_{name.upper()}": value for name, value in own.items()}}
    with output.open("w", encoding="utf-8") as log:
        command = [sys.executable, "-m", "bot.cli", "run"]
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _wait_until_ready(address, process, output)
            yield Running(address, process.pid)
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process group as Ctrl-C does, and by force when it takes too long."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(f"{address}/readyz", timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(CHECK_EVERY)
    said = output.read_text(encoding="utf-8").splitlines()[-15:]
    raise NotStarted("\n".join(said))

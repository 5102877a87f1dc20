"""The peer of the speed measure: the bot that `rasa init` makes, trained and served by stock Rasa over its REST channel."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bench.stage.assistant import NotStarted, stop
from devservers import free_port

START_SECONDS = 300
SENTENCES = ("hello", "i am very sad", "yes", "good bye", "i am great", "are you a bot?")
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


@contextmanager
def running_stock_bot(folder: Path) -> Iterator[tuple[Callable[[int], None], int, float]]:
    """Make, train and serve the stock bot.

    Yields:
        A function that plays the turn of a number, the process id, and the seconds its start took.

    Raises:
        NotStarted: it ended or was not ready in time.
    """
    environment = {**os.environ, **QUIET}
    with (folder / "stock.log").open("w", encoding="utf-8") as log:
        rasa = [sys.executable, "-m", "rasa"]
        made = [*rasa, "init", "--no-prompt", "--init-dir", str(folder / "bot")]
        (folder / "bot").mkdir()
        subprocess.run(made, env=environment, stdout=log, stderr=subprocess.STDOUT, check=True)
        port = free_port()
        started = time.monotonic()
        process = subprocess.Popen(
            [*rasa, "run", "--interface", "127.0.0.1", "--port", str(port)],
            cwd=folder / "bot",
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            turn = _turn(f"http://127.0.0.1:{port}/webhooks/rest/webhook")
            _wait(turn, process, started)
            yield turn, process.pid, time.monotonic() - started
        finally:
            stop(process)


def _turn(address: str) -> Callable[[int], None]:
    http = requests.Session()
    http.trust_env = False

    def turn(number: int) -> None:
        body = {"sender": "bench", "message": SENTENCES[number % len(SENTENCES)]}
        http.post(address, json=body, timeout=60).raise_for_status()

    return turn


def _wait(turn: Callable[[int], None], process: subprocess.Popen[bytes], started: float) -> None:
    while time.monotonic() < started + START_SECONDS and process.poll() is None:
        try:
            turn(0)
            return
        except requests.RequestException:
            time.sleep(0.5)
    raise NotStarted("the stock bot did not start; see stock.log")

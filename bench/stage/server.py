"""Serves the web process on a port of this machine, in a process of its own, as in production."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from bench.stage.assistant import stop
from bot.settings import Settings

START_SECONDS = 60


@contextmanager
def served(settings: Settings, port: int) -> Iterator[str]:
    """Give the address of a served front; its dialogue process is not there."""
    environment = {
        **os.environ,
        "LEYE_DATABASE_URL": settings.database_url,
        "LEYE_SECRET": settings.secret or "",
        "LEYE_PORT": str(port),
        "LEYE_RATE_LIMIT": "off",
        "LEYE_AS_OF": settings.as_of.isoformat() if settings.as_of else "",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.front"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the web process did not start")
            time.sleep(0.2)
        yield address
    finally:
        stop(process)


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/healthz", timeout=1).ok
    except requests.RequestException:
        return False

"""Starts a Redis of our own and stops it again."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis
from redis.exceptions import ConnectionError as NotThere

from devservers.ports import free_port

START_SECONDS = 10.0


def find_redis() -> str | None:
    """Return where the server's program is; None where it is not installed."""
    return shutil.which("redis-server")


@contextmanager
def running_redis(binary: str) -> Iterator[str]:
    """Run Redis on a free port while the context lasts; give its address."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            address = f"redis://127.0.0.1:{port}/0"
            _wait(Redis.from_url(address))
            yield address
        finally:
            process.terminate()
            process.wait()


def _wait(redis: Redis) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            redis.ping()
            return
        except NotThere:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)

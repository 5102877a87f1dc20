"""Starts a Redis of the tests' own and stops it again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from redis import Redis
from redis.exceptions import ConnectionError as NotThere

START_SECONDS = 10.0


@contextmanager
def running_redis(missing: Callable[[str], NoReturn]) -> Iterator[str]:
    """Run Redis on a free port while the context lasts; give its address."""
    binary = shutil.which("redis-server")
    if binary is None:
        missing("Redis is not installed; on Debian: apt-get install redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
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

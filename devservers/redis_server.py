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


class RedisServer:
    """A Redis on a port of its own; it forgets everything when it is stopped, and ``address`` stays the same."""

    def __init__(self, binary: str, folder: str) -> None:
        port = free_port()
        self.address = f"redis://127.0.0.1:{port}/0"
        self._command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        _wait(Redis.from_url(self.address))

    def stop(self) -> None:
        """Stop it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()


@contextmanager
def started_redis(binary: str) -> Iterator[RedisServer]:
    """Run Redis on a free port while the context lasts; the caller may stop and start it."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(binary, folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def running_redis(binary: str) -> Iterator[str]:
    """Run Redis on a free port while the context lasts; give its address."""
    with started_redis(binary) as server:
        yield server.address


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

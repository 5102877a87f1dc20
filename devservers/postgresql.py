"""A real PostgreSQL for measures and tests: a cluster in a temporary folder, on a free loopback port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devservers.ports import free_port

PLACES = "/usr/lib/postgresql"
# PostgreSQL refuses to run as root; this account exists on every Debian.
ACCOUNT = "nobody"


def find_binaries() -> Path | None:
    """Return the folder that holds initdb and pg_ctl, or None when PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else sorted(Path(PLACES).glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "pg_ctl").exists()), None)


class PostgresqlServer:
    """A cluster in a folder of its own; ``address`` stays the same however often it is stopped and started."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        port = free_port()
        self.address = f"postgresql://leye@127.0.0.1:{port}/postgres"
        self._control = binaries / "pg_ctl"
        self._data, self._log = str(folder / "data"), str(folder / "log")
        self._options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT)
        _run(binaries / "initdb", "--auth=trust", "--username=leye", "--encoding=UTF8", "-D", self._data)

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        _run(self._control, "-D", self._data, "-w", "-l", self._log, "-o", self._options, "start")

    def stop(self) -> None:
        """End it at once, as a crash would; it recovers by itself when it is started again."""
        _run(self._control, "-D", self._data, "-m", "immediate", "stop")


@contextmanager
def started_postgresql(binaries: Path) -> Iterator[PostgresqlServer]:
    """Start an empty cluster, which the caller may stop and start.

    Raises:
        subprocess.CalledProcessError: PostgreSQL did not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="leye-postgresql-"))
    try:
        server = PostgresqlServer(binaries, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgresql(binaries: Path) -> Iterator[str]:
    """Start an empty cluster and give the address of its database.

    Raises:
        subprocess.CalledProcessError: PostgreSQL did not start.
    """
    with started_postgresql(binaries) as server:
        yield server.address


def _run(*command: str | Path) -> None:
    as_account = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_account, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")

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


@contextmanager
def running_postgresql(binaries: Path) -> Iterator[str]:
    """Start an empty cluster and give the address of its database.

    Raises:
        subprocess.CalledProcessError: PostgreSQL did not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="leye-postgresql-"))
    port = free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run(binaries / "initdb", "--auth=trust", "--username=leye", "--encoding=UTF8", "-D", str(folder / "data"))
        _run(binaries / "pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://leye@127.0.0.1:{port}/postgres"
        finally:
            _run(binaries / "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    as_account = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_account, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")

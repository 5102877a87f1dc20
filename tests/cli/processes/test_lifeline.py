"""What a killed supervisor leaves: nothing, so that the next start finds its ports free."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bot.cli.processes.ports import free_ports
from tests.cli.processes.stand_ins import is_running

PATIENCE_SECONDS = 60
SERVES = """
import os, signal, socket
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", {port})); server.listen()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("pid", os.getpid(), flush=True)
signal.pause()
"""
SUPERVISES = """
import os, sys
from pathlib import Path
from honcho.printer import Printer
from bot.cli.processes.child import Program
from bot.cli.processes.supervisor import Supervisor
Supervisor([Program("front", (sys.executable, "-c", {serves!r}))], os.environ, Path({folder!r}), Printer()).run(lambda: True)
"""


def pid_in(log: Path) -> int:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (log.exists() and log.read_text().endswith("\n")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return int(log.read_text().split()[-1])


def test_nothing_outlives_a_supervisor_that_is_killed_not_even_what_is_held_still(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    code = SUPERVISES.format(serves=SERVES.format(port=port), folder=str(tmp_path))
    supervisor = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    child = pid_in(tmp_path / "front.log")
    os.kill(child, signal.SIGSTOP)
    supervisor.kill()
    supervisor.wait()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))

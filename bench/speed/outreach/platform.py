"""The platforms that take the letters of the measures, each a process of its own: the simulator, and a bare server beside it.

The simulator keeps the platform's rules: tokens, consents, quotas, fields. The bare server only counts; it tells how much of
two shared cores the simulator itself takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import httpx

from bench.speed.outreach.bare_server import running_bare_server
from bench.speed.outreach.people import APP, SECRET, TEMPLATE, TEMPLATE_NAME
from bench.stage.assistant import stop
from bot.kb import KnowledgeBase
from devservers import free_port

NOBODY = "http://127.0.0.1:1"
START_SECONDS = 60.0
CROWD = 5_000


class BenchPlatform(Protocol):
    """What a measure asks of a platform."""

    address: str

    def give_phones(self, openids: Sequence[str]) -> None:
        """Give people phones that follow, each of which agreed to one notice."""

    def taken(self) -> int:
        """Return how many letters were taken."""

    def doubled(self) -> int:
        """Return how many letters were taken for somebody who had the same one already."""


class BareServer:
    """A server that takes everything."""

    def __init__(self, address: str) -> None:
        self.address = address

    def give_phones(self, openids: Sequence[str]) -> None:
        """Do nothing: here everybody can be written to."""

    def taken(self) -> int:
        """Return how many letters were taken."""
        return self._counts()[0]

    def doubled(self) -> int:
        """Return how many letters were the second or later one of their key."""
        return self._counts()[1]

    def _counts(self) -> tuple[int, int]:
        taken, doubled = httpx.get(f"{self.address}/counts", trust_env=False).json()
        return int(taken), int(doubled)


class Simulator:
    """The simulated platform, asked through its control API."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._http = httpx.Client(base_url=f"{address}/control", timeout=60, trust_env=False)

    def give_phones(self, openids: Sequence[str]) -> None:
        """Make phones that follow, each with one 一次性订阅."""
        for start in range(0, len(openids), CROWD):
            crowd = {"openids": openids[start : start + CROWD], "follows": True, "consents": {TEMPLATE: 1}}
            self._http.post("/crowd", json=crowd).raise_for_status()

    def taken(self) -> int:
        """Return how many 订阅通知 the phones received."""
        return int(self._http.get("/counts").json()["subscribe"])

    def doubled(self) -> int:
        """Return how many notices came to a phone that had the same one already."""
        return sum(int(each["count"]) - 1 for each in self._http.get("/duplicates").json())


@contextmanager
def bare_platform() -> Iterator[BenchPlatform]:
    """Run a bare server while the context lasts."""
    with running_bare_server() as address:
        yield BareServer(address)


@contextmanager
def simulated_platform(folder: Path, kb: KnowledgeBase) -> Iterator[BenchPlatform]:
    """Run the simulator while the context lasts, with the template of the knowledge base; nobody listens to its events."""
    port = free_port()
    account = ("--app-id", APP, "--app-secret", SECRET, "--templates", str(_templates(folder, kb)))
    command = (sys.executable, "-m", "simulator", "--port", str(port), "--callback", NOBODY, "--no-events")
    with (folder / "simulator.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen((*command, *account), stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield Simulator(address)
        finally:
            stop(process)


def _templates(folder: Path, kb: KnowledgeBase) -> Path:
    template = kb.templates[TEMPLATE_NAME]
    fields = {field.key: field.title for field in template.fields}
    described = {"id": TEMPLATE, "title": template.title, "kind": template.kind.value, "fields": fields}
    file = folder / "templates.json"
    file.write_text(json.dumps([described], ensure_ascii=False), encoding="utf-8")
    return file


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/control/counts", trust_env=False).raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the simulator did not start")

"""The real assistant, with a really trained model, and a simulated WeChat before it; started once for all conversations, stopped before other tests.

It is started as a newcomer starts it, with ``leye simulate wechat``: a start costs half a minute of a core.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.stage.assistant import stop
from devservers import free_port
from tests.browser.conftest import chromium as chromium
from tests.journeys.wechat_phone import WechatPhone

PEOPLE_KEY = base64.urlsafe_b64encode(b"a key of 32 bytes for tests only").decode()
AS_OF = "2026-11-25"
START_SECONDS = 180
LOOK_SECONDS = 0.5
READY = "手机在这里"


@dataclass(frozen=True)
class Simulation:
    """Where the assistant, the phone and the database are, and the process that watches over all others."""

    assistant: str
    platform: str
    pid: int
    database_url: str


@pytest.fixture(scope="package")
def simulation(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulation]:
    """Run the command as a newcomer would; the assistant answers for one fixed day."""
    folder = tmp_path_factory.mktemp("simulation")
    port, phone = free_port(), free_port()
    output = folder / "output.log"
    own = {"LEYE_PORT": str(port), "LEYE_RATE_LIMIT": "off", "LEYE_AS_OF": AS_OF, "LEYE_PEOPLE_KEY": PEOPLE_KEY}
    arguments = ("simulate", "wechat", "--port", str(phone), "--data", str(folder / "data"))
    with output.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *arguments],
            env={**os.environ, **own},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            deadline = time.monotonic() + START_SECONDS
            while READY not in output.read_text(encoding="utf-8"):
                assert process.poll() is None and time.monotonic() < deadline, output.read_text(encoding="utf-8")
                time.sleep(LOOK_SECONDS)
            put_into_git(folder / "data/policies_kb")
            database_url = f"sqlite:///{folder}/data/leye.db"
            yield Simulation(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{phone}", process.pid, database_url)
        finally:
            stop(process)


def put_into_git(content: Path) -> None:
    """Let the copy of the knowledge base with which one practises be a repository of its own: only then can the desk change it."""
    author = ("-c", "user.name=t", "-c", "user.email=t@localhost")
    for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "begin")):
        subprocess.run(["git", "-C", str(content), *author, *arguments], check=True)


@pytest.fixture(scope="package")
def assistant(simulation: Simulation) -> str:
    """Give the address of the running assistant."""
    return simulation.assistant


@pytest.fixture(scope="package")
def platform(simulation: Simulation) -> str:
    """Give the address of the simulated WeChat, which posts to the assistant, encrypted (安全模式)."""
    return simulation.platform


@pytest.fixture
def phone(simulation: Simulation) -> WechatPhone:
    """Give the phone of somebody new who follows the account."""
    return WechatPhone.following(simulation.platform, simulation.assistant)

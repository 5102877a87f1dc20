"""A folder in which ``leye run`` runs as it would for an operator, its ``var/`` on a small disk of its own."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from bench.stage.assistant import stop
from bot.cli.processes.simulated_phones import practice_kb
from devservers import free_port
from tests.faults.platform import SECRET
from tests.outreach.world import APP, CAMPAIGN, FOLLOW_UP_TEMPLATE, TEMPLATE
from tests.small_disk import small_disk

ROOT = Path(__file__).parents[2]
LINKED = ("actions", "bot", "build", "config.yml", "credentials.yml", "data", "domain", "endpoints.yml", "models")
DISK_MEGABYTES = 48
# It may have to train first, on a machine that others use as well.
QUESTION = "社保补贴能补多少"
START_SECONDS = 900
FOLLOW_UP = re.compile(r"^follow_up:\n(?:  .*\n)+", re.MULTILINE)
MODULES = {"front": "bot.front", "rasa": "bot.dialogue", "actions": "actions", "outreach": "bot.outreach"}


@dataclass(frozen=True)
class Stage:
    """Where the assistant runs.

    Args:
        pid: of ``leye run``.
    """

    folder: Path
    address: str
    database_url: str
    pid: int

    @property
    def disk(self) -> Path:
        return self.folder / "var"

    @property
    def kb(self) -> Path:
        return self.folder / "policies_kb"

    def process(self, name: str) -> int | None:
        """Return the process of a part, or None while it has none."""
        for child in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split():
            try:
                words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if words[1:3] == [b"-m", MODULES[name].encode()]:
                return int(child)
        return None

    def scheduler(self) -> str | None:
        """Return who is the one scheduler of outreach, by the name it gave itself; None when that cannot be seen."""
        try:
            with closing(sqlite3.connect(self.disk / "leye.db", timeout=1)) as connection:
                row = connection.execute("SELECT holder FROM leases WHERE name = 'scheduler'").fetchone()
        except sqlite3.Error:
            return None
        return None if row is None else str(row[0])

    def is_well(self) -> bool:
        """Tell whether every part works, as anyone can see from outside: it says so, and a question is answered."""
        try:
            answer = requests.get(f"{self.address}/readyz", timeout=10)
            return answer.ok and bool(answer.json()["outreach"]) and self._answers()
        except (requests.RequestException, ValueError, KeyError):
            return False

    def _answers(self) -> bool:
        opened = requests.post(f"{self.address}/api/chat/sessions", json={}, timeout=10)
        headers = {"Authorization": f"Bearer {opened.json()['session']}"}
        said = {"text": QUESTION}
        answer = requests.post(f"{self.address}/api/chat/messages", json=said, headers=headers, timeout=30)
        return answer.ok and all(reply["outcome"] != "error" for reply in answer.json()["replies"])


@contextmanager
def running(folder: Path, platform_port: int) -> Iterator[Stage]:
    """Run ``leye run`` while the context lasts, once every part works.

    Raises:
        CannotMount: this machine gives no small disk.
    """
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    practice_kb(ROOT / "policies_kb", folder / "policies_kb")
    campaign = folder / "policies_kb" / "campaigns" / f"{CAMPAIGN}.yml"
    campaign.write_text(FOLLOW_UP.sub("", campaign.read_text(encoding="utf-8")), encoding="utf-8")
    with small_disk(folder / "var", DISK_MEGABYTES):
        port = free_port()
        database_url = f"sqlite:///{folder}/var/leye.db"
        with (folder / "shown.log").open("w") as shown:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", "run"],
                cwd=folder,
                env={**os.environ, **_settings(port, database_url, platform_port)},
                stdout=shown,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            stage = Stage(folder, f"http://127.0.0.1:{port}", database_url, process.pid)
            try:
                _wait_until_well(stage, process)
                yield stage
            finally:
                stop(process)
                # What was said of it outlives the disk.
                shutil.copytree(folder / "var" / "log", folder / "log", dirs_exist_ok=True)


def _settings(port: int, database_url: str, platform_port: int) -> dict[str, str]:
    return {
        "LEYE_PORT": str(port),
        "LEYE_DATABASE_URL": database_url,
        "LEYE_RATE_LIMIT": "off",
        "LEYE_WECHAT_APP_ID": APP,
        "LEYE_WECHAT_APP_SECRET": SECRET,
        "LEYE_WECHAT_TOKEN": "tokenofthechaos",
        "LEYE_WECHAT_API_BASE": f"http://127.0.0.1:{platform_port}",
        "LEYE_WECHAT_TEMPLATES": f"policy_notice={TEMPLATE},follow_up={FOLLOW_UP_TEMPLATE}",
    }


def _wait_until_well(stage: Stage, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not stage.is_well():
        assert process.poll() is None, (stage.folder / "shown.log").read_text()
        assert time.monotonic() < deadline, (stage.folder / "shown.log").read_text()
        time.sleep(0.5)

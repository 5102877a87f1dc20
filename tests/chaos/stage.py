"""A folder in which ``leye run`` runs as it would for an operator, on surroundings that can be harmed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from sqlalchemy import create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from bench.stage.assistant import stop
from bot.cli.processes.simulated_phones import practice_kb
from bot.outreach.ledger.leases import SCHEDULER
from bot.signed_model import MODEL_KEY
from bot.storage.tables import leases
from devservers import free_port
from tests.chaos.surroundings import Surroundings
from tests.faults.platform import SECRET
from tests.outreach.world import APP, CAMPAIGN, FOLLOW_UP_TEMPLATE, TEMPLATE

ROOT = Path(__file__).parents[2]
LINKED = ("actions", "bot", "build", "config.yml", "credentials.yml", "data", "domain", "endpoints.yml", "models")
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
    on: Surroundings
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
        option = "timeout" if self.on.postgresql is None else "connect_timeout"
        engine = create_engine(self.on.database_url, connect_args={option: 1}, poolclass=NullPool, future=True)
        try:
            with engine.connect() as connection:
                holder = connection.execute(select(leases.c.holder).where(leases.c.name == SCHEDULER)).scalar()
        except SQLAlchemyError:
            return None
        return None if holder is None else str(holder)

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
def running(folder: Path, platform_port: int, surroundings: Surroundings) -> Iterator[Stage]:
    """Run ``leye run`` while the context lasts, once every part works.

    Args:
        folder: of these surroundings.
    """
    # A clean clone has none before the first training.
    (ROOT / "build").mkdir(exist_ok=True)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    if (ROOT / MODEL_KEY).exists():
        # Of the folder that the model is linked from; with another key it would be trained again.
        (folder / MODEL_KEY).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / MODEL_KEY, folder / MODEL_KEY)
    practice_kb(ROOT / "policies_kb", folder / "policies_kb")
    campaign = folder / "policies_kb" / "campaigns" / f"{CAMPAIGN}.yml"
    campaign.write_text(FOLLOW_UP.sub("", campaign.read_text(encoding="utf-8")), encoding="utf-8")
    port = free_port()
    with (folder / "shown.log").open("w") as shown:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            cwd=folder,
            env={**os.environ, **_settings(port, platform_port), **surroundings.environment},
            stdout=shown,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        stage = Stage(folder, f"http://127.0.0.1:{port}", surroundings, process.pid)
        try:
            _wait_until_well(stage, process)
            yield stage
        finally:
            stop(process)
            # What was said of it outlives the disk.
            shutil.copytree(folder / "var" / "log", folder / "log", dirs_exist_ok=True)


def _settings(port: int, platform_port: int) -> dict[str, str]:
    return {
        "LEYE_PORT": str(port),
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

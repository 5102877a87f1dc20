"""The stage of the WeChat measures: the web process and the simulated platform as processes of their own, and ways to act on it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import requests

from bench.stage.assistant import stop
from devservers import free_port

START_SECONDS = 60
# Those of simulator.platform.config; the simulator is told the same.
ACCOUNT = {
    "LEYE_WECHAT_APP_ID": "wxsimulator00000001",
    "LEYE_WECHAT_APP_SECRET": "simulated-secret-of-wechat",
    "LEYE_WECHAT_TOKEN": "simulatedtoken",
    "LEYE_WECHAT_AES_KEY": "simulatedAESkeyOfTheServiceAccount000000001",
}


@dataclass(frozen=True)
class WechatStage:
    """Where everything is."""

    platform: str
    front: str
    front_pid: int
    database_url: str


@contextmanager
def simulated_platform(callback: str, port: int, folder: Path) -> Iterator[str]:
    """Run the simulator while the context lasts; give its address."""
    command = [sys.executable, "-m", "simulator", "--port", str(port), "--callback", callback]
    with _running(command, {}, folder / "simulator.log", f"http://127.0.0.1:{port}/control/state"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def door_stage(folder: Path, core: int | None = None) -> Iterator[WechatStage]:
    """Run the web process (on one core when asked) with a stand-in for the dialogue, and the simulator."""
    dialogue, front, platform = free_port(), free_port(), free_port()
    address = f"http://127.0.0.1:{front}"
    settings = {
        **ACCOUNT,
        "LEYE_PORT": str(front),
        "LEYE_RASA_URL": f"http://127.0.0.1:{dialogue}",
        "LEYE_DATABASE_URL": f"sqlite:///{folder}/leye.db",
        "LEYE_RATE_LIMIT": "off",
        "LEYE_SECRET": "a secret for measures only",
        "LEYE_WECHAT_API_BASE": f"http://127.0.0.1:{platform}",
    }
    with ExitStack() as stack:
        stand_in = [sys.executable, "-m", "bench.stage.stand_in_dialogue", str(dialogue)]
        ready = f"http://127.0.0.1:{dialogue}/webhooks/front/ready"
        stack.enter_context(_running(stand_in, {}, folder / "dialogue.log", ready))
        command = [sys.executable, "-m", "bot.front"]
        process = stack.enter_context(_running(command, settings, folder / "front.log", f"{address}/healthz"))
        if core is not None:
            os.sched_setaffinity(process.pid, {core})
        there = stack.enter_context(simulated_platform(address, platform, folder))
        yield WechatStage(there, address, process.pid, settings["LEYE_DATABASE_URL"])


@contextmanager
def _running(command: list[str], settings: dict[str, str], log: Path, ready: str) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("w", encoding="utf-8") as output:
        environment = {**os.environ, **settings}
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _wait(ready, process, log)
            yield process
        finally:
            stop(process)


def _wait(ready: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(ready, timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8")[-2000:])


class StagePlatform:
    """The control of the simulated platform."""

    def __init__(self, address: str, seconds: float = 120) -> None:
        self._http = httpx.AsyncClient(
            base_url=address, timeout=seconds, trust_env=False, limits=httpx.Limits(max_connections=400)
        )

    async def new_phone(self) -> str:
        """Make a phone that follows the account already; return its openid."""
        made = await self.post("people", {"name": "测", "follows": True})
        return str(made["openid"])

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post to the control API."""
        response = await self._http.post(f"/control/{path}", json=body)
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
        return answer

    async def get(self, path: str) -> dict[str, Any]:
        """Read from the control API."""
        response = await self._http.get(f"/control/{path}")
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
        return answer

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

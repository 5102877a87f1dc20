"""A simulated platform on the loopback interface, and the settings of an account on it: what the tests of ``leye wechat`` share."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
import uvicorn
from starlette.types import ASGIApp

from simulator.app import create_simulator
from simulator.platform.config import (
    DEFAULT,
    SandboxTemplate,
    SandboxTemplateField,
    SandboxTemplateKind,
    SimulatorConfig,
)

NOTICE = "simulated-template-policy-notice"
FOLLOW_UP = "simulated-template-follow-up"


def fields(*keys: str) -> tuple[SandboxTemplateField, ...]:
    return tuple(SandboxTemplateField(key, key) for key in keys)


# As tests/fixtures/kb_small/templates.yml has them.
TEMPLATES = (
    SandboxTemplate(
        NOTICE, "示例政策提醒", SandboxTemplateKind.ONE_OFF, fields("thing1", "thing2", "date3", "phrase4")
    ),
    SandboxTemplate(FOLLOW_UP, "示例回访", SandboxTemplateKind.ONE_OFF, fields("thing1")),
)
CONFIG = replace(DEFAULT, templates=TEMPLATES)
ACCOUNT = {
    "LEYE_WECHAT_APP_ID": DEFAULT.wechat.app_id,
    "LEYE_WECHAT_APP_SECRET": DEFAULT.wechat.app_secret,
    "LEYE_WECHAT_TOKEN": DEFAULT.wechat.token,
    "LEYE_WECHAT_AES_KEY": DEFAULT.wechat.aes_key,
    "LEYE_WECHAT_API_BASE": "http://platform",
    "LEYE_WECHAT_TEMPLATES": f"policy_notice={NOTICE},follow_up={FOLLOW_UP}",
}
WECOM = {
    "LEYE_WECOM_CORP_ID": DEFAULT.wecom.corp_id,
    "LEYE_WECOM_AGENT_ID": str(DEFAULT.wecom.agent_id),
    "LEYE_WECOM_SECRET": DEFAULT.wecom.secret,
    "LEYE_WECOM_TOKEN": DEFAULT.wecom.token,
    "LEYE_WECOM_AES_KEY": DEFAULT.wecom.aes_key,
    "LEYE_WECOM_API_BASE": "http://platform/wecom",
}


@dataclass(frozen=True)
class Stage:
    """A platform that runs, at an address."""

    address: str

    def call(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Read from the platform, or post to it with a body."""
        url = f"{self.address}{path}"
        answer = httpx.get(url) if body is None else httpx.post(url, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def token(self) -> str:
        """Return a valid access token, to look at the platform as the account does."""
        query = f"grant_type=client_credential&appid={DEFAULT.wechat.app_id}&secret={DEFAULT.wechat.app_secret}"
        return str(self.call(f"/cgi-bin/token?{query}")["access_token"])

    def menu(self) -> Any:
        """Return the menu of the account."""
        return self.call(f"/cgi-bin/menu/get?access_token={self.token()}")


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an application on a free loopback port and give its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        # Whoever connects before the server is up waits in this queue.
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def running_stage(config: SimulatorConfig = CONFIG) -> Iterator[Stage]:
    """Give a platform that runs while the context lasts."""
    with served(create_simulator(config)) as address:
        yield Stage(address)

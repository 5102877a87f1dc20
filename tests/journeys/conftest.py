"""The real assistant, with a really trained model, and a simulated WeChat before it; started once for all conversations, stopped before other tests."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
import uvicorn

from bench.stage.assistant import running_assistant
from devservers import free_port
from simulator import DEFAULT, create_simulator
from tests.journeys.wechat_phone import WechatPhone

PEOPLE_KEY = base64.urlsafe_b64encode(b"a key of 32 bytes for tests only").decode()


@pytest.fixture(scope="package")
def platform_port() -> int:
    """Give the port on which the simulated platform will listen."""
    return free_port()


@pytest.fixture(scope="package")
def assistant(model: None, platform_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a running assistant; it answers for one fixed day, and is known to the platform."""
    account = DEFAULT.wechat
    settings = {
        "wechat_app_id": account.app_id,
        "wechat_app_secret": account.app_secret,
        "wechat_token": account.token,
        "wechat_aes_key": account.aes_key,
        "wechat_api_base": f"http://127.0.0.1:{platform_port}",
        "people_key": PEOPLE_KEY,
    }
    with running_assistant(tmp_path_factory.mktemp("assistant"), as_of="2026-11-25", **settings) as running:
        yield running.address


@pytest.fixture(scope="package")
def platform(assistant: str, platform_port: int) -> Iterator[str]:
    """Give the address of a simulated WeChat that posts to the assistant, encrypted (安全模式)."""
    app = create_simulator(replace(DEFAULT, callback=assistant))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none", access_log=False))
    with socket.create_server(("127.0.0.1", platform_port)) as listening:
        # The socket listens already, so the first request simply waits for the server.
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{platform_port}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture
def phone(platform: str, assistant: str) -> WechatPhone:
    """Give the phone of somebody new who follows the account."""
    return WechatPhone.following(platform, assistant)

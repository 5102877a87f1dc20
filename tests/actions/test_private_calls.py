"""The action server takes orders from the dialogue process only: another user of this machine gets nothing done."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests

from bot.conversation import actions_authorization, authorization
from devservers import free_port

SECRET = "a secret for tests only"
PATIENCE_SECONDS = 60
SERVES = """
from sanic import Sanic, response
from actions.private_calls import take_only_private_calls
app = Sanic("test_private_calls", configure_logging=False)
app.add_route(lambda request: response.json({"status": "ok"}), "/health")
app.add_route(lambda request: response.json({"done": True}), "/webhook", methods=["POST"])
take_only_private_calls(app, %r)
app.run("127.0.0.1", %d, access_log=False)
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    server = subprocess.Popen([sys.executable, "-W", "ignore", "-c", SERVES % (SECRET, port)])
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            requests.get(f"{address}/health", timeout=5)
            break
        except requests.ConnectionError:
            assert server.poll() is None and time.monotonic() < deadline
            time.sleep(0.1)
    yield address
    server.kill()
    server.wait()


def test_an_order_without_the_key_is_refused(address: str) -> None:
    assert requests.post(f"{address}/webhook", data="{}", timeout=5).status_code == 401


def test_the_key_of_another_door_does_not_fit(address: str) -> None:
    headers = {"Authorization": authorization(SECRET)}
    assert requests.post(f"{address}/webhook", data="{}", headers=headers, timeout=5).status_code == 401


def test_the_dialogue_process_is_served(address: str) -> None:
    headers = {"Authorization": actions_authorization(SECRET)}
    assert requests.post(f"{address}/webhook", data="{}", headers=headers, timeout=5).json() == {"done": True}


def test_whether_it_is_up_may_be_asked_by_anyone(address: str) -> None:
    assert requests.get(f"{address}/health", timeout=5).json() == {"status": "ok"}

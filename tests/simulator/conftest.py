"""The simulated platform in memory, an assistant that answers as told, and one real server for third-party clients."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

import httpx
import pytest
import uvicorn

from bot.clock import SHANGHAI
from simulator import DEFAULT, SimulatedClock, create_simulator
from tests.simulator.fake_assistant import FakeAssistant
from tests.simulator.phones import Phones

START = datetime(2026, 11, 25, 9, 0, 30, tzinfo=SHANGHAI)


@pytest.fixture
def clock() -> SimulatedClock:
    """Give a clock that stands still until it is advanced."""
    return SimulatedClock(lambda: START)


@pytest.fixture
def assistant() -> FakeAssistant:
    """Give the assistant at the other end."""
    return FakeAssistant()


@pytest.fixture
async def phones(assistant: FakeAssistant, clock: SimulatedClock) -> AsyncIterator[Phones]:
    """Give the default platform, with nobody on it."""
    async with Phones.on(DEFAULT, assistant, clock) as phones:
        yield phones


@pytest.fixture
def server(assistant: FakeAssistant, clock: SimulatedClock) -> Iterator[str]:
    """Give the base address of a really listening simulator."""
    app = create_simulator(DEFAULT, clock, assistant.transport)
    config = uvicorn.Config(app, port=0, log_level="critical", ws="none", access_log=False)
    running = uvicorn.Server(config)
    socket = config.bind_socket()
    thread = threading.Thread(target=running.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{socket.getsockname()[1]}"
    # The socket listens only once the server runs; connecting before then is refused and tried again.
    with httpx.Client(transport=httpx.HTTPTransport(retries=8), trust_env=False) as client:
        client.get(f"{base}/control/counts").raise_for_status()
    yield base
    running.should_exit = True
    thread.join(timeout=10)

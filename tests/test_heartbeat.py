"""Beats as systemd's own protocol has them, and silence where nobody listens."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from bot.heartbeat import keep_beating

pytestmark = pytest.mark.anyio


async def test_a_listener_hears_that_the_process_is_up_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "line"))
    monkeypatch.setenv("WATCHDOG_USEC", "100000")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "line"))
        listener.setblocking(False)
        beating = asyncio.create_task(keep_beating())
        heard = [await asyncio.get_running_loop().sock_recv(listener, 100) for _ in range(3)]
        beating.cancel()
    assert heard == [b"READY=1\nWATCHDOG=1"] * 3


async def test_a_listener_that_is_gone_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    monkeypatch.setenv("WATCHDOG_USEC", "10000")
    beating = asyncio.create_task(keep_beating())
    await asyncio.sleep(0.05)
    assert not beating.done()
    beating.cancel()


async def test_without_a_listener_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    await keep_beating()

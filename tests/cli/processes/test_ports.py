"""Ports: refused with the remedy when taken, found when free."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from bot.cli.processes.failures import StartError
from bot.cli.processes.ports import free_ports, page_address, require_free


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_the_remedy(taken: int) -> None:
    with pytest.raises(StartError, match=rf"端口 {taken} 已经被.*LEYE_PORT={taken + 1} make run"):
        require_free("127.0.0.1", taken)


def test_a_free_port_is_accepted() -> None:
    (port,) = free_ports(1)
    require_free("127.0.0.1", port)
    assert port > 0


def test_an_address_of_another_machine_points_to_the_setting() -> None:
    with pytest.raises(StartError, match="LEYE_HOST"):
        require_free("192.0.2.1", 8000)


def test_free_ports_differ() -> None:
    assert len(set(free_ports(3))) == 3


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("leye.example", "http://leye.example:8000"),
    ],
)
def test_the_page_address_is_one_that_a_browser_here_can_open(host: str, address: str) -> None:
    assert page_address(host, 8000) == address

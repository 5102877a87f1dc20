"""Finding free ports before anything starts."""

from __future__ import annotations

import errno
import socket
from contextlib import ExitStack

from bot.cli.processes.failures import StartError

LOOPBACK = "127.0.0.1"
# What a browser on this machine opens when the process listens everywhere.
OPENED_INSTEAD = {"0.0.0.0": LOOPBACK, "::": "::1"}


def require_free(host: str, port: int) -> None:
    """Raise StartError, with the remedy, when nothing could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does it: connections of a server that has just stopped do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartError(_refusal(host, port, error)) from None


def _refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {port} 已经被别的程序占用（也可能助手已在运行）。"
            f"请先停掉它，或换一个端口：LEYE_PORT={port + 1 if port < 65535 else port - 1} make run"
        )
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {port}。请换一个 1024 以上的端口，例如：LEYE_PORT=8000 make run"
    return f"没法在 {host} 上提供服务（{error.strerror}）。请检查 LEYE_HOST，本机试用请写 127.0.0.1。"


def free_ports(count: int) -> list[int]:
    """Return different ports that are free on the loopback interface just now."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind((LOOPBACK, 0))
        return [probe.getsockname()[1] for probe in probes]


def page_address(host: str, port: int) -> str:
    """Return the address that a browser on this machine opens."""
    opened = OPENED_INSTEAD.get(host, host)
    return f"http://[{opened}]:{port}" if ":" in opened else f"http://{opened}:{port}"

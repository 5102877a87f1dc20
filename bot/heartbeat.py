"""Tells whoever watches over this process that its event loop turns: the datagrams of systemd's ``sd_notify``, which ``leye run`` hears, too."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress

ADDRESS = "NOTIFY_SOCKET"
LIMIT_MICROSECONDS = "WATCHDOG_USEC"
BEAT = b"READY=1\nWATCHDOG=1"
# Several beats fit into the limit, so that one which comes late or gets lost means nothing.
BEATS_IN_LIMIT = 5
LONGEST_PAUSE = 1.0


async def keep_beating() -> None:
    """Beat for as long as this event loop turns; return at once where nobody listens."""
    address = os.environ.get(ADDRESS)
    if not address:
        return
    pause = pause_within(os.environ.get(LIMIT_MICROSECONDS))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        while True:
            # A listener that is gone or busy must not end what it listens to.
            with suppress(OSError):
                line.sendto(BEAT, _path(address))
            await asyncio.sleep(pause)


def tell(message: bytes) -> None:
    """Tell the listener something once, if there is one."""
    address = os.environ.get(ADDRESS)
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line, suppress(OSError):
            line.sendto(message, _path(address))


def pause_within(limit_microseconds: str | None) -> float:
    """Return the seconds between beats for a limit of silence.

    >>> pause_within("10000000"), pause_within("1000000"), pause_within(None)
    (1.0, 0.2, 1.0)
    """
    if limit_microseconds is None or not limit_microseconds.isdigit():
        return LONGEST_PAUSE
    return min(LONGEST_PAUSE, int(limit_microseconds) / 1_000_000 / BEATS_IN_LIMIT)


def _path(address: str) -> str:
    """Return the address as sockets take it: systemd writes the NUL of an abstract one as ``@``."""
    return "\0" + address[1:] if address.startswith("@") else address

"""A port that nobody listens on."""

from __future__ import annotations

import secrets
import socket

# Below what systems give to clients (Linux from 32768, others from 49152): no connection takes it before its server does.
LOWEST, HIGHEST = 20_000, 30_000


def free_port() -> int:
    """Return a port of the loopback interface that is free just now, and that another process hardly draws, too."""
    while True:
        port = LOWEST + secrets.randbelow(HIGHEST - LOWEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port

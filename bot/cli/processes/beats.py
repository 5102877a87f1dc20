"""Hears the beats of programs: one datagram socket each, as systemd's ``sd_notify`` knows it."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from bot import heartbeat, spare

LONGEST_DATAGRAM = 4096


class BeatListener:
    """A context manager; the sockets are there while it lasts.

    Args:
        names: of the programs.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._folder = Path()
        self._sockets: dict[str, socket.socket] = {}
        self._spares: dict[str, int] = {}

    def __enter__(self) -> BeatListener:
        # Short, for the address of such a socket has hundred characters at most.
        self._folder = Path(tempfile.mkdtemp(prefix="leye-"))
        for name in self._names:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            line.setblocking(False)
            line.bind(str(self._folder / name))
            self._sockets[name] = line
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in self._sockets.values():
            line.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def environment(self, name: str, limit_seconds: float) -> dict[str, str]:
        """Return what tells a program where to send its beats, and after how much silence it is taken for hung."""
        limit = str(int(limit_seconds * 1_000_000))
        return {
            heartbeat.ADDRESS: str(self._folder / name),
            heartbeat.LIMIT_MICROSECONDS: limit,
            spare.KEEPER: str(os.getpid()),
        }

    def has_beaten(self, name: str) -> bool:
        """Tell whether a program has beaten since it was asked last."""
        heard = False
        while True:
            try:
                said = self._sockets[name].recv(LONGEST_DATAGRAM)
            except OSError:
                return heard
            if said.startswith(spare.NAMED):
                self._spares[name] = int(said[len(spare.NAMED) :])
            else:
                heard = True

    def new_spare(self, name: str) -> int | None:
        """Return the spare process that a program named since it was asked last."""
        return self._spares.pop(name, None)

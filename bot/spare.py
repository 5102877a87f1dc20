"""A copy of this process, made when everything is imported and nothing is open yet: it sleeps, and takes over at once when the one that serves is killed.

``leye run`` asks for it and wakes it (docs/adr/0025-spare-processes.md); under another supervisor there is none. What the copy shares
with the original is in memory once.
"""

from __future__ import annotations

import ctypes
import os
import signal
import threading

from bot.heartbeat import tell

KEEPER = "LEYE_SPARES_FOR"
NAMED = b"X_SPARE="
WAKE = signal.SIGUSR1
LOOK_SECONDS = 1.0
# Whoever is left over and was not woken by then is not needed.
GIVEN_UP_LOOKS = 120
DIE_WITH_PARENT = 1


def is_wanted() -> bool:
    """Tell whether somebody keeps spares of this process; what can be loaded before ``keep_spare`` then should be."""
    return keeper() is not None and hasattr(os, "fork") and hasattr(signal, "sigtimedwait")


def keeper() -> int | None:
    """Return the process that starts this one, and that a spare of it is for."""
    given = os.environ.get(KEEPER, "")
    return int(given) if given.isdigit() else None


def keep_spare() -> None:
    """Leave a sleeping copy of this process behind, and return; the copy returns, too, when it is woken to serve.

    No connection may be open yet. Where a thread runs already, nothing is left behind: it would be missing in the copy.
    """
    waker = keeper()
    if waker is None or not is_wanted() or threading.active_count() > 1:
        return
    serving = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, {WAKE})
    while True:
        spare = os.fork()
        if spare:
            break
        os.setsid()
        _sleep(serving, waker)
        serving = os.getpid()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {WAKE})
    tell(NAMED + str(spare).encode())


def _sleep(serving: int, waker: int) -> None:
    """Return when woken; end when nobody is left who could do that."""
    looks = 0
    while signal.sigtimedwait({WAKE}, LOOK_SECONDS) is None:
        parent = os.getppid()
        looks = 0 if parent == serving else looks + 1
        if parent not in (serving, waker) or looks > GIVEN_UP_LOOKS:
            os._exit(0)
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != waker:
        os._exit(0)

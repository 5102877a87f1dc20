"""When the garbage collector of a process works: not while it starts, and never over what the start left in memory for good."""

from __future__ import annotations

import gc


def put_off() -> None:
    """Collect nothing from now on: a start makes millions of objects, hardly any of which is garbage."""
    gc.disable()


def begin() -> None:
    """Collect as usual from now on; what is there now stays, and is not gone through again at every collection."""
    gc.freeze()
    gc.enable()

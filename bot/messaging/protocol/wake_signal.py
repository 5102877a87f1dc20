"""Waiting to be woken, in a way that can always be stopped."""

from __future__ import annotations

import asyncio


async def woken_within(event: asyncio.Event, seconds: float) -> None:
    """Return when the event is set, at the latest after so many seconds.

    Not ``asyncio.wait_for``: Python 3.10's swallows a cancellation that comes together with the event, and whoever stops an
    endless loop would wait for it forever (https://github.com/python/cpython/issues/86296).
    """
    waiting = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait((waiting,), timeout=seconds)
    finally:
        waiting.cancel()

"""Finds SQL on the event loop: one statement there makes everybody wait who is talking just then."""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

PRODUCT = Path(__file__).parents[1] / "bot"
ASYNCHRONOUS = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


def _innermost_coroutine(frame: FrameType | None) -> FrameType | None:
    """Return the asynchronous function that called what runs now, however deep below it."""
    while frame is not None and not frame.f_code.co_flags & ASYNCHRONOUS:
        frame = frame.f_back
    return frame


@contextmanager
def sql_on_the_loop(product: Path = PRODUCT) -> Iterator[list[str]]:
    """Give a list that fills with every statement that asynchronous code of ours runs on the thread of its event loop.

    A test that asks the database from a coroutine of its own is not meant.
    """
    found: list[str] = []

    def look(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if asyncio._get_running_loop() is None:
            return
        caller = _innermost_coroutine(sys._getframe())
        if caller is not None and Path(caller.f_code.co_filename).is_relative_to(product):
            place = f"{caller.f_code.co_filename}:{caller.f_lineno} {caller.f_code.co_name}"
            found.append(f"{place}: {statement.split(chr(10), 1)[0][:80]}")

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", look)

"""Shows that a long step goes on: a line with a clock on a terminal, plain lines elsewhere. For ``leye run``."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

PLAIN_LINES_EVERY = 15.0


class ProgressStep:
    """One long step. A context manager; ``note`` says what is being done just now."""

    def __init__(self, console: Console, title: str) -> None:
        self._console = console
        self._title = title
        self._began = self._printed = time.monotonic()
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task(title, total=None)

    @property
    def seconds(self) -> int:
        """Return how long the step has been going on."""
        return int(time.monotonic() - self._began)

    def note(self, text: str) -> None:
        """Show what is being done just now."""
        if self._console.is_terminal:
            self._progress.update(self._task, description=f"{self._title} · {text}")
        elif time.monotonic() - self._printed >= PLAIN_LINES_EVERY:
            self._printed = time.monotonic()
            self._console.print(f"  {text}（已用 {self.seconds} 秒）", markup=False, highlight=False)

    def __enter__(self) -> ProgressStep:
        if self._console.is_terminal:
            self._progress.start()
        else:
            self._console.print(f"{self._title}……", markup=False, highlight=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._progress.stop()

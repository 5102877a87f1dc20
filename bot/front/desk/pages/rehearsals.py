"""Rehearsals that the desk asked for: played one at a time beside the requests, for of a million people one takes a minute.

What came of them is kept in this process until the next one of the same run: it is read again by playing again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread

from bot.errors import BotError
from bot.outreach.reports import RehearsalCounts

logger = logging.getLogger(__name__)

MOST_SECONDS = 900.0
# Everyone else in the process gets a turn between two looks at a thousand people.
PAUSE_SECONDS = 0.002
TOO_LONG = "彩排超过十五分钟，没有做完。请在服务器上用 leye outreach rehearse 彩排。"
FAILED = "彩排没有做完，系统出了问题，已经记录下来。请再试一次。"

Told = Callable[[int, int], None]


@dataclass
class Rehearsing:
    """One rehearsal, under way or done; exactly one of ``tally`` and ``problem`` is there once it has ended."""

    by: str
    done: int = 0
    all: int = 0
    tally: RehearsalCounts | None = None
    problem: str | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether it has ended."""
        return self.tally is not None or self.problem is not None


class Rehearsals:
    """The rehearsals of one process, the last of each run."""

    def __init__(self, most_seconds: float = MOST_SECONDS) -> None:
        self._known: dict[int, Rehearsing] = {}
        self._lock, self._one_at_a_time = Lock(), Lock()
        self._most_seconds = most_seconds

    def find(self, run: int) -> Rehearsing | None:
        """Return the last rehearsal of a run, if this process knows of one."""
        return self._known.get(run)

    def begin(self, run: int, by: str, play: Callable[[Told], RehearsalCounts]) -> bool:
        """Begin to play; return False when this run is being rehearsed already."""
        with self._lock:
            known = self._known.get(run)
            if known is not None and not known.is_over:
                return False
            rehearsing = self._known[run] = Rehearsing(by)
        # A daemon: the end of the process does not wait for a rehearsal.
        Thread(target=self._play, args=(rehearsing, play), name=f"rehearsal-{run}", daemon=True).start()
        return True

    def _play(self, rehearsing: Rehearsing, play: Callable[[Told], RehearsalCounts]) -> None:
        with self._one_at_a_time:
            began = time.monotonic()

            def told(done: int, of_all: int) -> None:
                rehearsing.done, rehearsing.all = done, of_all
                if time.monotonic() - began > self._most_seconds:
                    raise _TookTooLong
                time.sleep(PAUSE_SECONDS)

            try:
                rehearsing.tally = play(told)
            except _TookTooLong:
                rehearsing.problem = TOO_LONG
            except BotError as error:
                rehearsing.problem = str(error)
            except Exception as error:
                logger.exception("a rehearsal failed: %s", type(error).__name__)
                rehearsing.problem = FAILED


class _TookTooLong(Exception):
    """The rehearsal must end."""

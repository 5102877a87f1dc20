"""Rehearsals that the desk asked for: played one at a time beside the requests, for of a million people one takes a minute.

What came of them is kept in this process until the next one of the same run: it is read again by playing again.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock, Thread

from bot.errors import BotError, SituationError
from bot.messaging.api import Letter
from bot.messaging.ledgers import StaffLetter
from bot.outreach.reports import Rehearsal
from bot.wording.office import WAYS

logger = logging.getLogger(__name__)

MOST_SECONDS = 900.0
# Everyone else in the process gets a turn between two looks at a thousand people.
PAUSE_SECONDS = 0.002
TOO_LONG = "彩排超过十五分钟，没有做完。请在服务器上用 leye outreach rehearse 彩排。"
NO_SAMPLE = "彩排的样子没有留着。先点“只看一遍，不算彩排”，再发给自己。"
FAILED = "彩排没有做完，系统出了问题，已经记录下来。请再试一次。"

Told = Callable[[int, int], None]


@dataclass
class Rehearsing:
    """One rehearsal, under way or done; exactly one of ``tally`` and ``problem`` is there once it has ended."""

    by: str
    done: int = 0
    all: int = 0
    tally: Rehearsal | None = None
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

    def begin(self, run: int, by: str, play: Callable[[Told], Rehearsal]) -> bool:
        """Begin to play; return False when this run is being rehearsed already."""
        with self._lock:
            known = self._known.get(run)
            if known is not None and not known.is_over:
                return False
            rehearsing = self._known[run] = Rehearsing(by)
        # A daemon: the end of the process does not wait for a rehearsal.
        Thread(target=self._play, args=(rehearsing, play), name=f"rehearsal-{run}", daemon=True).start()
        return True

    def _play(self, rehearsing: Rehearsing, play: Callable[[Told], Rehearsal]) -> None:
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


def trial_letters(
    rehearsing: Rehearsing | None, title: str, field_titles: Mapping[str, str], userid: str
) -> Sequence[StaffLetter]:
    """Return one letter to a colleague for each sample of a rehearsal; each says that it is a trial.

    Args:
        title: what the campaign is called.
        field_titles: what each field of the template is called.

    Raises:
        SituationError: this process has no sample of the run.
    """
    samples = rehearsing.tally.samples if rehearsing is not None and rehearsing.tally is not None else []
    if not samples:
        raise SituationError(NO_SAMPLE)
    task = f"trial-{secrets.token_hex(12)}"
    return [
        StaffLetter(f"{task}-{number}", userid, _text(letter, title, field_titles))
        for number, letter in enumerate(samples, start=1)
    ]


def _text(letter: Letter, title: str, field_titles: Mapping[str, str]) -> str:
    said = letter.text or "\n".join(f"{field_titles.get(name, name)}：{text}" for name, text in letter.fields.items())
    return f"【试发，只有您收到】{title}\n{WAYS[letter.way.value]}的样子：\n{said}"


class _TookTooLong(Exception):
    """The rehearsal must end."""

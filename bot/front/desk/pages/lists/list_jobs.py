"""Lists that colleagues look through and import on the desk: read one at a time beside the requests, for a long one takes a minute.

A list lies in a private folder of this process until it is imported or an hour old, and is forgotten with the process.
"""

from __future__ import annotations

import csv
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from threading import Lock, Thread
from typing import Generic, Protocol, TypeVar

from bot.errors import BotError
from bot.front.desk.pages.lists.list_columns import on_the_desk
from bot.people.imports import RowMistake
from bot.wording.office import REPORT_HEADING, report_row

logger = logging.getLogger(__name__)

MOST_SECONDS = 900.0
# Everyone else in the process gets a turn between two batches.
PAUSE_SECONDS = 0.01
SHOWN = 20
TOO_LONG = "这份名单十五分钟没有读完，停下了。请分成几份，或在服务器上用 {command} 导入。"
FAILED = "这个文件读到一半读不下去了，多半是文件坏了。请用 Excel 或 WPS 打开，另存为 .xlsx，再传一次。"
NOT_STORED = "存到一半出了问题，已经记录下来。已存的不会重复，请再点一次“导入”。"

Found = TypeVar("Found")


class ReadRows(Protocol):
    """How far an import has come, as far as a page tells it."""

    rows: int


Told = Callable[[float, ReadRows], None]
Note = Callable[[RowMistake], None]
Play = Callable[[Note, Told], Found]


class ListStage(str, Enum):
    """How far a list is."""

    NEW = "new"
    LOOKING = "looking"
    LOOKED = "looked"
    IMPORTING = "importing"
    IMPORTED = "imported"
    FAILED = "failed"

    @property
    def is_busy(self) -> bool:
        """Tell whether something is being read or stored."""
        return self in (ListStage.LOOKING, ListStage.IMPORTING)


@dataclass(kw_only=True)
class DeskFile(Generic[Found]):
    """A file that a colleague sent.

    Args:
        by: the userid; nobody else sees it.
        name: of the file, as it was with the colleague.
        source: the name of the list.
        found: what came of looking through or importing.
        shown: the first mistakes; all of them are in the file ``report``.
        done: which part of the file was read.
    """

    id: int
    by: str
    name: str
    file: Path
    source: str
    at: datetime
    stage: ListStage = ListStage.NEW
    done: float = 0.0
    rows: int = 0
    found: Found | None = None
    shown: list[RowMistake] = field(default_factory=list)
    problem: str = ""

    @property
    def report(self) -> Path:
        """Return where the row report lies."""
        return self.file.with_name("report.csv")

    @property
    def is_busy(self) -> bool:
        """Tell whether it is being read or stored."""
        return self.stage.is_busy

    def fail(self, problem: str) -> None:
        """Say why nothing more comes of it; the file's place on this machine is nobody's business."""
        self.stage, self.problem = ListStage.FAILED, on_the_desk(problem).replace(str(self.file), self.name)


class ListJobs:
    """The lists of one page and process, read one at a time.

    Args:
        command: which takes a list that is too long for the desk.
    """

    def __init__(self, command: str, most_seconds: float = MOST_SECONDS) -> None:
        self._lock, self._one_at_a_time = Lock(), Lock()
        self._command, self._most_seconds = command, most_seconds

    def begin(self, work: DeskFile[Found], stage: ListStage, play: Play[Found], after: Callable[[Found], None]) -> bool:
        """Begin to look through or to import; return False when the list is busy already.

        Args:
            after: is told what came of it once it is whole.
        """
        with self._lock:
            if work.is_busy:
                return False
            work.stage, work.done, work.rows, work.problem, work.shown = stage, 0.0, 0, "", []
        Thread(target=self._run, args=(work, play, after), name=f"list-{work.id}", daemon=True).start()
        return True

    def _run(self, work: DeskFile[Found], play: Play[Found], after: Callable[[Found], None]) -> None:
        with self._one_at_a_time:
            stage = work.stage
            try:
                found = self._play(work, play)
                work.found = found
                after(found)
                work.stage = ListStage.LOOKED if stage is ListStage.LOOKING else ListStage.IMPORTED
            except _TakesTooLong:
                work.fail(TOO_LONG.format(command=self._command))
            except BotError as error:
                work.fail(str(error))
            except Exception as error:
                # Its text may hold what stands in the list.
                logger.error("a list could not be read: %s", type(error).__name__)
                work.fail(FAILED if stage is ListStage.LOOKING else NOT_STORED)

    def _play(self, work: DeskFile[Found], play: Play[Found]) -> Found:
        began = time.monotonic()

        def told(done: float, imported: ReadRows) -> None:
            work.done, work.rows = done, imported.rows
            if time.monotonic() - began > self._most_seconds:
                raise _TakesTooLong
            time.sleep(PAUSE_SECONDS)

        with work.report.open("w", encoding="utf-8-sig", newline="") as report:
            writer = csv.writer(report)
            writer.writerow(REPORT_HEADING)

            def note(mistake: RowMistake) -> None:
                mistake = replace(mistake, message=on_the_desk(mistake.message))
                writer.writerow(report_row(mistake))
                if len(work.shown) < SHOWN:
                    work.shown.append(mistake)

            return play(note, told)


class _TakesTooLong(Exception):
    """The reading must end."""

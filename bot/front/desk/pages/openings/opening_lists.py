"""Lists of openings as the desk sees them: sent, looked through without storing anything, then imported as the command does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot import clock
from bot.errors import SituationError
from bot.front.desk.frame.request import UploadedFile
from bot.front.desk.pages.lists import BUSY, FAILED, DeskFile, ListJobs, ListShelf, ListStage
from bot.jobs.imports import OpeningImport, OpeningProgress, find_columns, import_openings
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.people.imports import PeopleListError
from bot.storage.tables import opening_entries

logger = logging.getLogger(__name__)

LONGEST_SOURCE = 64
# What is written by hand, and what an employer writes into its form, have lists of their own.
BY_HAND, BY_FORM = "desk", "form-"
NO_SOURCE = f"请写这份表叫什么，最多 {LONGEST_SOURCE} 个字；同一份表每次用同一个名字。"
TAKEN_SOURCE = f"“{BY_HAND}”和“{BY_FORM}…”是手写的和单位自己填的用的，请换一个名字。"


@dataclass(kw_only=True)
class OpeningFile(DeskFile[OpeningProgress]):
    """A list of openings that a colleague sent."""


class OpeningLists:
    """The lists of openings of one process.

    Args:
        secret: with which rows are told apart.
        sealer: None without a key, where no contacts are kept.
        today: the day by which openings are measured.
    """

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        secret: str,
        sealer: Sealer | None,
        today: Callable[[], date],
    ) -> None:
        self._engine, self._kb, self._secret, self._sealer, self._today = engine, kb, secret, sealer, today
        self._jobs, self.shelf = ListJobs("leye jobs import"), ListShelf[OpeningFile]()

    def sources(self) -> list[str]:
        """Return the names of the lists that were imported before."""
        query = select(opening_entries.c.source).distinct().order_by("source")
        with self._engine.connect() as connection:
            return [name for name in connection.execute(query).scalars() if not _is_taken(name)]

    def take(self, upload: UploadedFile, by: str, at: datetime) -> OpeningFile:
        """Keep a file, and begin to look through it.

        Raises:
            PeopleListError: it is no list of openings; nothing of it is kept.
        """
        with self.shelf.laid_down(upload, at) as (number, file):
            try:
                find_columns(file)
            except PeopleListError as error:
                raise PeopleListError(str(error).replace(str(file), upload.name)) from None
            except Exception as error:
                # Its text may hold what stands in the list.
                logger.error("a list of openings could not be read: %s", type(error).__name__)
                raise PeopleListError(FAILED) from None
        source = Path(upload.name).stem[:LONGEST_SOURCE]
        work = OpeningFile(id=number, by=by, name=upload.name, file=file, source=source, at=at)
        self.shelf.keep(work)
        self._begin(work, None, ListStage.LOOKING, lambda _found: None)
        return work

    def store(self, work: OpeningFile, source: str, after: Callable[[OpeningProgress], None]) -> None:
        """Begin to import a list under a name; ``after`` is told what came of it.

        Raises:
            SituationError: it is being read, it cannot be read, or it has no good name.
        """
        name = " ".join(source.split())
        if not 1 <= len(name) <= LONGEST_SOURCE:
            raise SituationError(NO_SOURCE)
        if _is_taken(name):
            raise SituationError(TAKEN_SOURCE)
        if work.is_busy:
            raise SituationError(BUSY)
        if work.found is None:
            raise SituationError(work.problem or FAILED)
        work.source = name
        self._begin(work, self._engine, ListStage.IMPORTING, after)

    def _begin(
        self, work: OpeningFile, engine: Engine | None, stage: ListStage, after: Callable[[OpeningProgress], None]
    ) -> None:
        this = OpeningImport(work.source, self._secret, self._sealer, clock.now())
        kb, on = self._kb(), self._today()
        if not self._jobs.begin(
            work, stage, lambda note, told: import_openings(engine, this, work.file, kb, on, note, told), after
        ):
            raise SituationError(BUSY)


def _is_taken(source: str) -> bool:
    return source == BY_HAND or source.startswith(BY_FORM)

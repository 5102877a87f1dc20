"""Lists of fairs as the desk sees them: sent, looked through without storing anything, then imported as the command does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.front.desk.frame.request import UploadedFile
from bot.front.desk.pages.lists import BUSY, FAILED, DeskFile, ListJobs, ListShelf, ListStage, Note, Told
from bot.jobs.fairs import Fair, Fairs, find_fair_columns, read_fairs
from bot.people.imports import PeopleListError, RowMistake

logger = logging.getLogger(__name__)

LONGEST_SOURCE = 64
# Whoever is told how far it is need not hear of each fair.
TOLD_EVERY = 100


@dataclass
class FoundFairs:
    """What was found in a list.

    Args:
        fairs: in the order of the list.
        rows: how many were read, with those that are no fair.
        over: how many fairs are of a day that has passed.
    """

    fairs: list[Fair] = field(default_factory=list)
    rows: int = 0
    lost: int = 0
    over: int = 0


@dataclass(kw_only=True)
class FairFile(DeskFile[FoundFairs]):
    """A list of fairs that a colleague sent."""


class FairLists:
    """The lists of fairs of one process.

    Args:
        today: the day from which fairs are to come.
    """

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self._fairs, self._today = Fairs(engine), today
        self._jobs, self.shelf = ListJobs("leye fairs import"), ListShelf[FairFile]()

    def take(self, upload: UploadedFile, by: str, at: datetime) -> FairFile:
        """Keep a file, and begin to look through it.

        Raises:
            PeopleListError: it is no list of fairs; nothing of it is kept.
        """
        with self.shelf.laid_down(upload, at) as (number, file):
            try:
                find_fair_columns(file)
            except PeopleListError as error:
                raise PeopleListError(str(error).replace(str(file), upload.name)) from None
            except Exception as error:
                # Its text may hold what stands in the list.
                logger.error("a list of fairs could not be read: %s", type(error).__name__)
                raise PeopleListError(FAILED) from None
        source = Path(upload.name).stem[:LONGEST_SOURCE] or "fairs"
        work = FairFile(id=number, by=by, name=upload.name, file=file, source=source, at=at)
        self.shelf.keep(work)
        self._begin(work, ListStage.LOOKING, lambda _found: None)
        return work

    def store(self, work: FairFile, at: datetime, after: Callable[[FoundFairs], None]) -> None:
        """Begin to import a list; the same list again changes nothing. ``after`` is told what came of it.

        Raises:
            SituationError: it is being read, or cannot be read.
        """
        if work.is_busy:
            raise SituationError(BUSY)
        if work.found is None:
            raise SituationError(work.problem or FAILED)

        def keep(found: FoundFairs) -> None:
            self._fairs.keep(found.fairs, work.source, at)
            after(found)

        self._begin(work, ListStage.IMPORTING, keep)

    def _begin(self, work: FairFile, stage: ListStage, after: Callable[[FoundFairs], None]) -> None:
        on = self._today()
        if not self._jobs.begin(work, stage, lambda note, told: _read(work.file, on, note, told), after):
            raise SituationError(BUSY)


def _read(file: Path, on: date, note: Note, told: Told) -> FoundFairs:
    found = FoundFairs()

    def lose(mistake: RowMistake) -> None:
        found.rows, found.lost = found.rows + 1, found.lost + 1
        note(mistake)

    for fair in read_fairs(file, on, lose):
        found.fairs.append(fair)
        found.rows, found.over = found.rows + 1, found.over + (fair.held_on < on)
        if found.rows % TOLD_EVERY == 0:
            told(0.5, found)
    return found

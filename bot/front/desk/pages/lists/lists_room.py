"""What the pages of lists need: the lists that were sent, what their columns are, looking through them, and importing them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot import clock
from bot.errors import SituationError
from bot.front.desk.frame.request import UploadedFile
from bot.front.desk.pages.lists.list_columns import (
    LONGEST_BASIS,
    NO_BASIS,
    SKIPPED,
    ListColumn,
    chosen,
    mapping_content,
    on_the_desk,
    proposed_columns,
    roles_of,
)
from bot.front.desk.pages.lists.list_jobs import FAILED, DeskFile, ListJobs, ListStage
from bot.front.desk.pages.lists.list_shelf import ListShelf
from bot.kb import KnowledgeBase
from bot.outreach.ledger import MergedNotices
from bot.people import sealer_for
from bot.people.imports import (
    Import,
    ImportedList,
    ListMapping,
    PeopleListError,
    mapping_of,
    propose,
    run_import,
)
from bot.settings import Settings
from bot.storage.tables import list_entries

logger = logging.getLogger(__name__)

NO_BASIS_WRITTEN = f"请写一句凭什么可以保存这些情况，例如“本人书面同意”，最多 {LONGEST_BASIS} 个字。"
BUSY = "这份名单正在读，请等它做完。"


@dataclass(kw_only=True)
class DeskList(DeskFile[ImportedList]):
    """A list of people that a colleague sent.

    Args:
        columns: what each is taken for.
    """

    facts_on: date
    basis: str = ""
    header_row: int = 1
    columns: list[ListColumn] = field(default_factory=list)
    mapping: ListMapping | None = None


class ListsRoom:
    """Lists as the desk sees them."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], settings: Settings) -> None:
        self.engine, self.kb = engine, kb
        self._settings = settings
        self._jobs, self.shelf = ListJobs("leye people import"), ListShelf[DeskList]()

    def sources(self) -> list[str]:
        """Return the lists that were imported before."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(list_entries.c.source).distinct().order_by("source")).scalars())

    def today(self) -> date:
        """Return the day of the installation."""
        return clock.today(self._settings.as_of)

    def take(self, upload: UploadedFile, by: str, at: datetime, again: DeskList | None) -> DeskList:
        """Keep a file, propose what its columns are, and begin to look through it.

        Args:
            again: the list of which this is the mended file: what was chosen for it stays.

        Raises:
            PeopleListError: it is no list; nothing of it is kept.
        """
        with self.shelf.laid_down(upload, at) as (number, file):
            try:
                proposal = propose(file, self.kb(), self.today())
            except PeopleListError as error:
                raise PeopleListError(on_the_desk(str(error)).replace(str(file), upload.name)) from None
            except Exception as error:
                # Its text may hold what stands in the list.
                logger.error("a list could not be read: %s", type(error).__name__)
                raise PeopleListError(FAILED) from None
        source, on = f"list-{self.today():%Y%m%d}-{at:%H%M%S}", self.today()
        work = DeskList(id=number, by=by, name=upload.name, file=file, source=source, facts_on=on, at=at)
        work.header_row = proposal.content["header_row"]
        work.columns = proposed_columns(proposal, [*proposal.said, *proposal.not_taken])
        if again is not None:
            work = replace(work, source=again.source, facts_on=again.facts_on, basis=again.basis)
            work.columns = chosen(
                work.columns,
                {each.title: each.role for each in again.columns if each.role or not each.why_not},
                self._roles(),
            )
        self.shelf.keep(work)
        self.look(work)
        return work

    def choose(self, work: DeskList, form: Mapping[str, str], roles: Mapping[str, str]) -> None:
        """Take what a colleague says of a list: roles by heading, the day, the id, the basis.

        Raises:
            SituationError: the list is being read just now.
            PeopleListError: what was said cannot be meant.
        """
        if work.is_busy:
            raise SituationError(BUSY)
        try:
            day = date.fromisoformat(form.get("facts_on", ""))
        except ValueError:
            raise PeopleListError("名单上的情况是哪一天的？请选一个日期。") from None
        columns = chosen(work.columns, roles, self._roles())
        basis, source = form.get("basis", "")[: LONGEST_BASIS + 1], form.get("source", "")[:64]
        content = mapping_content(columns, source, day, basis or NO_BASIS, work.header_row)
        try:
            mapping = mapping_of(content, self.kb(), self.today(), work.name)
        except PeopleListError as error:
            raise PeopleListError(on_the_desk(str(error)).replace("映射文件 ", "")) from None
        work.columns, work.facts_on, work.basis, work.source, work.mapping = columns, day, basis, source, mapping

    def look(self, work: DeskList) -> None:
        """Begin to look through a list without storing anything; what is wrong with it is said on its page."""
        content = mapping_content(work.columns, work.source, work.facts_on, work.basis or NO_BASIS, work.header_row)
        work.mapping = mapping_of(content, self.kb(), self.today(), work.name)
        self._begin(work, None, ListStage.LOOKING, lambda _found: None)

    def store(self, work: DeskList, after: Callable[[ImportedList], None]) -> None:
        """Begin to import a list; ``after`` is told what came of it.

        Raises:
            SituationError: it is being read, or was not looked through.
            PeopleListError: there is no basis.
        """
        if work.is_busy or work.mapping is None:
            raise SituationError(BUSY)
        if not 2 <= len(work.basis) <= LONGEST_BASIS:
            raise PeopleListError(NO_BASIS_WRITTEN)
        self._begin(work, self.engine, ListStage.IMPORTING, after)

    def _begin(
        self, work: DeskList, engine: Engine | None, stage: ListStage, after: Callable[[ImportedList], None]
    ) -> None:
        assert work.mapping is not None
        settings = self._settings
        # As front names conversations.
        secret = settings.naming_key or settings.secret or ""
        this = Import(work.mapping, secret, sealer_for(settings), clock.now(), MergedNotices())
        if not self._jobs.begin(
            work, stage, lambda note, told: run_import(engine, this, work.file, self.kb(), note, told), after
        ):
            raise SituationError(BUSY)

    def _roles(self) -> set[str]:
        return {SKIPPED, *(role for _, roles in roles_of(self.kb()) for role, _ in roles)}

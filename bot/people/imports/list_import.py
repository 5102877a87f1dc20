"""One list from its file to the database, or only looked through: what the command line and the desk both do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from bot.people.imports.damage import damage, is_damaged_list
from bot.people.imports.import_job import Import
from bot.people.imports.importer import Importing, ImportProgress
from bot.people.imports.left_out import LeftOut
from bot.people.imports.list_files import PeopleList, Row
from bot.people.imports.person_row import PersonRow, RowMistake
from bot.people.imports.row_reader import RowReader

MOST_SHOWN = 10


@dataclass
class ImportedList:
    """What came of a list.

    Args:
        titles: the headings of the list.
        first: the first rows as they are stored, None for one that is left out; only looked at when asked for.
        damage: how to mend identity numbers that lost their digits; empty when they did not.
        dropped: columns that are not kept because there is no key to seal them.
    """

    progress: ImportProgress
    titles: tuple[str, ...]
    remarks: tuple[str, ...]
    left_out: LeftOut
    damage: str = ""
    dropped: tuple[str, ...] = ()
    first: list[tuple[int, PersonRow | None]] = field(default_factory=list)


def run_import(
    engine: Engine | None,
    this: Import,
    file: Path,
    kb: KnowledgeBase,
    note: Callable[[RowMistake], None],
    after_batch: Callable[[float, ImportProgress], None],
    *,
    with_hidden: bool = False,
) -> ImportedList:
    """Import a list (or, without an engine, only look it through).

    Args:
        note: takes every mistake and reminder.
        after_batch: is told after each batch which part of the file was read, and what came of it so far.

    Raises:
        PeopleListError: the list cannot be read, or lacks the columns.
    """
    mapping = this.mapping
    with PeopleList(
        file, mapping.header_row, mapping.sheet, tuple(mapping.columns()), with_hidden=with_hidden
    ) as people:
        importing = Importing(engine, this, note, towns_of(kb))
        is_damaged = is_damaged_list(people, mapping)
        reader = FirstRowsReader(mapping, people.header, kb.facts, this.secret, importing.note, is_damaged=is_damaged)
        progress = importing.run(people.rows(), reader, lambda: after_batch(people.done, importing.progress))
        return ImportedList(
            progress,
            people.header,
            tuple(people.remarks()),
            people.left_out,
            damage(mapping) if reader.has_seen_damage else "",
            _dropped(this),
            reader.first,
        )


def towns_of(kb: KnowledgeBase) -> frozenset[str]:
    """Return the ids and titles of the towns of the knowledge base."""
    return frozenset(name for town in kb.towns.values() for name in (town.id, town.title))


def _dropped(this: Import) -> tuple[str, ...]:
    columns = (this.mapping.person.name, this.mapping.person.phone)
    return () if this.sealer is not None else tuple(column for column in columns if column is not None)


class FirstRowsReader(RowReader):
    """A reader that keeps the first rows it read, in ``first``: the number of each, and None for one that is left out."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.first: list[tuple[int, PersonRow | None]] = []

    def read(self, row: Row) -> PersonRow | None:
        """Return the person of a row."""
        person = super().read(row)
        if len(self.first) < MOST_SHOWN:
            self.first.append((row.number, person))
        return person

"""Imports a list of people: reads, checks and stores it in batches, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice

from sqlalchemy.engine import Engine

from bot.people.imports.batch import store_batch
from bot.people.imports.import_job import Import, ImportCounts
from bot.people.imports.list_files import Row
from bot.people.imports.person_row import PersonRow, RowMistake
from bot.people.imports.repeats import Repeats
from bot.people.imports.row_reader import RowReader

BATCH = 5_000
MOST_TOWNS_TOLD = 10
Note = Callable[[RowMistake], None]


@dataclass
class ImportProgress:
    """How far an import has come: rows read, rows left out, mistakes noted, and what became of the people.

    Args:
        strange_towns: the first rows whose town the knowledge base does not have; kept as it is written.
    """

    rows: int = 0
    lost: int = 0
    mistakes: int = 0
    strange_towns: list[int] = field(default_factory=list)
    counts: ImportCounts = field(default_factory=ImportCounts)

    @property
    def kept(self) -> int:
        """Return how many rows were good enough to be stored."""
        return self.rows - self.lost


class Importing:
    """One import.

    Args:
        engine: of the database; None only checks the list (a dry run).
        this: what all batches share.
        note: takes every mistake, in the order of the rows of a batch.
        towns: the ids and titles of the towns of the knowledge base; empty when it has none yet.
    """

    def __init__(self, engine: Engine | None, this: Import, note: Note, towns: frozenset[str] = frozenset()) -> None:
        self._engine, self._this, self._note, self._towns = engine, this, note, towns
        self.progress = ImportProgress()

    def note(self, mistake: RowMistake) -> None:
        """Take a mistake of the reader or of a batch and pass it on."""
        self.progress.mistakes += 1
        self.progress.lost += mistake.is_row_lost
        self._note(mistake)

    def run(self, rows: Iterable[Row], reader: RowReader, after_batch: Callable[[], None]) -> ImportProgress:
        """Import the rows; ``after_batch`` is called when a batch is stored. May be run again after it broke off."""
        repeats = Repeats()
        try:
            for batch in _batches(rows):
                self.progress.rows += len(batch)
                people = self._distinct([person for row in batch if (person := reader.read(row))], repeats)
                self._look_at_towns(people)
                self._store(people)
                after_batch()
        finally:
            repeats.close()
        return self.progress

    def _distinct(self, people: list[PersonRow], repeats: Repeats) -> list[PersonRow]:
        """Return the people whose key was not seen before in this list; the first of several rows counts."""
        earlier = repeats.first_seen(people)
        column = self._this.mapping.key.column
        for person in people:
            if person.number in earlier:
                first = earlier[person.number]
                where = (
                    f"第 {first.row} 行" if first.sheet in ("", person.sheet) else f"“{first.sheet}”第 {first.row} 行"
                )
                words = f"和{where}编号相同，以那一行为准；请删去多余的"
                place = f"{person.sheet}!{person.number}" if person.sheet else ""
                self.note(RowMistake(person.number, column, words, is_row_lost=True, place=place))
        return [person for person in people if person.number not in earlier]

    def _look_at_towns(self, people: list[PersonRow]) -> None:
        strange = self.progress.strange_towns
        if self._towns and len(strange) < MOST_TOWNS_TOLD:
            strange += [each.number for each in people if each.town is not None and each.town not in self._towns]
            del strange[MOST_TOWNS_TOLD:]

    def _store(self, people: list[PersonRow]) -> None:
        if self._engine is None or not people:
            return
        counts, mistakes = store_batch(self._engine, self._this, people)
        self.progress.counts += counts
        for mistake in mistakes:
            self.note(mistake)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows in batches, each of one sheet, so that a number stands for one row."""
    for _, of_sheet in groupby(rows, key=lambda row: row.sheet_number):
        while batch := list(islice(of_sheet, BATCH)):
            yield batch

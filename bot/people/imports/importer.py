"""Imports a list of people: reads, checks and stores it in batches, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from sqlalchemy.engine import Engine

from bot.people.imports.batches import store_batch
from bot.people.imports.import_job import Import, ImportCounts
from bot.people.imports.list_files import Row
from bot.people.imports.person_row import PersonRow, RowMistake
from bot.people.imports.repeats import Repeats
from bot.people.imports.row_reader import RowReader
from bot.people.unions import ID_NUMBER

# What a batch holds lies in memory several times over: read, matched, stored.
BATCH = 1_000
MOST_TOWNS_TOLD = 10
Note = Callable[[RowMistake], None]


@dataclass
class ImportProgress:
    """How far an import has come: rows read, rows left out, mistakes noted, and what became of the people.

    Args:
        reminders: places where nothing was left out and somebody should look.
        strange_towns: the first rows whose town the knowledge base does not have; kept as it is written.
    """

    rows: int = 0
    lost: int = 0
    mistakes: int = 0
    strange_towns: list[int] = field(default_factory=list)
    reminders: int = 0
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
        self.progress.reminders += mistake.is_reminder
        self.progress.mistakes += not mistake.is_reminder
        self.progress.lost += mistake.is_row_lost
        self._note(mistake)

    def run(self, rows: Iterable[Row], reader: RowReader, after_batch: Callable[[], None]) -> ImportProgress:
        """Import the rows; ``after_batch`` is called when a batch is stored. May be run again after it broke off."""
        with closing(Repeats()) as repeats, closing(Repeats()) as numbers:
            for batch in _batches(rows):
                self.progress.rows += len(batch)
                reader.look_at(batch)
                read = [person for row in batch if (person := reader.read(row))]
                people = self._distinct(self._distinct(read, reader, repeats), reader, numbers, by_number=True)
                self._look_at_towns(people)
                self._store(people, reader)
                after_batch()
        return self.progress

    def _distinct(
        self, people: list[PersonRow], reader: RowReader, repeats: Repeats, *, by_number: bool = False
    ) -> list[PersonRow]:
        """Return the people whose key (or identity number) was not seen before in this list; the first of several rows counts."""
        earlier = repeats.first_seen(people, _numbers(people) if by_number else None)
        column = (self._this.mapping.person.id_number if by_number else None) or self._this.mapping.key.column
        same = "身份证号" if by_number else "编号"
        for person in people:
            if person.number in earlier:
                first = earlier[person.number]
                where = (
                    f"第 {first.row} 行" if first.sheet in ("", person.sheet) else f"“{first.sheet}”第 {first.row} 行"
                )
                words = f"和{where}{same}相同，以那一行为准；请删去多余的"
                place = reader.place(person, column)
                self.note(RowMistake(person.number, column, words, is_row_lost=True, place=place))
        return [person for person in people if person.number not in earlier]

    def _look_at_towns(self, people: list[PersonRow]) -> None:
        strange = self.progress.strange_towns
        if self._towns and len(strange) < MOST_TOWNS_TOLD:
            strange += [each.number for each in people if each.town is not None and each.town not in self._towns]
            del strange[MOST_TOWNS_TOLD:]

    def _store(self, people: list[PersonRow], reader: RowReader) -> None:
        if self._engine is None or not people:
            return
        counts, mistakes = store_batch(self._engine, self._this, people)
        self.progress.counts += counts
        by_number = {person.number: person for person in people}
        for mistake in mistakes:
            self.note(replace(mistake, place=reader.place(by_number[mistake.number], mistake.column)))


def _numbers(people: Iterable[PersonRow]) -> dict[int, str]:
    """Return the digest of the identity number by row, where there is one."""
    return {person.number: key.digest for person in people for key in person.strong if key.kind == ID_NUMBER}


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows in batches, each of one sheet, so that a number stands for one row."""
    for _, of_sheet in groupby(rows, key=lambda row: row.sheet_number):
        while batch := list(islice(of_sheet, BATCH)):
            yield batch

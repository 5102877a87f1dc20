"""One list of openings from its file to the database, or only looked through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.jobs.imports.columns import TITLE, find_columns
from bot.jobs.imports.opening_batch import store_openings
from bot.jobs.imports.opening_job import OpeningCounts, OpeningImport
from bot.jobs.imports.opening_reader import OpeningReader
from bot.jobs.imports.opening_row import OpeningRow
from bot.jobs.model import FlagKind
from bot.kb import KnowledgeBase
from bot.people.imports import PeopleList, Row, RowMistake

BATCH = 1_000


@dataclass
class OpeningProgress:
    """How far an import has come.

    Args:
        flagged: how many rows have something to look at, by what.
        dropped: whether contacts were left out because there is no key to seal them.
    """

    rows: int = 0
    lost: int = 0
    mistakes: int = 0
    reminders: int = 0
    counts: OpeningCounts = field(default_factory=OpeningCounts)
    flagged: dict[FlagKind, int] = field(default_factory=dict)
    dropped: bool = False
    remarks: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


def import_openings(
    engine: Engine | None,
    this: OpeningImport,
    file: Path,
    kb: KnowledgeBase,
    on: date,
    note: Callable[[RowMistake], None],
    after_batch: Callable[[float, OpeningProgress], None] = lambda done, progress: None,
    *,
    with_hidden: bool = False,
) -> OpeningProgress:
    """Import a list of openings (or, without an engine, only look it through); may be run again after it broke off.

    Args:
        on: the day of the import.
        note: takes every mistake and reminder.
        after_batch: is told after each batch which part of the file was read, and what came of it so far.

    Raises:
        PeopleListError: the list cannot be read, or has no column of employers or titles.
    """
    columns = find_columns(file)
    progress = OpeningProgress(columns=tuple(columns.titles.items()))

    def tell(mistake: RowMistake) -> None:
        progress.reminders += mistake.is_reminder
        progress.mistakes += not mistake.is_reminder
        progress.lost += mistake.is_row_lost
        note(mistake)

    with PeopleList(file, needed=columns.needed, with_hidden=with_hidden) as rows:
        reader = OpeningReader(columns, rows.header, kb, on, tell)
        first_rows: dict[bytes, tuple[int, int]] = {}
        for batch in _batches(rows.rows()):
            progress.rows += len(batch)
            read = list(_distinct(batch, reader, first_rows, tell))
            _count_flags(read, progress, this)
            if engine is not None and read:
                progress.counts += store_openings(engine, this, read)
            after_batch(rows.done, progress)
        progress.remarks = tuple(rows.remarks())
    return progress


def _distinct(
    batch: Iterable[Row],
    reader: OpeningReader,
    first_rows: dict[bytes, tuple[int, int]],
    tell: Callable[[RowMistake], None],
) -> Iterator[OpeningRow]:
    """Yield the openings of a batch whose key was not seen before in this list; the first of several rows counts."""
    for row in batch:
        opening = reader.read(row)
        if opening is None:
            continue
        here = row.sheet_number, row.number
        first = first_rows.setdefault(bytes.fromhex(opening.source_key), here)
        if first != here:
            words = f"和第 {first[1]} 行是同一个岗位，以那一行为准；请删去多余的"
            tell(RowMistake(row.number, "", words, is_row_lost=True, place=reader.place(row, TITLE)))
        else:
            yield opening


def _count_flags(rows: Iterable[OpeningRow], progress: OpeningProgress, this: OpeningImport) -> None:
    for row in rows:
        for kind in {flag.kind for flag in row.flags}:
            progress.flagged[kind] = progress.flagged.get(kind, 0) + 1
        if this.sealer is None and (row.hidden or row.employer.contact or row.employer.phone):
            progress.dropped = True


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows in batches, each of one sheet."""
    for _, of_sheet in groupby(rows, key=lambda row: row.sheet_number):
        while batch := list(islice(of_sheet, BATCH)):
            yield batch

"""Every kind of list that offices bring, with its neighbours, through the whole import into a real database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from bot.outreach.ledger.merged_people import MergedNotices
from bot.people.imports import Import, PeopleListError, RowMistake, load_mapping
from bot.people.imports.left_out import LeftOut
from bot.people.imports.list_import import ImportedList, run_import
from bot.people.sealer import Sealer
from bot.storage.tables import people
from tests.databases import Databases
from tests.people.conftest import KEY, NOW, SECRET, TODAY
from tests.people.imports.kept_lists import HEADINGS, MAPPING, identity_number
from tests.people.imports.kinds import (
    of_books,
    of_cells,
    of_days,
    of_files,
    of_headings,
    of_numbers,
    of_texts,
    of_words,
)
from tests.people.imports.kinds.neighbour import Neighbour, usual

FEWEST = 3
CHAPTERS = (of_books, of_headings, of_cells, of_texts, of_numbers, of_days, of_words, of_files)
KINDS: Mapping[str, tuple[Neighbour, ...]] = {
    kind: told for chapter in CHAPTERS for kind, told in chapter.KINDS.items()
}
ALL = [(kind, neighbour) for kind, told in KINDS.items() for neighbour in told]
# What a made-up person's name, phone or number is like, in whatever a list may say of them.
PRIVATE = ("测试0", "1380000", "1390000", "1201111978", identity_number(1)[:10])


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    """Give an empty SQLite database; both databases are held against each other in the tests of batches."""
    lent = databases.without_rows(databases.new_file())
    yield lent
    lent.dispose()


def imported(
    engine: Engine, neighbour: Neighbour, folder: Path, kb: KnowledgeBase, source: str = "kept"
) -> tuple[ImportedList, list[RowMistake]]:
    folder.mkdir()
    mapping = folder / "mapping.yml"
    content = {name: value for name, value in {**MAPPING, "source": source, **neighbour.changes}.items() if value}
    mapping.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    this = Import(load_mapping(mapping, kb, TODAY), SECRET, Sealer(KEY), NOW, MergedNotices())
    mistakes: list[RowMistake] = []
    file, with_hidden = neighbour.made(folder), neighbour.with_hidden
    done = run_import(engine, this, file, kb, mistakes.append, lambda *_: None, with_hidden=with_hidden)
    return done, mistakes


def stored(engine: Engine) -> list[dict[str, Any]]:
    """Return what is stored of each person, in the order of their names."""
    sealer = Sealer(KEY)
    with engine.connect() as connection:
        rows = connection.execute(select(people)).all()
    found = []
    for row in rows:
        since = row.provenance.get("unemployed_months", {}).get("since")
        sealed = {"name": row.name_sealed, "phone": row.phone_sealed}
        told = {name: None if value is None else sealer.open(value) for name, value in sealed.items()}
        found.append({**told, "town": row.town, "born_on": row.born_on, **row.facts, "since": since})
    return sorted(({key: value for key, value in each.items() if value is not None} for each in found), key=_by_name)


def _by_name(told: Mapping[str, Any]) -> tuple[str, str]:
    return str(told.get("name", "")), str(told.get("phone", ""))


def expected(neighbour: Neighbour) -> list[dict[str, Any]]:
    told = [{**usual(number), **changes} for number, changes in neighbour.stored.items()]
    return sorted(({key: value for key, value in each.items() if value is not None} for each in told), key=_by_name)


def left_out(told: LeftOut) -> dict[str, Any]:
    """Return what was not read, each with how much of it."""
    found: dict[str, Any] = {why.value: count for why, count in told.rows.items()}
    found.update({name: rows for name, _, rows in told.sheets})
    # Which of the usual columns a mapping passes over is seen in the mapping.
    columns = tuple(title for title in told.columns if title not in HEADINGS)
    found.update({"columns": columns, "cells": told.cells, "joined": len(told.joined)})
    return {what: much for what, much in found.items() if much}


@pytest.mark.parametrize(("kind", "neighbour"), ALL, ids=[f"{kind}: {neighbour.title}" for kind, neighbour in ALL])
def test_a_list_of_a_kind_is_stored_as_far_as_it_can_be_read_and_the_rest_is_said(
    engine: Engine, kb: KnowledgeBase, tmp_path: Path, kind: str, neighbour: Neighbour
) -> None:
    if neighbour.before is not None:
        imported(engine, neighbour.before, tmp_path / "before", kb, "before")
    if neighbour.refused:
        with pytest.raises(PeopleListError) as refused:
            imported(engine, neighbour, tmp_path / "list", kb)
        assert neighbour.refused in str(refused.value)
        assert not any(private in str(refused.value) for private in PRIVATE)
        assert stored(engine) == []
        return
    done, mistakes = imported(engine, neighbour, tmp_path / "list", kb)
    assert stored(engine) == expected(neighbour)
    told = sorted((each.place, each.message, each.is_row_lost) for each in mistakes)
    assert [(place, is_lost) for place, _, is_lost in told] == sorted((p, lost) for p, _, lost in neighbour.wrong)
    for (_, words, _), (_, message, _) in zip(sorted(neighbour.wrong), told, strict=True):
        assert words in message
    assert left_out(done.left_out) == neighbour.left_out
    said = "\n".join([*done.remarks, done.damage, *(each.message for each in mistakes)])
    for words in neighbour.said:
        assert words in said
    assert not any(private in said for private in PRIVATE)
    assert done.progress.lost == sum(is_lost for _, _, is_lost in neighbour.wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_three_neighbours_that_differ(kind: str) -> None:
    titles = {neighbour.title for neighbour in KINDS[kind]}
    assert len(titles) == len(KINDS[kind]) >= FEWEST

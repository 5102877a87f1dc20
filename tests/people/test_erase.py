"""A person is told everything that is held, and after erasing nothing is left in any table."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Integer, insert, select
from sqlalchemy.engine import Engine

from bot.errors import SettingsError, SituationError
from bot.people import Consents, Identities, Sealer, erase_person, export_person
from bot.people.export import LOCKED, SEALED
from bot.people.held import holdings
from bot.storage.tables import employers, erased_counts, metadata, openings, people
from bot.storage.tables.base import Document, Moment
from tests.people.conftest import KEY, NOW, SECRET, Desk, person, stored

FILLED = ("people", "channel_identities", "consents")


def any_value(column: Any, number: int) -> Any:
    if isinstance(column.type, Moment):
        return NOW
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Integer):
        return number
    if isinstance(column.type, Date):
        return NOW.date()
    if column.name in SEALED:
        return Sealer(KEY).seal(f"v{number}")
    return {} if column.type is Document else f"v{number}"


def fill(engine: Engine, number: int, ids: dict[str, str]) -> None:
    """Put one row about a person into every table that names people or conversations."""
    with engine.begin() as connection:
        # What rows about people point to.
        for table in (employers, openings):
            connection.execute(insert(table).values(**{each.name: any_value(each, number) for each in table.columns}))
        held_in = {holding.table for holding in holdings() if holding.table.name not in FILLED}
        for table in (each for each in metadata.sorted_tables if each in held_in):
            row = {column.name: any_value(column, number) for column in table.columns}
            named = {held.column.name: ids[held.by] for held in holdings() if held.table is table}
            connection.execute(insert(table).values(**{**row, **named}))


@pytest.fixture
def two(engine: Engine, desk: Desk) -> list[dict[str, str]]:
    """Give two people of whom every table holds something."""
    desk.put(engine, [person(1), person(2)])
    both = []
    for number in (1, 2):
        who = stored(engine)[f"k{number}"].id
        (identity,) = Identities(engine, SECRET).of_person(who)
        both.append({"person": who, "conversation": identity.conversation})
        fill(engine, number, both[-1])
    return both


def whole_database(engine: Engine) -> dict[str, str]:
    """Return every table as text, for looking whether an id is anywhere."""
    with engine.connect() as connection:
        return {t.name: repr(connection.execute(select(t)).all()) for t in metadata.sorted_tables}


def test_every_table_that_names_people_or_conversations_is_covered() -> None:
    covered = {held.table.name for held in holdings()}
    assert covered >= {"people", "conversations", "offered_choices", "stored_replies", "notices", "consents"}
    suspicious = ("person", "conversation", "sender")
    uncovered = [t for t in metadata.sorted_tables if t.name not in covered]
    assert not [f"{t.name}.{c.name}" for t in uncovered for c in t.columns if any(s in c.name for s in suspicious)]


def test_erasing_leaves_nothing_of_the_one_and_all_of_the_other(engine: Engine, two: list[dict[str, str]]) -> None:
    gone, stays = two
    before = export_person(engine, stays["person"])
    rows = sum(len(part) for part in export_person(engine, gone["person"]).values() if isinstance(part, list))
    assert erase_person(engine, gone["person"], NOW) == rows
    for name, content in whole_database(engine).items():
        assert gone["person"] not in content, name
        assert gone["conversation"] not in content, name
        assert "openid-1" not in content, name
    assert export_person(engine, stays["person"]) == before
    with pytest.raises(SituationError):
        export_person(engine, gone["person"])


def test_only_the_number_of_notices_remains(engine: Engine, two: list[dict[str, str]]) -> None:
    for each in two:
        erase_person(engine, each["person"], NOW)
    with engine.connect() as connection:
        counts = connection.execute(select(erased_counts)).all()
        assert connection.execute(select(people)).first() is None
    # Every moment of the rows is filled in; their state and answer are no real ones.
    stages = ("asked", "delivered", "read")
    assert sorted(tuple(row) for row in counts) == [(of, stage, 1) for of in ("v1", "v2") for stage in stages]


def test_everything_held_is_told_and_can_be_written_as_json(engine: Engine, two: list[dict[str, str]]) -> None:
    told = export_person(engine, two[0]["person"], Sealer(KEY))
    assert {held.table.name for held in holdings()} <= set(told)
    assert all(told[held.table.name] for held in holdings())
    (row,) = told["people"]
    assert (row["name"], row["phone"], row["born_on"]) == ("测试0001", "000-00000001", "1985-03-09")
    assert row["provenance"]["has_job"]["basis"] == "本人同意"
    assert "openid-2" not in json.dumps(told, ensure_ascii=False)


def test_a_row_that_names_person_and_conversation_is_told_once(engine: Engine, two: list[dict[str, str]]) -> None:
    assert len(export_person(engine, two[0]["person"])["notices"]) == 1


def test_withdrawn_consents_are_told_too(engine: Engine, two: list[dict[str, str]]) -> None:
    Consents(engine).withdraw(two[0]["person"], "chat", NOW + timedelta(hours=1))
    (consent,) = export_person(engine, two[0]["person"])["consents"]
    assert (consent["withdrawn_by"], consent["withdrawn_at"]) == ("chat", "2026-11-25T11:00:00+08:00")


def test_without_the_key_name_and_phone_stay_locked(engine: Engine, two: list[dict[str, str]]) -> None:
    (row,) = export_person(engine, two[0]["person"])["people"]
    assert (row["name"], row["phone"]) == (LOCKED, LOCKED)
    assert "name_sealed" not in row
    with pytest.raises(SettingsError, match="LEYE_PEOPLE_KEY"):
        export_person(engine, two[0]["person"], Sealer("o" * 32))


def test_nobody_can_be_neither_told_nor_erased(engine: Engine) -> None:
    with pytest.raises(SituationError, match="pnobody"):
        export_person(engine, "pnobody")
    with pytest.raises(SituationError, match="pnobody"):
        erase_person(engine, "pnobody", NOW)

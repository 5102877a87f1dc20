"""After the key was exchanged, a split gives back names that the key of today opens."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Engine

from bot.errors import SettingsError
from bot.people import export_person, reseal_column
from bot.people.sealer import Sealer
from bot.people.unions import merge_people, reseal_records, split_merge
from bot.storage.tables import merges, people
from tests.people.conftest import KEY
from tests.people.unions.conftest import LATER, LEDGER

NEW = "n" * 32


def test_what_a_union_kept_is_sealed_anew_once(engine: Engine, two: tuple[str, str]) -> None:
    merge_people(engine, LEDGER, *two, "boss", LATER)
    both = Sealer(NEW, KEY)
    assert reseal_records(engine, both) == 4
    assert reseal_records(engine, both) == 0
    for name in ("name_sealed", "phone_sealed"):
        reseal_column(engine, both, people, name)
    split_merge(engine, LEDGER, two[0], "boss", LATER)
    names = [export_person(engine, each, Sealer(NEW))["people"][0]["name"] for each in two]
    assert names == ["测试1", "测试2"]


def test_what_neither_key_opens_is_said(engine: Engine, two: tuple[str, str]) -> None:
    merge_people(engine, LEDGER, *two, "boss", LATER)
    with pytest.raises(SettingsError, match="LEYE_PEOPLE_KEY"):
        reseal_records(engine, Sealer(NEW))
    with engine.begin() as connection:
        connection.execute(update(merges).values(before={}))
    assert reseal_records(engine, Sealer(NEW)) == 0

"""Imports: what is stored, and that importing again, breaking off, or importing twice at once changes nothing."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.people import Consents, Facts, Identities
from bot.people.imports import importer as module
from bot.people.imports.import_job import ImportCounts
from bot.people.sealer import Sealer
from bot.storage.tables import channel_identities, consents, people
from tests.people.conftest import KEY, NOW, SECRET, Desk, person, stored

UNSTABLE = ("id", "created_at", "updated_at", "name_sealed", "phone_sealed")


def content(engine: Engine) -> list[tuple[Any, ...]]:
    """Return what is stored, without what is drawn by lot or told by the clock."""
    with engine.connect() as connection:
        rows = [
            {name: value for name, value in dict(row._mapping).items() if name not in UNSTABLE}
            for row in connection.execute(select(people).order_by(people.c.source_key))
        ]
        joined = select(people.c.source_key, channel_identities.c.conversation, consents.c.topic, consents.c.given_at)
        joined = joined.outerjoin(channel_identities, channel_identities.c.person == people.c.id)
        joined = joined.outerjoin(consents, consents.c.person == people.c.id)
        reached = sorted(map(str, connection.execute(joined)))
    return [tuple(map(str, row.values())) for row in rows] + [(each,) for each in reached]


def count(engine: Engine, table: Any) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_row_becomes_a_person_with_provenance_consent_and_address(engine: Engine, desk: Desk) -> None:
    done = desk.put(engine, [person(1)])
    assert (done.rows, done.lost, done.counts) == (1, 0, ImportCounts(fresh=1))
    row = stored(engine)["k1"]
    assert (row.source, row.town, row.born_on) == ("list", "示例街镇甲", date(1985, 3, 9))
    assert row.facts == {"has_job": False, "unemployed_months": 14}
    assert row.provenance["has_job"] == {"origin": "import:list", "on": "2026-11-01", "basis": "本人同意"}
    assert Sealer(KEY).open(row.name_sealed) == "测试0001"
    (identity,) = Identities(engine, SECRET).of_person(row.id)
    assert (identity.address, identity.is_reachable) == ("openid-1", True)
    (consent,) = Consents(engine).in_force(row.id)
    assert (consent.topic, consent.channel, consent.origin) == ("all", "wechat", "import:list")
    assert consent.basis == "本人勾选"


def test_names_and_phones_lie_sealed_and_without_a_key_not_at_all(engine: Engine, desk: Desk) -> None:
    desk.put(engine, [person(1)])
    row = stored(engine)["k1"]
    assert "测试" not in row.name_sealed
    assert "00000001" not in row.phone_sealed
    desk.put(engine, [person(2)], key=None)
    assert (stored(engine)["k2"].name_sealed, stored(engine)["k2"].phone_sealed) == (None, None)


def test_the_same_list_again_changes_nothing(engine: Engine, desk: Desk) -> None:
    rows = [person(number) for number in range(20)]
    desk.put(engine, rows)
    before = stored(engine)
    again = desk.put(engine, rows, at=NOW + timedelta(days=1))
    assert again.counts == ImportCounts(unchanged=20)
    assert stored(engine) == before
    assert (count(engine, consents), count(engine, channel_identities)) == (20, 20)


def test_a_newer_list_changes_what_it_says_and_forgets_facts_it_leaves_blank(engine: Engine, desk: Desk) -> None:
    desk.put(engine, [person(1)])
    before = stored(engine)["k1"]
    newer = person(1, 就业="是", 失业="", 街镇="", 姓名="", 电话="")
    assert desk.put(engine, [newer], facts_on=date(2026, 11, 20)).counts == ImportCounts(changed=1)
    after = stored(engine)["k1"]
    assert after.facts == {"has_job": True}
    assert (after.id, after.town, after.name_sealed) == (before.id, "示例街镇甲", before.name_sealed)


def test_what_was_said_in_the_chat_later_is_not_overwritten(engine: Engine, desk: Desk) -> None:
    desk.put(engine, [person(1)])
    said = {"has_job": True, "veteran": True}
    Facts(engine, desk.kb.facts).state(stored(engine)["k1"].id, said, "chat", date(2026, 11, 10), "本人说的")
    desk.put(engine, [person(1)])
    row = stored(engine)["k1"]
    assert row.facts == {"has_job": True, "veteran": True, "unemployed_months": 14}
    desk.put(engine, [person(1)], facts_on=date(2026, 11, 20))
    assert stored(engine)["k1"].facts["has_job"] is False


def test_an_import_that_broke_off_and_ran_again_equals_one_clean_run(
    engine: Engine, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 10)
    rows = [person(number) for number in range(35)]
    desk.put(engine, rows)
    clean = content(engine)
    with engine.begin() as connection:
        connection.execute(people.delete())
    real, calls = module.store_batch, []

    def killed(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(module, "store_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.put(engine, rows)
    assert count(engine, people) == 20
    monkeypatch.setattr(module, "store_batch", real)
    assert desk.put(engine, rows).counts == ImportCounts(fresh=15, unchanged=20)
    assert content(engine) == clean


def test_two_imports_at_once_make_nobody_twice(
    engine: Engine, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(module, "BATCH", 25)
    rows = [person(number) for number in range(200)]
    failures: list[BaseException] = []

    def run(name: str, rows: list[list[str]]) -> None:
        folder = tmp_path / name
        folder.mkdir()
        try:
            Desk(folder, desk.kb).put(engine, rows)
        except BaseException as error:
            failures.append(error)

    threads = [
        threading.Thread(target=run, args=("one", rows)),
        threading.Thread(target=run, args=("two", rows[::-1])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert [count(engine, table) for table in (people, consents, channel_identities)] == [200, 200, 200]


def test_the_first_of_two_rows_with_one_key_counts_also_in_another_batch(
    engine: Engine, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    rows = [person(1), person(1, 就业="是", openid=""), person(2), person(1, 就业="是", openid="")]
    done = desk.put(engine, rows)
    assert (done.lost, done.kept) == (2, 2)
    assert [(each.number, each.is_row_lost) for each in desk.mistakes] == [(3, True), (5, True)]
    assert all("第 2 行" in each.message for each in desk.mistakes)
    assert stored(engine)["k1"].facts["has_job"] is False


def test_a_dry_run_finds_the_mistakes_without_a_database(desk: Desk) -> None:
    done = desk.put(None, [person(1), person(2, 就业="也许")])
    assert (done.rows, done.mistakes, done.counts) == (2, 1, ImportCounts())


def test_somebody_who_wrote_first_and_is_listed_later_stays_one_person(engine: Engine, desk: Desk) -> None:
    met = Identities(engine, SECRET).meet("wechat", "wxapp", "openid-1", NOW)
    Facts(engine, desk.kb.facts).state(met.person, {"veteran": True}, "chat", date(2026, 11, 2), "本人说的")
    desk.put(engine, [person(1)])
    row = stored(engine)["k1"]
    assert row.id == met.person
    assert row.facts == {"veteran": True, "has_job": False, "unemployed_months": 14}
    assert count(engine, people) == 1


def test_one_address_on_two_rows_stays_with_the_first_and_is_told(engine: Engine, desk: Desk) -> None:
    for _ in range(2):
        desk.put(engine, [person(1), person(2, openid="openid-1")])
        assert [(each.number, each.column, each.is_row_lost) for each in desk.mistakes] == [(3, "openid", False)]
        assert "openid-1" not in desk.mistakes[0].message
    assert [i.address for i in Identities(engine, SECRET).of_person(stored(engine)["k1"].id)] == ["openid-1"]
    assert Identities(engine, SECRET).of_person(stored(engine)["k2"].id) == []

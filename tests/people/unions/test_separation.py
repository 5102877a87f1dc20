"""One person becomes two again: each is as before, what was stated since stays where it belongs, and they stay two."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.people import Consents, Facts, erase_person, export_person
from bot.people.unions import merge_people, split_list, split_merge
from bot.storage.tables import list_entries, merges, people, strong_keys
from tests.people.conftest import NOW, Desk
from tests.people.imports.batches.test_batch_matches import FIRST, SECOND, everyone, put, row
from tests.people.unions.conftest import LATER, LEDGER, held


def test_what_was_split_is_merged_again_and_split_again(engine: Engine, two: tuple[str, str]) -> None:
    one, other = two
    before = held(engine, one), held(engine, other)
    for _ in range(3):
        merge_people(engine, LEDGER, one, other, "boss", LATER)
        assert len(everyone(engine)) == 1
        split_merge(engine, LEDGER, one, "boss", LATER)
        assert (held(engine, one), held(engine, other)) == before
    with engine.connect() as connection:
        assert len(connection.execute(select(merges)).all()) == 1


def test_three_records_become_one_and_part_in_reverse(engine: Engine, desk: Desk, two: tuple[str, str]) -> None:
    one, other = two
    put(desk, engine, {**FIRST, "source": "list-c"}, row(3, 就业="否"))
    third = next(each.id for each in everyone(engine) if each.source == "list-c")
    before = [held(engine, each) for each in (one, other, third)]
    merge_people(engine, LEDGER, other, one, "boss", LATER)
    merge_people(engine, LEDGER, third, other, "boss", LATER)
    assert export_person(engine, one)["person"] == third
    assert split_merge(engine, LEDGER, one, "boss", LATER).other == other
    assert split_merge(engine, LEDGER, one, "boss", LATER).other == one
    assert [held(engine, each) for each in (one, other, third)] == before


def test_what_is_stated_while_they_are_one_stays_where_it_was_said(
    engine: Engine, desk: Desk, two: tuple[str, str]
) -> None:
    one, other = two
    merge_people(engine, LEDGER, one, other, "boss", LATER)
    Facts(engine, desk.kb.facts).state(one, {"veteran": True}, "chat", date(2026, 11, 24), "本人说的")
    put(desk, engine, SECOND, row(2, 就业="否", 困难="否", openid="openid-2"), facts_on=date(2026, 11, 24))
    split_merge(engine, LEDGER, other, "boss", LATER)
    by_id = {each.id: each.facts for each in everyone(engine)}
    assert (by_id[one]["veteran"], by_id[one]["has_job"], by_id[one]["difficulty_recognised"]) == (True, False, True)
    assert "veteran" not in by_id[other] and by_id[other]["difficulty_recognised"] is False


def test_who_agrees_while_they_are_one_is_asked_again_when_they_part(engine: Engine, two: tuple[str, str]) -> None:
    one, other = two
    Consents(engine).withdraw(one, "chat", NOW)
    merge_people(engine, LEDGER, one, other, "boss", LATER)
    Consents(engine).give(one, "all", "wechat", "chat", LATER)
    split_merge(engine, LEDGER, one, "boss", LATER)
    assert [Consents(engine).in_force(each) for each in two] == [[], []]


def test_one_list_is_taken_from_somebody_and_the_next_import_keeps_them_two(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1, 就业="否", 同意="是"))
    put(desk, engine, SECOND, row(1, 困难="是"))
    [one] = everyone(engine)
    done = split_list(engine, one.id, "list-b", "boss", LATER)
    by_id = {each.id: each.facts for each in everyone(engine)}
    assert by_id[one.id]["has_job"] is False and "difficulty_recognised" not in by_id[one.id]
    assert by_id[done.other]["difficulty_recognised"] is True and "has_job" not in by_id[done.other]
    assert len(Consents(engine).in_force(one.id)) == 1
    for _ in range(2):
        put(desk, engine, FIRST, row(1, 就业="否", 同意="是"))
        put(desk, engine, SECOND, row(1, 困难="是"))
        assert {each.id for each in everyone(engine)} == {one.id, done.other}
    merge_people(engine, LEDGER, one.id, done.other, "boss", LATER)
    put(desk, engine, SECOND, row(1, 困难="是"))
    [found] = everyone(engine)
    assert (found.facts["has_job"], found.facts["difficulty_recognised"]) == (False, True)


def test_after_a_split_a_list_that_proves_them_one_does_not_merge_them_again(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1, 身份证="", 就业="否"))
    put(desk, engine, SECOND, row(1, 姓名="", 困难="是"))
    one, other = (each.id for each in everyone(engine))
    merge_people(engine, LEDGER, one, other, "boss", LATER)
    split_merge(engine, LEDGER, one, "boss", LATER)
    put(desk, engine, {**FIRST, "source": "list-c"}, row(1))
    assert {one, other} == {each.id for each in everyone(engine)}


@pytest.mark.parametrize("which", [0, 1])
def test_erasing_either_after_a_split_leaves_nothing_of_the_one(
    engine: Engine, two: tuple[str, str], which: int
) -> None:
    merge_people(engine, LEDGER, *two, "boss", LATER)
    split_merge(engine, LEDGER, two[0], "boss", LATER)
    erase_person(engine, two[which], LATER)
    with engine.connect() as connection:
        whole = "".join(repr(connection.execute(select(t)).all()) for t in (people, merges, list_entries, strong_keys))
    assert two[which] not in whole and two[1 - which] in whole

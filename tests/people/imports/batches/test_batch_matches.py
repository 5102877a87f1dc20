"""One person on several lists is one person when a strong key agrees, and never when only a weak one does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.people import Consents, Identities, erase_person, export_person
from bot.people.imports.import_job import ImportCounts
from bot.people.sealer import Sealer
from bot.storage.tables import list_entries, merges, metadata, people, strong_keys
from tests.people.conftest import KEY, NOW, SECRET, Desk
from tests.people.imports.kept_lists import identity_number

HEADER = ("编号", "姓名", "身份证", "电话", "街镇", "就业", "困难", "同意", "openid")
EARLY, LATE = date(2026, 11, 1), date(2026, 11, 20)
FIRST: dict[str, Any] = {
    "source": "list-a",
    "facts_on": EARLY,
    "born_on": None,
    "id_number": "身份证",
    "facts": {"has_job": {"column": "就业"}, "difficulty_recognised": {"column": "困难"}},
    "consents": [{"column": "同意", "topic": "all", "channel": "wechat", "basis": "本人勾选"}],
}
SECOND = {**FIRST, "source": "list-b"}
THIRD = {**FIRST, "source": "list-c"}


def row(number: int, **cells: str) -> list[str]:
    """Return a row that says who somebody is in every way there is."""
    usual = {
        "编号": f"k{number}",
        "姓名": f"测试{number}",
        "身份证": identity_number(number),
        "电话": f"138{number:08d}",
        "街镇": "",
        "就业": "",
        "困难": "",
        "同意": "",
        "openid": "",
    }
    return list({**usual, **cells}.values())


def put(desk: Desk, engine: Engine, which: dict[str, Any], *rows: list[str], **changes: Any) -> ImportCounts:
    return desk.put(engine, rows, HEADER, **{**which, **changes}).counts


def everyone(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return connection.execute(select(people).order_by(people.c.created_at, people.c.id)).all()


def reminded(desk: Desk) -> list[str]:
    return [mistake.message for mistake in desk.mistakes if mistake.is_reminder]


STRONG: dict[str, dict[str, str]] = {
    "the number": {"编号": "other", "姓名": "", "电话": ""},
    "the number with another key": {"编号": "k9", "电话": "13900000000"},
    "the number written otherwise": {
        "姓名": "",
        "电话": "",
        "身份证": f"'{identity_number(1)[:6]} {identity_number(1)[6:]}",
    },
    "name and phone": {"身份证": ""},
    "name and phone written otherwise": {"身份证": "", "姓名": "测 试1", "电话": "+86 138-0000-0001"},
    "the address": {"身份证": "", "姓名": "", "电话": "", "openid": "openid-1"},
}
WEAK: dict[str, dict[str, str]] = {
    "the key of another list": {"姓名": "", "身份证": "", "电话": ""},
    "the name": {"身份证": "", "电话": ""},
    "the name with another phone": {"身份证": "", "电话": "13900000000"},
    "the phone": {"身份证": "", "姓名": "测试9"},
    "name and phone of another number": {"身份证": identity_number(2)},
    "the address of another number": {"身份证": identity_number(2), "姓名": "", "电话": "", "openid": "openid-1"},
}


@pytest.mark.parametrize("cells", STRONG.values(), ids=STRONG)
def test_what_proves_it_makes_one_person_with_the_facts_of_both(
    engine: Engine, desk: Desk, cells: dict[str, str]
) -> None:
    put(desk, engine, FIRST, row(1, 就业="否", openid="openid-1"))
    counts = put(desk, engine, SECOND, row(1, 困难="是", **cells))
    [found] = everyone(engine)
    assert found.facts == {"has_job": False, "difficulty_recognised": True, "sex": found.facts["sex"]}
    origins = {fact: found.provenance[fact]["origin"] for fact in ("has_job", "difficulty_recognised")}
    assert origins == {"has_job": "import:list-a", "difficulty_recognised": "import:list-b"}
    assert (counts.fresh, counts.joined, counts.united) == (0, 1, 0)
    for which, again in ((FIRST, row(1, 就业="否", openid="openid-1")), (SECOND, row(1, 困难="是", **cells))):
        assert put(desk, engine, which, again) == ImportCounts(unchanged=1)


@pytest.mark.parametrize("cells", WEAK.values(), ids=WEAK)
def test_what_does_not_prove_it_leaves_two_people(engine: Engine, desk: Desk, cells: dict[str, str]) -> None:
    put(desk, engine, FIRST, row(1, 就业="否", openid="openid-1"))
    counts = put(desk, engine, SECOND, row(1, 困难="是", **cells))
    assert (len(everyone(engine)), counts.fresh, counts.joined) == (2, 1, 0)


def test_two_rows_of_one_list_are_two_people_unless_their_number_is_one(engine: Engine, desk: Desk) -> None:
    same = {"姓名": "测试1", "电话": "13800000001", "身份证": ""}
    put(desk, engine, FIRST, row(1, **same), row(2, **same))
    assert len(everyone(engine)) == 2
    counts = put(desk, engine, SECOND, row(3, **same))
    assert (counts.fresh, len(everyone(engine))) == (1, 3), "two people share name and phone, so these prove nothing"
    put(desk, engine, THIRD, row(5), row(6, 身份证=identity_number(5)))
    assert [(each.number, each.column, each.is_row_lost, each.place) for each in desk.mistakes] == [
        (3, "身份证", True, "C3")
    ]
    assert "身份证号相同" in desk.mistakes[0].message


def test_of_each_fact_the_newer_list_holds_and_what_differs_is_said(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1, 就业="否", 困难="是", 街镇="甲镇"), facts_on=LATE)
    put(desk, engine, SECOND, row(1, 就业="是", 街镇="乙镇", 姓名="测试一"), facts_on=EARLY)
    [found] = everyone(engine)
    assert (found.facts["has_job"], found.town) == (False, "甲镇")
    assert Sealer(KEY).open(found.name_sealed) == "测试1"
    assert [(each.place, each.column) for each in desk.mistakes] == [("F2", "就业"), ("E2", "街镇"), ("B2", "姓名")]
    assert "list-a（2026-11-20）" in reminded(desk)[0] and "记的是那一份" in reminded(desk)[0]
    assert "测试" not in "".join(reminded(desk)) and "乙镇" not in "".join(reminded(desk))
    put(desk, engine, SECOND, row(1, 就业="是", 街镇="乙镇"), facts_on=date(2026, 11, 24))
    [found] = everyone(engine)
    assert (found.facts["has_job"], found.town) == (True, "乙镇")
    assert "记的是这一份" in reminded(desk)[0]


def test_of_two_lists_of_one_day_the_one_that_came_first_holds_in_any_order(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1, 就业="否"))
    for which, said in ((SECOND, "是"), (FIRST, "否"), (SECOND, "是")):
        put(desk, engine, which, row(1, 就业=said))
        assert [each.facts["has_job"] for each in everyone(engine)] == [False]
    assert len(reminded(desk)) == 1


def test_a_third_list_makes_one_of_two_whom_it_proves_to_be_one(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1, 身份证="", 电话="", openid="openid-1", 就业="否", 同意="是"))
    put(desk, engine, SECOND, row(1, 姓名="", 电话="", 困难="是"))
    assert len(everyone(engine)) == 2
    counts = put(desk, engine, THIRD, row(1, openid="openid-1"))
    [found] = everyone(engine)
    assert (counts.fresh, counts.united) == (0, 1)
    assert (found.facts["has_job"], found.facts["difficulty_recognised"]) == (False, True)
    assert [each.address for each in Identities(engine, SECRET).of_person(found.id)] == ["openid-1"]
    assert len(Consents(engine).in_force(found.id)) == 1
    for which in (FIRST, SECOND, THIRD):
        put(desk, engine, which, row(1, openid="openid-1", 就业="否", 困难="是"))
        assert len(everyone(engine)) == 1


def test_a_number_that_a_list_corrects_no_longer_proves_anything(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1))
    put(desk, engine, FIRST, row(1, 身份证=identity_number(2)))
    put(desk, engine, SECOND, row(3, 身份证=identity_number(1)), row(4, 身份证=identity_number(2)))
    assert len(everyone(engine)) == 2


@pytest.mark.parametrize(("first", "second"), [("否", "是"), ("是", "否")])
@pytest.mark.parametrize(("on", "then"), [(EARLY, LATE), (LATE, EARLY), (EARLY, EARLY)])
def test_a_no_of_either_list_holds_whichever_is_newer_and_again_when_imported_again(
    engine: Engine, desk: Desk, first: str, second: str, on: date, then: date
) -> None:
    for _ in range(2):
        put(desk, engine, FIRST, row(1, 同意=first), facts_on=on)
        put(desk, engine, SECOND, row(1, 同意=second), facts_on=then)
        [found] = everyone(engine)
        assert Consents(engine).in_force(found.id) == []


def test_who_said_no_in_the_chat_is_not_written_to_because_of_another_list(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1, 同意="是"))
    [found] = everyone(engine)
    Consents(engine).withdraw(found.id, "chat", NOW - timedelta(days=10))
    for _ in range(2):
        put(desk, engine, SECOND, row(1, 同意="是"), facts_on=LATE)
        assert Consents(engine).in_force(found.id) == []
    Consents(engine).give(found.id, "all", "wechat", "chat", NOW + timedelta(days=1))
    put(desk, engine, SECOND, row(1, 同意="是"), facts_on=LATE)
    assert len(Consents(engine).in_force(found.id)) == 1


def test_two_lists_that_say_yes_are_one_yes(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1, 同意="是"))
    put(desk, engine, SECOND, row(1, 同意="是"))
    [found] = everyone(engine)
    assert len(Consents(engine).history(found.id)) == 1


def test_erasing_and_telling_find_every_list_and_every_digest(engine: Engine, desk: Desk) -> None:
    put(desk, engine, FIRST, row(1, 身份证="", 电话="", openid="openid-1"), row(2))
    put(desk, engine, SECOND, row(1, 姓名="", 电话=""))
    put(desk, engine, THIRD, row(1, openid="openid-1"))
    one, other = (each.id for each in sorted(everyone(engine), key=lambda each: each.source_key != "k1"))
    told = export_person(engine, one, Sealer(KEY))
    assert {each["source"] for each in told["list_entries"]} == {"list-a", "list-b", "list-c"}
    assert {each["kind"] for each in told["strong_keys"]} == {"id_number", "name_phone"}
    before = told["merges"][0]["before"]
    assert {before["kept"]["name"], before["gone"]["name"]} == {None, "测试1"}
    former = told["merges"][0]["other"]
    assert export_person(engine, former, Sealer(KEY)) == told
    erase_person(engine, former, NOW)
    with engine.connect() as connection:
        for table in (people, list_entries, strong_keys, merges):
            left = connection.execute(select(table)).all()
            assert one not in repr(left) and former not in repr(left), table.name
        assert connection.execute(select(func.count()).select_from(strong_keys)).scalar_one() == 2
        whole = "".join(repr(connection.execute(select(table)).all()) for table in metadata.sorted_tables)
    assert identity_number(1) not in whole and other in whole

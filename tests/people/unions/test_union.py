"""Two records become one by hand and two again: nothing of either is lost, no withdrawal and no notice least of all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.people import Consents, Identities, export_person
from bot.people.sealer import Sealer
from bot.people.unions import BusyPersonError, merge_people, split_list, split_merge
from bot.storage.tables import knocks, notices, referrals, template_grants
from tests.people.conftest import KEY, NOW, SECRET
from tests.people.imports.batches.test_batch_matches import everyone
from tests.people.test_erase import any_value
from tests.people.unions.conftest import LATER, LEDGER, held


def add_notice(engine: Engine, person: str, state: str, version: str = "1", kind: str = "notice", **more: Any) -> int:
    values = {
        "run": 1,
        "campaign": "c",
        "person": person,
        "policy": "p",
        "version": version,
        "kind": kind,
        "verdict": "eligible",
        "key": f"{person[:9]}{version}{kind[:9]}",
        "state": state,
        "attempts": 0,
        "not_after": NOW + timedelta(days=30),
        "planned_at": NOW,
    }
    with engine.begin() as connection:
        done = connection.execute(insert(notices).values(**{**values, **more}))
        return int(done.inserted_primary_key[0])


def of(engine: Engine, person: str) -> list[Any]:
    with engine.connect() as connection:
        query = select(notices.c.version, notices.c.kind, notices.c.state).where(notices.c.person == person)
        return sorted(map(tuple, connection.execute(query)))


def test_facts_meet_the_newer_holds_and_a_split_gives_each_its_own(engine: Engine, two: tuple[str, str]) -> None:
    one, other = two
    before = held(engine, one), held(engine, other)
    union = merge_people(engine, LEDGER, one, other, "boss", LATER)
    assert union.contested == {"has_job", "sex"}
    [found] = everyone(engine)
    assert (found.id, found.town) == (one, "甲镇")
    assert (found.facts["has_job"], found.facts["difficulty_recognised"]) == (True, True)
    assert Sealer(KEY).open(found.name_sealed) == "测试2"
    assert {each.address for each in Identities(engine, SECRET).of_person(one)} == {"openid-1", "openid-2"}
    split_merge(engine, LEDGER, one, "boss", LATER)
    assert (held(engine, one), held(engine, other)) == before


REFUSED: dict[str, tuple[list[Any], list[Any], set[str]]] = {
    "all of both": ([("all", None)], [("all", NOW)], set()),
    "one topic": ([("training_subsidy", None)], [("training_subsidy", NOW)], set()),
    "all against one topic": ([("training_subsidy", None)], [("all", NOW)], set()),
    "one topic against all": ([("all", None)], [("training_subsidy", NOW)], set()),
    "all but one": ([("all", None)], [("all", NOW), ("startup_loan", None)], {"startup_loan"}),
    "another topic": ([("startup_loan", None)], [("training_subsidy", NOW)], {"startup_loan"}),
    "to keep facts": ([("facts", None), ("startup_loan", None)], [("facts", NOW)], {"startup_loan"}),
    "nothing": ([("all", None)], [("startup_loan", None)], {"all", "startup_loan"}),
}


@pytest.mark.parametrize(("own", "others", "left"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("is_turned", [False, True])
def test_a_no_of_either_record_holds(
    engine: Engine, own: list[Any], others: list[Any], left: set[str], is_turned: bool
) -> None:
    one, other = (Identities(engine, SECRET).meet("wechat", "wxapp", f"o{number}", NOW).person for number in (1, 2))
    consents = Consents(engine)
    for person, said in ((one, own), (other, others)):
        for topic, withdrawn in said:
            consents.give(person, topic, "wechat", "page", NOW - timedelta(days=1))
            if withdrawn is not None:
                consents.withdraw(person, "chat", withdrawn, topic)
    merge_people(engine, LEDGER, *((other, one) if is_turned else (one, other)), "boss", LATER)
    kept = other if is_turned else one
    assert {each.topic for each in consents.in_force(kept)} == left
    split_merge(engine, LEDGER, kept, "boss", LATER)
    after = {each.topic for person in (one, other) for each in consents.in_force(person)}
    assert after == left, "what a union ended does not begin again by itself"


def test_a_no_on_another_channel_is_none_on_this_one_and_a_pause_holds(engine: Engine, two: tuple[str, str]) -> None:
    one, other = two
    consents = Consents(engine)
    consents.give(other, "all", "web", "page", NOW)
    consents.withdraw(other, "page", NOW, channel="web")
    until = NOW + timedelta(days=30)
    consents.pause(other, until, NOW)
    merge_people(engine, LEDGER, one, other, "boss", LATER)
    assert {(each.channel, each.paused_until) for each in consents.in_force(one)} == {("wechat", until)}


def test_the_ledger_counts_who_was_told_and_lets_nobody_be_told_twice(engine: Engine, two: tuple[str, str]) -> None:
    one, other = two
    add_notice(engine, one, "planned")
    add_notice(engine, other, "sent")
    add_notice(engine, other, "failed", kind="deadline_reminder")
    add_notice(engine, one, "planned", kind="deadline_reminder")
    add_notice(engine, one, "planned", version="2")
    add_notice(engine, other, "planned", version="2")
    before = of(engine, one), of(engine, other)
    merge_people(engine, LEDGER, one, other, "boss", LATER)
    assert of(engine, one) == [("1", "deadline_reminder", "planned"), ("1", "notice", "sent")]
    with engine.connect() as connection:
        rows = connection.execute(select(notices.c.state, notices.c.person)).all()
    assert len(rows) == 6, "nothing of the ledger is lost"
    assert not [row for row in rows if row.state == "planned" and row.person != one]
    told = export_person(engine, one)["notices"]
    assert len(told) == 6
    split_merge(engine, LEDGER, one, "boss", LATER)
    assert [[each[:2] for each in of(engine, person)] for person in two] == [
        [row[:2] for row in rows] for rows in before
    ]
    assert of(engine, other) == [
        ("1", "deadline_reminder", "failed"),
        ("1", "notice", "sent"),
        ("2", "notice", "suppressed"),
    ]


def test_nobody_is_merged_or_split_while_a_notice_is_leaving(engine: Engine, two: tuple[str, str]) -> None:
    one, other = two
    leaving = add_notice(engine, other, "claimed", lease_holder="h", lease_until=LATER)
    with pytest.raises(BusyPersonError, match="几分钟"):
        merge_people(engine, LEDGER, one, other, "boss", LATER)
    assert len(everyone(engine)) == 2
    with engine.begin() as connection:
        connection.execute(update(notices).where(notices.c.id == leaving).values(state="sent"))
    merge_people(engine, LEDGER, one, other, "boss", LATER)
    with engine.begin() as connection:
        connection.execute(update(notices).where(notices.c.id == leaving).values(state="claimed"))
    with pytest.raises(BusyPersonError):
        split_merge(engine, LEDGER, one, "boss", LATER)


def test_a_door_is_knocked_at_once(engine: Engine, two: tuple[str, str]) -> None:
    base = {"campaign": "c", "reason": "no_channel", "sentence": "您好", "opened_at": NOW}
    with engine.begin() as connection:
        for run, person, state in ((1, two[0], "open"), (1, two[1], "open"), (2, two[1], "open"), (3, two[0], "open")):
            connection.execute(insert(knocks).values(run=run, person=person, state=state, **base))
        connection.execute(insert(knocks).values(run=3, person=two[1], state="closed", outcome="told", **base))
    merge_people(engine, LEDGER, *two, "boss", LATER)
    query = select(knocks.c.run).where(knocks.c.state == "open").order_by(knocks.c.run)
    with engine.connect() as connection:
        assert list(connection.execute(query).scalars()) == [1, 2]
    split_merge(engine, LEDGER, two[0], "boss", LATER)
    with engine.connect() as connection:
        assert list(connection.execute(query).scalars()) == [1, 1, 2, 3]


def test_grants_add_up_and_part_without_becoming_more(engine: Engine, two: tuple[str, str]) -> None:
    with engine.begin() as connection:
        for person, template, remaining in ((two[0], "t", 1), (two[1], "t", 2), (two[1], "u", 1)):
            values = {"person": person, "template": template, "kind": "one_off", "remaining": remaining}
            connection.execute(insert(template_grants).values(**values, updated_at=NOW))
    merge_people(engine, LEDGER, *two, "boss", LATER)

    def left(person: str) -> dict[str, int]:
        with engine.connect() as connection:
            rows = connection.execute(select(template_grants).where(template_grants.c.person == person))
            return {row.template: row.remaining for row in rows}

    assert left(two[0]) == {"t": 3, "u": 1}
    with engine.begin() as connection:
        connection.execute(update(template_grants).values(remaining=template_grants.c.remaining - 1))
    split_merge(engine, LEDGER, two[0], "boss", LATER)
    assert (left(two[0]), left(two[1])) == ({"t": 0, "u": 0}, {"t": 2, "u": 0})


def test_a_call_moves_along_and_back(engine: Engine, two: tuple[str, str]) -> None:
    columns = {column.name: any_value(column, 1) for column in referrals.columns if not column.nullable}
    with engine.begin() as connection:
        connection.execute(insert(referrals).values(**{**columns, "person": two[1]}))
    whose = select(referrals.c.person)
    merge_people(engine, LEDGER, *two, "boss", LATER)
    with engine.connect() as connection:
        assert connection.execute(whose).scalar_one() == two[0]
    split_merge(engine, LEDGER, two[0], "boss", LATER)
    with engine.connect() as connection:
        assert connection.execute(whose).scalar_one() == two[1]


def test_what_cannot_be_is_said(engine: Engine, two: tuple[str, str]) -> None:
    for act in (
        lambda: merge_people(engine, LEDGER, two[0], two[0], "boss", LATER),
        lambda: merge_people(engine, LEDGER, two[0], "pnobody", "boss", LATER),
        lambda: split_merge(engine, LEDGER, two[0], "boss", LATER),
        lambda: split_merge(engine, LEDGER, "pnobody", "boss", LATER),
        lambda: split_list(engine, two[0], "list-b", "boss", LATER),
    ):
        with pytest.raises(SituationError):
            act()
    assert len(everyone(engine)) == 2

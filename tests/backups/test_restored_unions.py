"""Records that became one person after the backup, or two again: a restore neither parts them nor tells anybody twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.backups import catch_up, release
from bot.outreach.ledger.merged_people import MergedNotices
from bot.outreach.scheduler.outbox import set_due
from bot.people import Consents, erase_person
from bot.people.unions import merge_people, split_list, split_merge
from bot.staff import Switches
from bot.storage.tables import consents, list_entries, merges, notices, people
from tests.backups.conftest import Installation
from tests.outreach.world import World, add_person

LEDGER = MergedNotices()


def known(world: World) -> set[str]:
    with world.engine.connect() as connection:
        return set(connection.execute(select(people.c.id)).scalars())


def make_pass(world: World) -> None:
    asyncio.run(world.outbox().make_pass())


def one_of_two(world: World, kept: str = "one", gone: str = "other") -> None:
    world.clock.advance(minutes=1)
    merge_people(world.engine, LEDGER, kept, gone, "li", world.clock())
    world.clock.advance(minutes=1)


def after(installation: Installation, path: Path, days: int = 3) -> World:
    """Restore, release, and let a few days pass."""
    world = installation.world
    installation.restore(path)
    release(world.engine, "li", world.clock())
    for _ in range(days):
        make_pass(world)
        world.clock.advance(days=1)
    return world


@pytest.mark.parametrize("is_claimed", [False, True])
def test_who_was_told_as_one_person_is_not_told_by_the_other_record(
    installation: Installation, is_claimed: bool
) -> None:
    world = installation.world
    for name in ("one", "other"):
        add_person(world.engine, name)
    world.planned()
    if is_claimed:
        until = world.clock() + timedelta(days=9)
        with world.engine.begin() as connection:
            connection.execute(update(notices).values(state="claimed", lease_holder="x", lease_until=until))
    path = installation.back_up().path
    if is_claimed:
        with world.engine.begin() as connection:
            connection.execute(update(notices).values(state="planned", lease_holder=None, lease_until=None))
    one_of_two(world)
    make_pass(world)
    (address,) = world.platform.addresses
    after(installation, path)
    assert known(world) == {"one"}
    assert world.platform.addresses == [address]


def test_a_record_that_stays_only_in_the_journal_keeps_its_promises_by_the_one_that_is_there(
    installation: Installation,
) -> None:
    world = installation.world
    add_person(world.engine, "other")
    world.planned()
    path = installation.back_up().path
    world.clock.advance(minutes=1)
    add_person(world.engine, "new", at=world.clock())
    one_of_two(world, "new", "other")
    make_pass(world)
    told = list(world.platform.addresses)
    assert len(told) == 1
    after(installation, path)
    assert known(world) == {"other"}
    assert world.platform.addresses == told


def test_a_no_of_the_one_person_holds_for_a_record_that_has_no_conversation(installation: Installation) -> None:
    world = installation.world
    add_person(world.engine, "one")
    add_person(world.engine, "other", wechat=False)
    path = installation.back_up().path
    one_of_two(world)
    Consents(world.engine).withdraw("one", "chat", world.clock())
    installation.restore(path)
    with world.engine.connect() as connection:
        rows = connection.execute(select(consents.c.person, consents.c.withdrawn_at)).all()
    assert {row.person for row in rows} == {"one"} and all(row.withdrawn_at is not None for row in rows)


def test_who_was_erased_as_one_person_is_erased_with_both_records(installation: Installation) -> None:
    world = installation.world
    for name in ("one", "other"):
        add_person(world.engine, name, wechat=name == "one")
    path = installation.back_up().path
    one_of_two(world)
    erase_person(world.engine, "one", world.clock())
    installation.restore(path)
    assert known(world) == set()


def test_two_who_were_one_in_the_backup_and_were_split_since_are_two(installation: Installation) -> None:
    world = installation.world
    for name in ("one", "other"):
        add_person(world.engine, name)
    one_of_two(world)
    path = installation.back_up().path
    world.clock.advance(minutes=1)
    split_merge(world.engine, LEDGER, "one", "li", world.clock())
    world.clock.advance(minutes=1)
    Consents(world.engine).withdraw("other", "chat", world.clock())
    assert installation.restore(path).done.unions == 1
    assert known(world) == {"one", "other"}
    with world.engine.connect() as connection:
        said_no = select(consents.c.person).where(consents.c.withdrawn_at.is_not(None))
        assert set(connection.execute(said_no).scalars()) == {"other"}


def test_a_list_that_was_taken_from_a_person_since_is_taken_again(installation: Installation) -> None:
    world = installation.world
    add_person(world.engine, "one")
    with world.engine.begin() as connection:
        connection.execute(insert(list_entries).values(source="list-a", source_key="k", person="one"))
    path = installation.back_up().path
    world.clock.advance(minutes=1)
    fresh = split_list(world.engine, "one", "list-a", "li", world.clock()).other
    installation.restore(path)
    assert known(world) == {"one", fresh}
    with world.engine.connect() as connection:
        assert connection.execute(select(list_entries.c.person)).scalars().all() == [fresh]


def test_a_restore_with_unions_can_be_done_again(installation: Installation) -> None:
    world = installation.world
    for name in ("one", "other", "third"):
        add_person(world.engine, name)
    path = installation.back_up().path
    one_of_two(world)
    one_of_two(world, "third", "one")
    split_merge(world.engine, LEDGER, "third", "li", world.clock())
    first = installation.restore(path).done
    assert first.unions == 3
    assert installation.restore(path).done == first
    assert known(world) == {"third", "one"}


def test_a_database_that_knows_its_unions_is_left_alone(installation: Installation) -> None:
    world = installation.world
    for name in ("one", "other", "third"):
        add_person(world.engine, name)
    one_of_two(world)
    split_merge(world.engine, LEDGER, "one", "li", world.clock())
    one_of_two(world, "third", "one")
    world.clock.advance(minutes=1)
    Consents(world.engine).give("other", "all", "wechat", "chat", world.clock())
    world.clock.advance(minutes=2)
    with world.engine.connect() as connection:
        before = connection.execute(select(merges).order_by(merges.c.id)).all()
    assert catch_up(world.engine, world.clock()).changed == 0
    assert Switches(world.engine).off() == []
    with world.engine.connect() as connection:
        assert connection.execute(select(merges).order_by(merges.c.id)).all() == before
    assert known(world) == {"third", "other"}


def test_a_union_that_only_the_journal_knows_is_made_when_a_file_was_exchanged_by_hand(
    installation: Installation,
) -> None:
    world = installation.world
    for name in ("one", "other"):
        add_person(world.engine, name)
    run = world.planned()
    one_of_two(world)
    with world.engine.begin() as connection:
        # As a database of before: the union is undone without a word in the journal.
        connection.execute(merges.delete())
    add_person(world.engine, "other", wechat=False, grants=None)
    world.clock.advance(minutes=2)
    assert catch_up(world.engine, world.clock()).unions == 1
    assert known(world) == {"one"}
    set_due(world.outreach, run.id, world.clock())
    make_pass(world)
    assert world.platform.addresses == [], "nothing leaves before a person has looked"

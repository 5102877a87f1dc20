"""A rehearsed restore: what was promised after the backup holds, nothing leaves before a person looked, and nobody is told twice."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.backups import catch_up, release, restore_backup
from bot.errors import SettingsError, SituationError
from bot.outreach.ledger.leases import SCHEDULER, take_lease
from bot.outreach.runs.runs import get
from bot.outreach.runs.states import RunState
from bot.people import Consents, erase_person
from bot.staff import (
    AuditLog,
    Colleague,
    Role,
    SignInStage,
    Staff,
    StaffSessions,
    Switch,
    Switches,
    Wanted,
    export_days,
    verify,
)
from bot.storage import Journal, open_database
from bot.storage.tables import consents, people, staff_letters, talk_lines
from tests.backups.conftest import KEY, Installation
from tests.outreach.world import NOON, TOPIC, World, add_person, address_of

STEPS = {"sqlite": ("extract", "complete", "aside", "replace"), "postgresql": ("drop", "load", "complete", "commit")}


def make_pass(world: World) -> None:
    asyncio.run(world.outbox().make_pass())


def known(world: World) -> set[str]:
    with world.engine.connect() as connection:
        return set(connection.execute(select(people.c.id)).scalars())


def lived_on(installation: Installation) -> Path:
    """Back up with five people planned; then one withdraws, one is erased, one pauses, one is told; one has not been written to."""
    world = installation.world
    for name in ("withdrew", "erased", "paused", "told", "waits"):
        add_person(world.engine, name)
    world.planned()
    path = installation.back_up().path
    world.clock.advance(minutes=5)
    Consents(world.engine).withdraw("withdrew", "chat", world.clock())
    erase_person(world.engine, "erased", world.clock())
    Consents(world.engine).pause("paused", world.clock() + timedelta(days=30), world.clock())
    world.platform.refuses = {address_of("waits"): [-1]}
    make_pass(world)
    assert world.platform.addresses == [address_of("told")]
    world.clock.advance(minutes=5)
    return path


def test_after_a_restore_nobody_who_withdrew_was_erased_or_rests_is_written_to_and_nobody_twice(
    installation: Installation,
) -> None:
    world, path = installation.world, lived_on(installation)
    restored = installation.restore(path)
    done = restored.done
    assert (done.promises.withdrawn, done.promises.paused, done.promises.erased, done.told) == (1, 1, 1, 1)
    assert known(world) == {"withdrew", "paused", "told", "waits"}
    make_pass(world)
    assert world.platform.addresses == [address_of("told")], "nothing leaves before a person has looked"
    release(world.engine, "li", world.clock())
    make_pass(world)
    world.clock.advance(days=1)
    make_pass(world)
    assert world.platform.addresses == [address_of("told"), address_of("waits")]


def test_a_restore_can_be_done_again(installation: Installation) -> None:
    path = lived_on(installation)
    first = installation.restore(path).done
    assert installation.restore(path).done == first


def die_at(step: str) -> object:
    def on_step(name: str) -> None:
        if name == step:
            os._exit(9)

    return on_step


def restore_and_die(address: str, journal: Path, path: Path, step: str) -> None:
    engine, at = open_database(address), NOON + timedelta(minutes=10)
    restore_backup(engine, [Journal(journal, lambda: at)], path, KEY, at, on_step=die_at(step))  # type: ignore[arg-type]


def test_killed_anywhere_the_old_database_or_the_new_one_is_there(
    installation: Installation, tmp_path: Path, database_url: str
) -> None:
    world, path = installation.world, lived_on(installation)
    before = known(world)
    for step in STEPS[world.engine.dialect.name]:
        world.engine.dispose()
        dying = multiprocessing.get_context("fork").Process(
            target=restore_and_die, args=(database_url, tmp_path / "journal", path, step)
        )
        dying.start()
        dying.join()
        assert (dying.exitcode, known(world)) == (9, before), step
    assert installation.restore(path).done.promises.erased == 1
    assert known(world) == {"withdrew", "paused", "told", "waits"}


def test_who_came_after_the_backup_is_not_told_again_when_they_come_back(installation: Installation) -> None:
    world = installation.world
    run = world.running()
    path = installation.back_up().path
    add_person(world.engine, "new")
    add_person(world.engine, "left")
    world.clock.advance(minutes=1)
    asyncio.run(world.outbox().make_pass())
    Consents(world.engine).withdraw("left", "chat", world.clock())
    from bot.outreach.scheduler.outbox import set_due

    set_due(world.outreach, run.id, world.clock())
    make_pass(world)
    assert world.platform.addresses == [address_of("new")]
    assert installation.restore(path).done.carried == 2
    assert known(world) == set()
    release(world.engine, "li", world.clock())
    world.clock.advance(minutes=10)
    # A list brings both back, with the consents of then.
    add_person(world.engine, "new", at=world.clock())
    add_person(world.engine, "left", at=world.clock())
    with world.engine.begin() as connection:
        connection.execute(consents.update().values(given_at=NOON))
    set_due(world.outreach, run.id, world.clock())
    make_pass(world)
    assert world.platform.addresses == [address_of("new")]
    # Who agrees anew, agrees.
    Consents(world.engine).give("left", TOPIC, "wechat", "chat", world.clock())
    set_due(world.outreach, run.id, world.clock())
    make_pass(world)
    assert world.platform.addresses == [address_of("new"), address_of("left")]


def test_what_waited_to_be_said_when_the_backup_was_made_is_not_said(installation: Installation) -> None:
    engine, at = installation.engine, installation.world.clock()
    with engine.begin() as connection:
        line = {"conversation": "wx:a", "speaker": "staff", "text": "x", "at": at, "state": "waiting"}
        connection.execute(insert(talk_lines).values(**line))
        letter = {"key": "k", "userid": "li", "text": "x", "state": "waiting", "queued_at": at}
        connection.execute(insert(staff_letters).values(**letter))
    installation.restore(installation.back_up().path)
    with engine.connect() as connection:
        assert connection.execute(select(talk_lines.c.state)).scalar() == "unknown"
        assert connection.execute(select(staff_letters.c.state)).scalar() == "failed"


def test_a_colleague_who_was_removed_stays_removed_and_everyone_signs_in_anew(installation: Installation) -> None:
    engine, at = installation.engine, installation.world.clock()
    staff = Staff(engine)
    staff.add(Colleague("li", "李", Role.ADMIN, None), at)
    staff.add(Colleague("wang", "王", Role.ADMIN, None), at)
    token = StaffSessions(engine).begin("li", SignInStage.OPEN, at)
    path = installation.back_up().path
    installation.world.clock.advance(minutes=2)
    staff.remove("li", installation.world.clock())
    staff.add(Colleague("wang", "王", Role.EDITOR, None), installation.world.clock())
    installation.restore(path)
    assert staff.find("li") is None
    wang = staff.find("wang")
    assert wang is not None and wang.role is Role.EDITOR
    assert StaffSessions(engine).find(token, at) is None


def test_a_backup_without_its_journal_is_restored_only_on_demand_and_then_everything_is_paused(
    installation: Installation, tmp_path: Path
) -> None:
    world, path = installation.world, lived_on(installation)
    run = world.rows()[0].run
    installation.journal = Journal(tmp_path / "another", world.clock)
    with pytest.raises(SituationError, match="登记簿"):
        installation.restore(path)
    installation.restore(path, without_journal=True)
    release(world.engine, "li", world.clock())
    make_pass(world)
    assert get(world.engine, run).state is RunState.PAUSED
    assert world.platform.addresses == [address_of("told")]


def test_nothing_is_restored_under_a_running_assistant(installation: Installation) -> None:
    path, at = installation.back_up().path, installation.world.clock()
    take_lease(installation.engine, SCHEDULER, "someone", at, timedelta(seconds=10))
    with pytest.raises(SituationError, match="还在运行"):
        installation.restore(path)


def test_another_kind_of_database_is_refused(installation: Installation, tmp_path: Path) -> None:
    path = installation.back_up().path
    other = "postgresql://nobody@127.0.0.1:1/x" if installation.engine.dialect.name == "sqlite" else "sqlite:///x.db"
    with pytest.raises(SettingsError, match="同一种"):
        restore_backup(open_database(other), [installation.journal], path, KEY, NOON)


def test_release_is_refused_where_nothing_waits(installation: Installation) -> None:
    Switches(installation.engine).turn_off(Switch.OUTREACH, "平台要检查账号", "li", NOON)
    with pytest.raises(SituationError, match="没有等着放行"):
        release(installation.engine, "li", NOON)


def test_a_database_that_is_as_new_as_its_journal_is_left_alone(installation: Installation) -> None:
    lived_on(installation)
    installation.world.clock.advance(minutes=2)
    assert catch_up(installation.engine, installation.world.clock()).changed == 0
    assert Switches(installation.engine).off() == []


def test_a_file_that_somebody_put_in_place_by_hand_is_noticed_before_anything_leaves(
    installation: Installation, tmp_path: Path
) -> None:
    world, path = installation.world, lived_on(installation)
    world.engine.dispose()
    # As if by hand: the same backup, and nobody told it of the journal.
    silent = Journal(tmp_path / "silent", world.clock)
    (tmp_path / "silent").mkdir()
    (tmp_path / "silent" / "begun").write_text(installation.journal.begin())
    restore_backup(world.engine, [silent], path, KEY, world.clock())
    Switches(world.engine).turn_on(Switch.OUTREACH, "li", world.clock())
    world.clock.advance(minutes=2)
    done = catch_up(world.engine, world.clock())
    assert (done.promises.withdrawn, done.promises.erased, done.told) == (1, 1, 1)
    make_pass(world)
    assert world.platform.addresses == [address_of("told")]


def test_the_audit_log_is_whole_after_a_restore_and_says_that_there_was_one(
    installation: Installation, tmp_path: Path
) -> None:
    engine, clock = installation.engine, installation.world.clock
    log = AuditLog(engine)
    log.write("li", "switch.off", None, clock())
    path = installation.back_up().path
    log.write("li", "switch.on", None, clock())
    clock.advance(days=1)
    export_days(engine, installation.journal.folder, clock())
    log.write("li", "switch.off", None, clock())
    installation.restore(path)
    acts = [entry.act for entry in reversed(log.read(Wanted()))]
    assert acts == ["switch.off", "switch.on", "backup.restored"]
    assert verify(engine, installation.journal.folder) == []

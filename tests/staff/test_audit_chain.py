"""A row of the audit log that was changed, removed or put in is found, also by one who wrote all links anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError

from bot.staff import AuditLog, export_days, verify
from bot.staff.audit_chain import BEGINNING, link_of
from bot.staff.audit_exports import ADDED, CHANGED, MISSING, REWRITTEN, UNLINKED
from bot.storage.tables import audit_log

AT = datetime(2026, 11, 30, 2, tzinfo=timezone.utc)
SQLITE_TRIGGERS = ("audit_log_no_update", "audit_log_no_delete", "audit_log_no_replace")


@pytest.fixture
def log(engine: Engine) -> AuditLog:
    """Give a log with a row an hour, of two days."""
    log = AuditLog(engine)
    for number in range(12):
        log.write(
            "li", "switch.off", f"switch:{number}", AT + timedelta(hours=4 * number), reason="因为", number=number
        )
    return log


@contextmanager
def unguarded(engine: Engine) -> Iterator[Connection]:
    """Give a connection of one who may do anything: the triggers are gone."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_log DISABLE TRIGGER USER"))
            yield connection
            connection.execute(text("ALTER TABLE audit_log ENABLE TRIGGER USER"))
            return
        kept = [
            connection.execute(text(f"SELECT sql FROM sqlite_master WHERE name = '{t}'")).scalar_one()
            for t in SQLITE_TRIGGERS
        ]
        for trigger in SQLITE_TRIGGERS:
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        yield connection
        for sql in kept:
            connection.execute(text(sql))


def ids(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.execute(select(audit_log.c.id).order_by(audit_log.c.id)).scalars())


def relink(connection: Connection) -> None:
    """Write all links anew, as one would who knows how."""
    before = BEGINNING
    for row in connection.execute(select(audit_log).order_by(audit_log.c.id)).mappings().all():
        before = link_of(before, row)
        connection.execute(audit_log.update().where(audit_log.c.id == row["id"]).values(link=before))


def change(connection: Connection, row: int) -> None:
    connection.execute(audit_log.update().where(audit_log.c.id == row).values(who="wang"))


def remove(connection: Connection, row: int) -> None:
    connection.execute(audit_log.delete().where(audit_log.c.id == row))


def put_in(connection: Connection, row: int) -> None:
    connection.execute(audit_log.update().where(audit_log.c.id > row).values(id=audit_log.c.id + 1000))
    values = {"id": row + 1, "at": AT, "who": "li", "act": "switch.on", "link": "f" * 64}
    connection.execute(audit_log.insert().values(**values))


Harm = Callable[[Connection, int], None]


@pytest.mark.usefixtures("log")
def test_a_log_that_nobody_touched_is_whole(engine: Engine, tmp_path: Path) -> None:
    assert verify(engine, tmp_path) == []
    export_days(engine, tmp_path, AT + timedelta(days=10))
    assert verify(engine, tmp_path) == []


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("harm", [change, remove, put_in])
def test_a_row_that_was_changed_removed_or_put_in_is_found(engine: Engine, tmp_path: Path, harm: Harm) -> None:
    fifth = ids(engine)[4]
    with unguarded(engine) as connection:
        harm(connection, fifth)
    assert {fault.how for fault in verify(engine, tmp_path)} == {CHANGED}


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(("harm", "how"), [(change, REWRITTEN), (remove, MISSING), (put_in, ADDED)])
def test_one_who_writes_all_links_anew_is_found_by_the_files(
    engine: Engine, tmp_path: Path, harm: Harm, how: str
) -> None:
    export_days(engine, tmp_path, AT + timedelta(days=10))
    with unguarded(engine) as connection:
        harm(connection, ids(engine)[4])
        relink(connection)
    assert how in {fault.how for fault in verify(engine, tmp_path)}


@pytest.mark.usefixtures("log")
def test_the_last_rows_that_were_removed_are_found_by_the_files(engine: Engine, tmp_path: Path) -> None:
    export_days(engine, tmp_path, AT + timedelta(days=10))
    last = ids(engine)[-2:]
    with unguarded(engine) as connection:
        for row in last:
            remove(connection, row)
    assert [(fault.id, fault.how) for fault in verify(engine, tmp_path)] == [(row, MISSING) for row in last]


@pytest.mark.usefixtures("log")
def test_a_row_that_the_program_did_not_write_is_found(engine: Engine, tmp_path: Path) -> None:
    last = ids(engine)[-1]
    with engine.begin() as connection:
        connection.execute(audit_log.insert().values(id=last + 1, at=AT, who="li", act="switch.on"))
    assert [fault.how for fault in verify(engine, tmp_path)] == [UNLINKED]


@pytest.mark.usefixtures("log")
def test_sqlite_replaces_no_row(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    with pytest.raises(DatabaseError, match="only grows"), engine.begin() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO audit_log (id, at, who, act) VALUES (1, '2026-01-01', 'x', 'y')")
        )


def test_rows_of_before_there_were_links_are_linked_by_the_first_after_them(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        for row in (1, 2):
            connection.execute(audit_log.insert().values(id=row + 10**6, at=AT, who="li", act="switch.on"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval(pg_get_serial_sequence('audit_log', 'id'), 1000010)"))
    AuditLog(engine).write("li", "switch.off", None, AT)
    assert verify(engine, tmp_path) == []
    with unguarded(engine) as connection:
        change(connection, 10**6 + 1)
    assert [fault.how for fault in verify(engine, tmp_path)] == [CHANGED]


def test_many_write_at_once_and_the_chain_holds(engine: Engine, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: AuditLog(engine).write("li", "switch.off", f"n:{number}", AT), range(40)))
    assert len(ids(engine)) == 40
    assert verify(engine, tmp_path) == []


@pytest.mark.usefixtures("log")
def test_each_day_that_is_over_is_exported_once(engine: Engine, tmp_path: Path) -> None:
    at = AT.replace(day=30, hour=16, minute=5)
    assert export_days(engine, tmp_path, at) == [], "until ten past midnight a row may still come"
    first = export_days(engine, tmp_path, at + timedelta(minutes=10))
    assert [path.name for path in first] == ["audit-2026-11-30.jsonl"]
    assert export_days(engine, tmp_path, at + timedelta(minutes=20)) == []
    later = export_days(engine, tmp_path, at + timedelta(days=3))
    assert [path.name for path in later] == [f"audit-2026-12-0{day}.jsonl" for day in (1, 2)]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} <= {0o600, 0o644}

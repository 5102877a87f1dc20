"""What operators are woken for: the gauges say what the database, the disks and ``leye run`` know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import insert
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot import clock
from bot.clock import SHANGHAI
from bot.front.watched import HouseGauges
from bot.outreach.ledger.leases import SCHEDULER, take_lease
from bot.restarts import write_restarts
from bot.settings import Settings
from bot.staff import Switch, Switches
from bot.storage import note_run, open_database, take_for_right
from bot.storage.tables import campaign_runs, notices, staff_letters, talk_lines

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Give the database of the settings."""
    engine = open_database(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def asked(engine: Engine, tmp_path: Path) -> CollectorRegistry:
    """Give a registry with the gauges at noon."""
    registry = CollectorRegistry()
    folders = {"var": tmp_path, "journal": tmp_path / "not made yet"}
    registry.register(HouseGauges(engine, lambda: True, folders, tmp_path / "restarts.json", lambda: NOON))
    return registry


def a_run(engine: Engine, state: str, version: str) -> int:
    """Write down a run of a campaign; return its number."""
    text = dict.fromkeys(("campaign", "kind", "policy", "content"), "winter")
    values = {**text, "version": version, "told": {}, "state": state, "proposed_at": NOON}
    with engine.begin() as connection:
        return int(connection.execute(insert(campaign_runs).values(values)).inserted_primary_key[0])


def a_notice(engine: Engine, run: int, person: str, not_before: datetime | None) -> None:
    """Write down a planned notice."""
    text = dict.fromkeys(("campaign", "policy", "version", "kind", "verdict", "key"), "x")
    moments = {"not_before": not_before, "not_after": NOON + timedelta(days=9), "planned_at": NOON}
    with engine.begin() as connection:
        values = {**text, **moments, "run": run, "person": person, "state": "planned", "attempts": 0}
        connection.execute(insert(notices).values(values))


def test_a_paused_run_is_seen_and_its_notices_wait_for_people(engine: Engine, asked: CollectorRegistry) -> None:
    paused, running = a_run(engine, "paused", "1"), a_run(engine, "running", "2")
    a_notice(engine, paused, "p1", None)
    a_notice(engine, running, "p2", None)
    a_notice(engine, running, "p3", NOON - timedelta(hours=1))
    a_notice(engine, running, "p4", NOON + timedelta(hours=1))
    assert asked.get_sample_value("leye_runs", {"state": "paused"}) == 1
    assert asked.get_sample_value("leye_runs", {"state": "stopped"}) == 0
    assert asked.get_sample_value("leye_letters_waiting", {"outbox": "notices"}) == 2


def test_a_letter_to_a_colleague_tells_how_long_it_waits(engine: Engine, asked: CollectorRegistry) -> None:
    assert asked.get_sample_value("leye_letters_oldest_seconds", {"outbox": "staff"}) == 0
    for state, minutes in (("waiting", 5), ("waiting", 20), ("sent", 90)):
        letter = {"key": state + str(minutes), "userid": "lihong", "text": "x", "state": state}
        with engine.begin() as connection:
            queued = NOON - timedelta(minutes=minutes)
            connection.execute(insert(staff_letters).values({**letter, "queued_at": queued}))
    assert asked.get_sample_value("leye_letters_waiting", {"outbox": "staff"}) == 2
    assert asked.get_sample_value("leye_letters_oldest_seconds", {"outbox": "staff"}) == 1200


def test_what_a_colleague_said_and_nobody_got_is_counted_with_the_talk(
    engine: Engine, asked: CollectorRegistry
) -> None:
    line = {"conversation": "web:a", "speaker": "staff", "text": "x", "state": "waiting"}
    with engine.begin() as connection:
        connection.execute(insert(talk_lines).values({**line, "at": NOON - timedelta(seconds=40)}))
    assert asked.get_sample_value("leye_letters_oldest_seconds", {"outbox": "talk"}) == 40


def test_a_scheduler_that_holds_no_lease_is_down(engine: Engine, asked: CollectorRegistry) -> None:
    assert asked.get_sample_value("leye_outreach_up") == 0
    assert asked.get_sample_value("leye_outreach_lease_until_seconds") is None
    take_lease(engine, SCHEDULER, "somebody", NOON, timedelta(seconds=10))
    assert asked.get_sample_value("leye_outreach_up") == 1
    assert asked.get_sample_value("leye_outreach_lease_until_seconds") == NOON.timestamp() + 10


def test_a_clock_far_ahead_a_late_job_and_a_switch_are_seen(engine: Engine, asked: CollectorRegistry) -> None:
    assert asked.get_sample_value("leye_clock_doubted") == 0
    with engine.begin() as connection:
        take_for_right(connection, NOON - timedelta(days=400))
    note_run(engine, "people", NOON - timedelta(days=2), 0)
    Switches(engine).turn_off(Switch.OUTREACH, "有人投诉内容不对", "lihong", NOON)
    assert asked.get_sample_value("leye_clock_doubted") == 1
    assert asked.get_sample_value("leye_retention_overdue") == 1
    assert asked.get_sample_value("leye_switched_off", {"switch": Switch.OUTREACH.value}) == 1
    assert asked.get_sample_value("leye_switched_off", {"switch": Switch.CHAT.value}) == 0


def test_starts_again_are_what_leye_run_counted(asked: CollectorRegistry, tmp_path: Path) -> None:
    assert asked.get_sample_value("leye_part_restarts_total", {"part": "rasa"}) is None
    write_restarts(tmp_path / "restarts.json", {"rasa": 3})
    assert asked.get_sample_value("leye_part_restarts_total", {"part": "rasa"}) == 3


def test_free_space_is_told_also_of_a_folder_that_is_not_made_yet(asked: CollectorRegistry) -> None:
    free = [asked.get_sample_value("leye_disk_free_bytes", {"folder": name}) for name in ("var", "journal")]
    assert all(each is not None and each > 0 for each in free)


def test_a_database_that_does_not_answer_is_said_and_the_disks_still_are(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    registry, broken = CollectorRegistry(), open_database(f"sqlite:///{tmp_path}/folder")
    registry.register(HouseGauges(broken, lambda: False, {"var": tmp_path}, tmp_path / "none", clock.now))
    assert registry.get_sample_value("leye_database_up") == 0
    assert registry.get_sample_value("leye_runs", {"state": "paused"}) is None
    assert registry.get_sample_value("leye_disk_free_bytes", {"folder": "var"})


def test_front_shows_them_with_its_own_counts_and_nothing_of_people(client: TestClient) -> None:
    text = client.get("/metrics").text
    for name in ("leye_turn_seconds_count", "leye_database_up 1.0", "leye_database_writable 1.0", "leye_runs{"):
        assert name in text

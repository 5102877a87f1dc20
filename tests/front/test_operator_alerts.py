"""Whom a message wakes: what the gauges and the turns say, told by one web process where all see the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Engine

from bot.alerts import AlertBell, AlertWebhook
from bot.front.operator_alerts import LEAST_SPACE, SIGNS, OperatorAlerts
from bot.front.watched import HouseGauges
from bot.front.web.metrics import Metrics
from bot.settings import Settings
from bot.storage import open_database
from bot.storage.tables import campaign_runs
from tests.alerts.robot import Group, listening
from tests.front.test_watched import NOON, a_run


class House:
    """A house with a bell that a test rings, and a clock that it moves."""

    def __init__(self, engine: Engine, group: Group, folder: Path, kept: str = "alerts.json") -> None:
        self.now, self.is_writable, self.turns = 0.0, True, Metrics()
        self.group = group
        self.bell = AlertBell(AlertWebhook(group.address), folder / kept, monotonic=lambda: self.now)
        gauges = HouseGauges(engine, lambda: self.is_writable, {"var": folder}, folder / "none", lambda: NOON)
        self.alerts = OperatorAlerts(
            engine, gauges, self.turns.turns, self.bell, clock=lambda: NOON, monotonic=lambda: self.now
        )

    def told(self) -> str:
        """Look, ring, and return what came."""
        self.alerts.look()
        self.bell.ring()
        return "\n".join(self.group.texts())


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Give the database of the settings."""
    engine = open_database(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def group() -> Iterator[Group]:
    """Give a group whose robot listens."""
    with listening() as group:
        yield group


@pytest.fixture
def house(engine: Engine, group: Group, tmp_path: Path) -> Iterator[House]:
    """Give a house that lacks nothing but the outreach process, on a disk with room."""
    usage = shutil.disk_usage(tmp_path)._replace(free=LEAST_SPACE)
    with patch("bot.front.watched.shutil.disk_usage", return_value=usage):
        yield House(engine, group, tmp_path)


def test_a_run_that_pauses_is_told_by_its_number_with_what_to_do_and_then_that_it_goes_on(
    house: House, engine: Engine
) -> None:
    assert house.told() == ""
    run = a_run(engine, "paused", "1")
    said = house.told()
    assert f"第 {run} 次推送停着等人" in said
    assert "leye outreach resume" in said
    assert house.told() == ""
    with engine.begin() as connection:
        connection.execute(update(campaign_runs).values(state="running"))
    assert f"第 {run} 次推送不再停着" in house.told()


def test_an_alarm_that_stays_dead_is_told_after_two_minutes(house: House) -> None:
    assert house.told() == ""
    house.now = 121
    assert "推送进程没有在工作" in house.told()


def test_a_disk_that_is_low_and_a_database_that_takes_nothing_are_told(house: House, tmp_path: Path) -> None:
    house.is_writable = False
    low = shutil.disk_usage(tmp_path)._replace(free=LEAST_SPACE - 1)
    with patch("bot.front.watched.shutil.disk_usage", return_value=low):
        assert house.told() == ""
        house.now = 61
        said = house.told()
    assert "磁盘只剩 1024 MB" in said
    assert "数据库写不进去" in said


def test_turns_that_fail_are_told_and_a_few_among_many_are_not(house: House) -> None:
    house.told()
    for outcome in ["answered"] * 60 + ["error"] * 3:
        house.turns.turn([outcome], 0.1)
    assert house.told() == ""
    house.turns.turn(["error"], 0.1)
    assert "没答成" in house.told()
    house.now = 301
    assert "问话又答得成了" in house.told()


def test_of_two_web_processes_one_tells_what_both_see(house: House, engine: Engine, tmp_path: Path) -> None:
    house.told()
    other = House(engine, house.group, tmp_path, "other.json")
    a_run(engine, "paused", "1")
    assert other.told() == ""
    assert "停着等人" in house.told()


def test_a_database_that_does_not_answer_ends_nothing_that_only_it_knows(
    house: House, engine: Engine, settings: Settings
) -> None:
    a_run(engine, "paused", "1")
    house.told()
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    engine.dispose()
    file.replace(file.with_name("away"))
    file.mkdir()
    assert house.told() == ""
    house.now = 61
    said = house.told()
    assert "数据库连不上" in said
    assert "不再停着" not in said


def test_every_sign_is_a_gauge_that_is_exported(house: House) -> None:
    exported = {sample.name for family in house.alerts._gauges.collect() for sample in family.samples}
    assert {sign.gauge for sign in SIGNS} <= exported

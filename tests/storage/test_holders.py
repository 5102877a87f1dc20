"""A holder tells by its name whether it is dead, to whoever runs beside it and to nobody else."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.outreach.ledger.leases import is_held, take_lease
from bot.storage import holders
from bot.storage.holders import holder_name, is_dead
from tests.outreach.world import NOON

LEASE = timedelta(seconds=10)
NAMES_ITSELF = "from bot.storage.holders import holder_name; print(holder_name())"


def dead_holder() -> str:
    done = subprocess.run([sys.executable, "-c", NAMES_ITSELF], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_process_that_lives_is_not_dead_and_no_two_names_are_the_same() -> None:
    one, two = holder_name(), holder_name()
    assert one != two
    assert not is_dead(one)
    assert len(one) == 32


def test_one_that_has_ended_is_dead_also_when_its_number_is_given_to_another() -> None:
    ended = dead_holder()
    assert is_dead(ended)
    own = holder_name()
    reused = own[:8] + own[8:14] + f"{int(own[14:24], 16) - 1:010x}" + own[24:]
    assert is_dead(reused)


def test_nobody_is_declared_dead_from_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = dead_holder()
    monkeypatch.setattr(holders, "_machine", lambda: "00000000")
    assert not is_dead(ended)
    assert not is_dead("f" * 32)


def test_where_the_kernel_says_nothing_a_name_is_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "_machine", lambda: None)
    assert len(holder_name()) == 32
    assert not is_dead(holder_name())


def test_the_lease_of_a_dead_process_is_taken_over_at_once_and_that_of_a_living_one_is_not(engine: Engine) -> None:
    assert take_lease(engine, "scheduler", dead_holder(), NOON, LEASE)
    assert not is_held(engine, "scheduler", NOON)
    living, other = holder_name(), holder_name()
    assert take_lease(engine, "scheduler", living, NOON, LEASE)
    assert is_held(engine, "scheduler", NOON)
    assert not take_lease(engine, "scheduler", other, NOON, LEASE)

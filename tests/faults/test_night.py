"""A few nights in which matching processes are killed keep what an undisturbed night keeps; `make test-faults` plays fifty."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.night import play_night
from tests.outreach.world import real_kb


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_at_any_moment_the_night_is_done_once_on_sqlite(seed: int, tmp_path: Path) -> None:
    tally = play_night(seed, f"sqlite:///{tmp_path}/leye.db", real_kb())
    assert tally.is_right and tally.kills, tally


def test_killed_at_any_moment_the_night_is_done_once_on_postgresql(postgresql: str) -> None:
    tally = play_night(4, postgresql, real_kb())
    assert tally.is_right and tally.kills, tally

"""The short part of ``make test-chaos``: what hurt most, once each, while a few people talk and a campaign runs."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.harms import AHEAD, FULL, LOCKED, POSTGRESQL_AWAY, REDIS_AWAY
from tests.chaos.harness import ON_A_DISK, ON_SERVERS, Act, play
from tests.chaos.outcome import Outcome
from tests.chaos.surroundings import LacksServers
from tests.chaos.talkers import ANSWERED
from tests.chaos.wrong_clock import find_faketime
from tests.conftest import Missing
from tests.small_disk import CannotMount

DONE_ON = {
    ON_A_DISK: ("kill -9 outreach", FULL, "kill -9 front", LOCKED),
    ON_SERVERS: (POSTGRESQL_AWAY, AHEAD, REDIS_AWAY),
}
PEOPLE = 5


def played(folder: Path, act: Act, missing: Missing) -> Outcome:
    if find_faketime() is None:
        missing("the clock cannot be set wrong here; on Debian: apt-get install libfaketime")
    try:
        return play(folder, PEOPLE, act, lambda _on: iter(DONE_ON[act]))
    except CannotMount as reason:
        missing(f"a small disk cannot be mounted here ({reason})")
    except LacksServers as reason:
        missing(str(reason))


def test_what_is_killed_filled_or_locked_comes_back_and_nobody_is_left_without_a_sentence(
    tmp_path: Path, model: None, missing: Missing
) -> None:
    outcome = played(tmp_path, ON_A_DISK, missing)
    assert outcome.is_right, outcome.table()
    assert outcome.messages[ANSWERED] > 0


def test_servers_that_went_away_and_a_clock_that_was_wrong_leave_nobody_without_a_sentence(
    tmp_path: Path, model: None, missing: Missing
) -> None:
    outcome = played(tmp_path, ON_SERVERS, missing)
    assert outcome.is_right, outcome.table()
    assert outcome.messages[ANSWERED] > 0

"""The short part of ``make test-chaos``: what hurt most, once each, while a few people talk and a campaign runs."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.harness import play
from tests.chaos.talkers import ANSWERED
from tests.conftest import Missing
from tests.small_disk import CannotMount

ORDER = ("kill -9 outreach", "磁盘写满 6 秒", "kill -9 front", "数据库被占住 8 秒")
PEOPLE = 5


def test_what_is_killed_filled_or_locked_comes_back_and_nobody_is_left_without_a_sentence(
    tmp_path: Path, missing: Missing
) -> None:
    try:
        outcome = play(tmp_path, PEOPLE, ORDER)
    except CannotMount as reason:
        missing(f"a small disk cannot be mounted here ({reason})")
    assert outcome.is_right, outcome.table()
    assert outcome.messages[ANSWERED] > 0

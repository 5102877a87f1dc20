"""How the dialogue process is set up: what it leaves behind when it is killed, and what its copy has ready."""

from __future__ import annotations

import os

import pytest

from bot.dialogue.__main__ import share
from bot.front.turns.dialogue_client import TURN_SECONDS
from bot.settings import Settings


def test_a_ticket_that_a_killed_process_left_in_redis_lasts_no_longer_than_whoever_asked_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    share(Settings(secret="s" * 32))
    assert 0 < int(os.environ["TICKET_LOCK_LIFETIME"]) <= TURN_SECONDS

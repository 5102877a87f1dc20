"""A request is claimed once, answered from the store afterwards, and taken over when its process died."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import StatementError

from bot.clock import SHANGHAI
from bot.storage import Claim, StoredReplies, stored_replies
from tests.storage.ended_processes import dead_holder

AT = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)
REPLIES = [{"text": "最高四分之三", "choices": []}]


def test_only_the_first_claim_is_ours(engine: Engine) -> None:
    stored = StoredReplies(engine)
    assert stored.claim("web:a", "key", AT, AT - MINUTE) == Claim(is_ours=True)
    assert stored.claim("web:a", "key", AT, AT - MINUTE) == Claim(is_ours=False)
    assert stored.claim("web:b", "key", AT, AT - MINUTE) == Claim(is_ours=True)


def test_kept_replies_answer_the_same_request(engine: Engine) -> None:
    stored = StoredReplies(engine)
    stored.claim("web:a", "key", AT, AT - MINUTE)
    stored.keep("web:a", "key", REPLIES)
    assert stored.claim("web:a", "key", AT + 9 * MINUTE, AT + 8 * MINUTE) == Claim(is_ours=False, replies=REPLIES)


def test_an_abandoned_claim_is_taken_over_once(engine: Engine) -> None:
    stored = StoredReplies(engine)
    stored.claim("web:a", "key", AT, AT - MINUTE)
    later = AT + 2 * MINUTE
    assert stored.claim("web:a", "key", later, later - MINUTE) == Claim(is_ours=True)
    assert stored.claim("web:a", "key", later, later - MINUTE) == Claim(is_ours=False)


def test_a_claim_made_while_a_clock_was_ahead_is_taken_over(engine: Engine) -> None:
    stored = StoredReplies(engine)
    stored.claim("web:a", "key", AT + 60 * MINUTE, AT + 59 * MINUTE)
    assert stored.claim("web:a", "key", AT, AT - MINUTE) == Claim(is_ours=True)
    assert stored.claim("web:a", "key", AT, AT - MINUTE) == Claim(is_ours=False)


def test_a_claim_of_a_process_that_is_dead_is_taken_over_at_once_and_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_replies, "holder_name", dead_holder)
    StoredReplies(engine).claim("web:a", "key", AT, AT - MINUTE)
    monkeypatch.undo()
    living = StoredReplies(engine)
    assert living.claim("web:a", "key", AT, AT - MINUTE) == Claim(is_ours=True)
    assert StoredReplies(engine).claim("web:a", "key", AT, AT - MINUTE) == Claim(is_ours=False)
    living.keep("web:a", "key", REPLIES)
    assert StoredReplies(engine).claim("web:a", "key", AT, AT - MINUTE).replies == REPLIES


def test_a_released_claim_is_free_but_kept_replies_stay(engine: Engine) -> None:
    stored = StoredReplies(engine)
    stored.claim("web:a", "key", AT, AT - MINUTE)
    stored.release("web:a", "key")
    assert stored.claim("web:a", "key", AT, AT - MINUTE) == Claim(is_ours=True)
    stored.keep("web:a", "key", REPLIES)
    stored.release("web:a", "key")
    assert stored.claim("web:a", "key", AT, AT - MINUTE).replies == REPLIES


def test_old_requests_are_forgotten(engine: Engine) -> None:
    stored = StoredReplies(engine)
    stored.claim("web:a", "old", AT, AT - MINUTE)
    stored.claim("web:a", "new", AT + MINUTE, AT)
    assert stored.forget_before(AT + MINUTE) == 1


def test_a_moment_without_time_zone_is_a_mistake_of_the_caller(engine: Engine) -> None:
    with pytest.raises(StatementError, match="time zone"):
        StoredReplies(engine).claim("web:a", "key", datetime(2026, 1, 1), AT)

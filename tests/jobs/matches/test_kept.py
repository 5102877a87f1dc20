"""Kept matches are shown while they are what would be found now, and are looked for anew otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlalchemy.engine import Engine

from bot.jobs.matches import KeptMatches, NightlyMatching
from bot.jobs.seekers import Seeker, Seekers
from bot.kb import KnowledgeBase
from bot.storage.tables import openings
from tests.jobs.matches.conftest import AT_NIGHT, NIGHT, opening_row, register

MORNING = AT_NIGHT + timedelta(hours=7)
MOST = 10


@pytest.fixture
def seeker(engine: Engine, matching: Callable[..., NightlyMatching]) -> Seeker:
    """Give who looks for cleaning, after the night."""
    [person] = register(engine, 1)
    matching().run(NIGHT)
    return person


def test_what_is_kept_is_what_would_be_found(engine: Engine, kb: KnowledgeBase, seeker: Seeker) -> None:
    kept = KeptMatches(engine, kb)
    found = kept.still_true(seeker, NIGHT, MORNING, MOST)
    assert found is not None and len(found) == MOST
    assert found == kept._finder.openings_for(seeker, NIGHT, MOST)


def test_filled_openings_drop_out_and_others_move_up(engine: Engine, kb: KnowledgeBase, seeker: Seeker) -> None:
    kept = KeptMatches(engine, kb)
    best = kept.openings_for(seeker, NIGHT, MORNING, MOST)[0].opening.id
    _change(engine, openings.c.id == best, state="filled", updated_at=MORNING)
    again = kept.still_true(seeker, NIGHT, MORNING, MOST)
    assert again is not None and len(again) == MOST and best not in [pair.opening.id for pair in again]


def test_with_too_few_left_it_is_looked_again(engine: Engine, kb: KnowledgeBase, seeker: Seeker) -> None:
    _change(engine, openings.c.id > 24, state="filled", updated_at=MORNING)
    assert KeptMatches(engine, kb).still_true(seeker, NIGHT, MORNING, MOST) is None
    assert KeptMatches(engine, kb).openings_for(seeker, NIGHT, MORNING, MOST)


def test_a_better_opening_of_the_morning_is_shown(engine: Engine, kb: KnowledgeBase, seeker: Seeker) -> None:
    better = {**opening_row(600), "town": seeker.town, "trade": seeker.trade, "pay_high": 900_000, "hours": None}
    with engine.begin() as connection:
        connection.execute(insert(openings), [{**better, "updated_at": MORNING}])
    found = KeptMatches(engine, kb).openings_for(seeker, NIGHT, MORNING, MOST)
    assert found[0].opening.id == 600


def test_what_the_seeker_says_since_counts(engine: Engine, kb: KnowledgeBase, seeker: Seeker) -> None:
    Seekers(engine).note(seeker, {"town": "大寺镇"}, None, MORNING)
    assert KeptMatches(engine, kb).still_true(seeker, NIGHT, MORNING, MOST) is None


def test_what_is_older_than_a_night_is_not_shown(engine: Engine, kb: KnowledgeBase, seeker: Seeker) -> None:
    assert KeptMatches(engine, kb).still_true(seeker, NIGHT, MORNING + timedelta(days=1), MOST) is None


def test_without_consent_nothing_that_was_kept_is_shown(engine: Engine, kb: KnowledgeBase, seeker: Seeker) -> None:
    Seekers(engine).stop(seeker.person, "chat", MORNING)
    assert KeptMatches(engine, kb).still_true(seeker, NIGHT, MORNING, MOST) is None


def _change(engine: Engine, these: Any, **values: Any) -> None:
    with engine.begin() as connection:
        connection.execute(update(openings).where(these).values(**values))

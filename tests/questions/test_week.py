"""What was asked in a week: counts by topic, policy and end, and the share of useful answers."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Engine

from bot.questions.rating import rate
from bot.questions.states import Rating
from bot.questions.week import WeekTally, asking
from tests.questions.conftest import NOW, PERSON, Ask

WEEK = timedelta(days=7)


def test_what_was_asked_is_counted_by_topic_policy_and_end(engine: Engine, ask: Ask) -> None:
    tickets = [ask("贷多少", "answered", "startup_loan") for _ in range(3)]
    ask("摆摊要交税吗", "not_covered")
    ask("转人工", "handoff")
    for ticket, rating in zip(tickets, (Rating.USEFUL, Rating.USEFUL, Rating.USELESS), strict=True):
        assert ticket is not None
        rate(engine, PERSON, ticket, rating, NOW)
    found = asking(engine, NOW, NOW + WEEK)
    assert found.all == WeekTally(4, 2, 1)
    assert found.outcomes == {"answered": WeekTally(3, 2, 1), "not_covered": WeekTally(1, 0, 0)}
    assert found.topics == {"loans": WeekTally(3, 2, 1)}
    assert found.policies == {"startup_loan": WeekTally(3, 2, 1)}
    assert found.all.share_useful == 2 / 3


def test_only_the_stretch_that_is_looked_at_counts(engine: Engine, ask: Ask) -> None:
    for days in (-1, 0, 6, 7):
        ask("贷多少", "answered", "startup_loan", at=NOW + timedelta(days=days))
    assert asking(engine, NOW, NOW + WEEK).all == WeekTally(2, 0, 0)


def test_a_week_without_questions_has_no_share(engine: Engine) -> None:
    found = asking(engine, NOW, NOW + WEEK)
    assert (found.all, found.all.share_useful, found.topics) == (WeekTally(0, 0, 0), None, {})

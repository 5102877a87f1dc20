"""What the page says of a person's facts, it says in words and units."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.front.me.holdings import Holdings
from bot.jobs.fairs import Fair, FairKind, FairReminders, Fairs
from bot.kb import KnowledgeBase, load
from bot.people import Identities
from bot.storage.tables import people
from tests.front.fake_dialogue import SECRET


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """Give the real knowledge base."""
    return load(Path("policies_kb"))


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("sex", "male", "男"),
        ("unemployed_months", 49, "49个月"),
        ("has_job", False, "否"),
        ("age", 52, "52周岁"),
        ("born_on", "1974-05-06", "1974年5月6日"),
        ("gone_from_the_catalogue", 3, "3"),
        ("unemployed_months", "broken", "不清楚"),
    ],
)
def test_a_kept_fact_is_said_in_words_with_its_unit(
    engine: Engine, kb: KnowledgeBase, fact: str, value: Any, said: str
) -> None:
    holdings = Holdings(engine, Identities(engine, SECRET), kb, {})
    identity = holdings.meet("web:one", now())
    with engine.begin() as connection:
        connection.execute(update(people).values(facts={fact: value}))
    [(_, shown)] = holdings.page(identity, now()).facts
    assert shown == said


def test_what_one_is_reminded_of_is_shown_and_stops_with_everything(engine: Engine, kb: KnowledgeBase) -> None:
    holdings, reminders = Holdings(engine, Identities(engine, SECRET), kb, {}), FairReminders(engine)
    identity = holdings.meet("web:one", now())
    held_on = now().date() + timedelta(days=9)
    Fairs(engine).keep([Fair(0, FairKind.FAIR, "样例专场", held_on, "09:00")], "list", now())
    [fair] = Fairs(engine).between(held_on, held_on)
    for stop in (holdings.stop_reminders, holdings.stop):
        assert reminders.ask("web:one", fair, now()) is not None
        [line] = holdings.page(identity, now()).fairs
        assert "样例专场" in line
        stop(identity, now())
        assert holdings.page(identity, now()).fairs == () and reminders.asked_for(fair.id) == 0

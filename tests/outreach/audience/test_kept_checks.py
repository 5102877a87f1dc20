"""Who had a check kept in the chat is found by a campaign and told, on the page where they agreed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.outreach.scheduler.outbox import set_due
from bot.people import Keeping, Subscriptions
from bot.storage.tables import web_inbox
from tests.outreach.world import FITS, NOON, TOPIC, World

pytestmark = pytest.mark.anyio

AGREED, OTHER_TOPIC, LEFT = "web:agreed", "web:other topic", "web:left"


async def test_those_who_agreed_are_told_on_their_page(world: World) -> None:
    keeping = Keeping(world.engine, world.kb.facts)
    for conversation, topic in ((AGREED, TOPIC), (OTHER_TOPIC, "startup_loan"), (LEFT, TOPIC)):
        assert keeping.keep(conversation, topic, FITS, NOON) == tuple(FITS)
    assert Subscriptions(world.engine).stop(LEFT, NOON) == 2
    run = world.approved()
    set_due(world.outreach, run.id, world.clock())
    await world.outbox().make_pass()
    with world.engine.connect() as connection:
        told = connection.execute(select(web_inbox.c.conversation)).scalars().all()
    assert told == [AGREED]
    [row] = world.rows()
    assert (row.way, row.state) == ("web", "sent")

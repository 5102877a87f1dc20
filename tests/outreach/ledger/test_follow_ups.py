"""Those who were told are asked once whether they applied, unless they have said it already or took their consent back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.outreach.ledger.events import FollowUpAnswer, answer, latest_notice
from bot.outreach.runs.states import NoticeKind
from bot.outreach.sending.web_inbox import WebInbox
from bot.people import Consents
from bot.storage.tables import web_inbox
from tests.outreach.world import FOLLOW_UP_TEMPLATE, NOON, World, add_person

pytestmark = pytest.mark.anyio


async def told(world: World) -> None:
    world.planned()
    await world.outbox().make_pass()


async def test_the_question_comes_after_its_days_and_once(world: World) -> None:
    add_person(world.engine, "p")
    await told(world)
    world.clock.advance(days=6, hours=23)
    await world.outbox().make_pass()
    assert world.states() == {"p": "sent"}
    world.clock.advance(hours=1)
    for _ in range(3):
        await world.outbox().make_pass()
        world.clock.advance(days=1)
    assert world.states() == {"p": "sent", "p/follow_up": "sent"}
    assert [letter.template for letter in world.platform.letters][-1] == FOLLOW_UP_TEMPLATE
    assert len(world.platform.letters) == 2


async def test_an_answer_to_the_question_belongs_to_the_notice(world: World) -> None:
    add_person(world.engine, "p")
    await told(world)
    world.clock.advance(days=7)
    await world.outbox().make_pass()
    question = latest_notice(world.engine, "wechat:p", NOON, NoticeKind.FOLLOW_UP)
    assert question is not None
    assert answer(world.engine, question, FollowUpAnswer.APPLIED, world.clock())
    assert [row.answer for row in world.rows()] == ["applied", "applied"]


async def test_who_has_answered_already_or_wants_nothing_more_is_not_asked(world: World) -> None:
    for name in ("answered", "left", "asked"):
        add_person(world.engine, name)
    await told(world)
    numbers = {row.person: row.id for row in world.rows()}
    answer(world.engine, numbers["answered"], FollowUpAnswer.APPLIED, world.clock())
    Consents(world.engine).withdraw("left", "chat", world.clock())
    world.clock.advance(days=7)
    await world.outbox().make_pass()
    assert [name for name in world.states() if name.endswith("/follow_up")] == ["asked/follow_up"]


async def test_on_the_web_page_notice_and_question_wait_in_the_inbox(world: World) -> None:
    add_person(world.engine, "p", agrees=("web",), wechat=False, web=True, grants=None)
    await told(world)
    world.clock.advance(days=7)
    await world.outbox().make_pass()
    newest, oldest = WebInbox(world.engine, world.clock).entries("web:p")
    assert "1 已申请" in newest.text
    assert "退订" in oldest.text
    assert newest.at - oldest.at == timedelta(days=7)
    with world.engine.connect() as connection:
        assert set(connection.execute(select(web_inbox.c.notice)).scalars()) == {row.id for row in world.rows()}

"""On WeChat an answer is rated by a tap on the last line or by a word, and only by whom it was given to."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.messaging.protocol.rating_line import read_rating
from bot.storage.tables import asked_questions
from bot.wording.office.rating import GONE, SORRY, THANKS
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]

LINK = re.compile(r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^&"]+)&msgmenuid=([^"]+)">([^<]+)</a>')


async def last(phone: Phone) -> str:
    text: str = (await phone.answers())[-1]["text"]
    return text


async def ask(phone: Phone) -> dict[str, str]:
    """Ask something and return the ids behind 有用 and 没用."""
    await phone.write("社保补贴")
    links = {label: choice for _, choice, label in LINK.findall(await last(phone)) if read_rating(choice)}
    assert list(links) == ["有用", "没用"]
    return links


def ratings(engine: Engine) -> list[str | None]:
    query = select(asked_questions.c.rating).where(
        asked_questions.c.text.is_not(None) | asked_questions.c.rating.is_not(None)
    )
    with engine.connect() as connection:
        return list(connection.execute(query.order_by(asked_questions.c.id)).scalars())


async def test_a_tap_rates_the_answer_it_stands_under(phone: Phone, engine: Engine, dialogue: FakeDialogue) -> None:
    older = await ask(phone)
    await ask(phone)
    turns = len(dialogue.turns)
    await phone.act("pick", id=older["没用"], content="没用")
    assert await last(phone) == SORRY
    await phone.act("pick", id=older["有用"], content="有用")
    assert await last(phone) == THANKS
    assert ratings(engine)[-2:] == ["useful", None]
    assert len(dialogue.turns) == turns


async def test_an_account_that_sends_no_id_rates_the_last_answer(phone: Phone, engine: Engine) -> None:
    await ask(phone)
    await phone.write("没用")
    assert await last(phone) == SORRY
    assert ratings(engine)[-1] == "useless"


async def test_the_answer_of_another_cannot_be_rated(switchboard: Switchboard, phone: Phone, engine: Engine) -> None:
    links = await ask(phone)
    other = await switchboard.new_phone("李叔")
    await other.act("follow")
    await other.act("pick", id=links["没用"], content="没用")
    assert await last(other) == GONE
    assert ratings(engine)[-1] is None


async def test_after_a_rating_the_choices_can_still_be_picked(phone: Phone, dialogue: FakeDialogue) -> None:
    links = await ask(phone)
    await phone.act("pick", id=links["有用"], content="有用")
    await phone.write("2")
    assert dialogue.turns[-1]["payload"] == '/ask_materials{"policy": "social_insurance_subsidy"}'

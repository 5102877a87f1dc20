"""A colleague speaks with a person on WeChat: by name, within the reply window, each line once."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from bot.front.channels.wechat.channel import WechatChannel
from bot.front.channels.wechat.office_lines import WINDOW, WechatLines
from bot.kb.model.calendar import Calendar
from bot.messaging.ledgers.reply_windows import WindowLedger
from bot.referrals.open import PersonCall, open_call
from bot.referrals.takeovers import Takeover, Takeovers
from bot.referrals.talk_lines import LineState, TalkLines
from bot.staff.colleagues import Colleague, Role, Staff
from tests.front.channels.wechat.outcomes import MovableClock, identity_row, pushed, settled
from tests.front.channels.wechat.phone import Phone
from tests.front.fake_dialogue import FakeDialogue

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]


class Talk:
    """A colleague in the conversation of a phone."""

    def __init__(self, channel: WechatChannel, engine: Engine, clock: MovableClock, conversation: str) -> None:
        self.lines, self._takeovers = TalkLines(engine), Takeovers(engine)
        self.way = WechatLines(channel.api, self.lines, WindowLedger(engine), channel.identities, clock)
        self._clock = clock
        self.conversation = conversation
        referral = open_call(engine, PersonCall(conversation), clock(), Calendar())
        self.taken: Takeover = self._takeovers.begin(conversation, referral.id, "lihong", clock())

    async def say(self, *texts: str) -> None:
        """Say something and have it brought."""
        for text in texts:
            self._takeovers.say(self.taken, text, text, self._clock())
        await self.way.bring()

    def end(self) -> None:
        """Give the conversation back."""
        self._takeovers.end(self.taken, "lihong", self._clock())

    def states(self) -> list[tuple[LineState, str | None]]:
        """Return what became of each line of the office."""
        lines = self.lines.of(self.conversation)
        return [(line.state, line.reason) for line in lines if line.state is not LineState.HEARD]


@pytest.fixture
async def talk(phone: Phone, channel: WechatChannel, engine: Engine, clock: MovableClock) -> Talk:
    """Give a talk with someone who has just written."""
    Staff(engine).add(Colleague("lihong", "李红", Role.MATCHMAKER, None), clock())
    await phone.write("问题")
    await settled(engine)
    return Talk(channel, engine, clock, identity_row(engine, phone.openid).conversation)


async def test_lines_come_by_name_and_once(phone: Phone, talk: Talk) -> None:
    await talk.say("您好", "想找什么活？")
    await talk.way.bring()
    said = await pushed(phone)
    assert said == ["李老师（就业红娘）来和您说话了，机器人先不出声。", "【李老师】您好", "【李老师】想找什么活？"]


async def test_the_bot_is_silent_while_the_colleague_speaks_and_answers_afterwards(
    phone: Phone, talk: Talk, engine: Engine
) -> None:
    before = len(await phone.answers())
    await phone.write("离家近的")
    await settled(engine)
    assert len(await phone.answers()) == before
    assert [line.text for line in talk.lines.of(talk.conversation)][-1] == "离家近的"
    talk.end()
    await phone.write("再问")
    await settled(engine)
    assert "您说：再问" in [message["text"] for message in await phone.answers()]


async def test_what_the_window_does_not_allow_waits_for_a_word_of_the_person(
    phone: Phone, talk: Talk, engine: Engine
) -> None:
    await talk.say(*"一二三四五六")
    assert talk.states()[-2:] == [(LineState.WAITING, WINDOW), (LineState.WAITING, None)]
    assert len(await pushed(phone)) == 5
    await phone.write("在")
    await settled(engine)
    await talk.way.bring()
    assert [state for state, _ in talk.states()] == [LineState.SENT] * 7
    assert (await pushed(phone))[-1] == "【李老师】六"


@pytest.mark.parametrize("stop", ["退订", "T", "ＴＤ", "退定", "不想收了", "别再给我发了"])
async def test_who_wants_no_more_notices_is_heard_even_now_and_no_model_is_asked(
    phone: Phone, talk: Talk, engine: Engine, dialogue: FakeDialogue, stop: str
) -> None:
    dialogue.turns.clear()
    await phone.write(stop)
    await settled(engine)
    assert dialogue.turns == []
    assert "您没有订阅过提醒" in (await phone.answers())[-1]["text"]


async def test_a_dead_address_is_said_and_not_tried_again(phone: Phone, talk: Talk, channel: WechatChannel) -> None:
    channel.identities.set_reachable(talk.conversation, "unfollowed")
    await talk.say("在吗")
    assert talk.states() == [(LineState.FAILED, "unreachable")] * 2
    assert await pushed(phone) == []

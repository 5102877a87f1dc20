"""提醒我 after fairs were named: what is kept is said first, nothing is kept without a yes, and it ends with one word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation import HandlerResult, IncomingMessage, Reply, Wish
from bot.front.turns.fair_reminder_talk import FairReminderTalk
from bot.front.turns.fair_talk import FairTalk
from bot.jobs.fairs import Fair, FairKind, FairReminders, Fairs
from bot.kb import MadeOf
from bot.outreach import ConsentTalk, NoticeTalk
from bot.people import Identities
from bot.storage import OfferedChoices
from bot.understanding import Normaliser
from bot.understanding.acts import ActReader
from tests.front.turns.test_job_talk import TODAY, kb

VISITOR = "web:one"
AT = datetime(2026, 11, 25, 12, tzinfo=SHANGHAI)
FAIR = Fair(0, FairKind.FAIR, "样例专场", date(2026, 11, 28), "09:00", "11:30", "中北镇", "样例广场")
LATER = Fair(0, FairKind.LIVE, "晚间直播", date(2026, 11, 29), "19:00")

Say = Callable[..., Reply | None]


@pytest.fixture
def say(engine: Engine) -> Say:
    """Return what a visitor hears, with the choices offered as front offers them."""
    acts = MadeOf(kb, lambda known: ActReader(known.acts, Normaliser(known.rewrites)))
    handlers = (
        ConsentTalk(engine, kb, acts, NoticeTalk(engine, kb, lambda: TODAY), lambda: TODAY),
        FairReminderTalk(engine, lambda: TODAY),
        FairTalk(engine, kb, lambda: TODAY),
    )

    def say(text: str = "", pick: Wish | None = None, conversation: str = VISITOR, at: datetime = AT) -> Reply | None:
        heard = (handler.hear(IncomingMessage(conversation, text, pick), at) for handler in handlers)
        result: HandlerResult | None = next((each for each in heard if each is not None), None)
        if result is None:
            return None
        [reply] = result.said
        OfferedChoices(engine).offer(conversation, [(each.label, each.wish.encode()) for each in reply.choices], at)
        return reply

    return say


def labels(reply: Reply | None) -> list[str]:
    assert reply is not None
    return [choice.label for choice in reply.choices]


def pick(say: Say, reply: Reply | None, place: int = 0, **more: str) -> Reply:
    assert reply is not None
    answered = say("", reply.choices[place].wish, **more)
    assert answered is not None
    return answered


def test_it_is_asked_what_may_be_kept_and_nothing_is_kept_before_a_yes(say: Say, engine: Engine) -> None:
    Fairs(engine).keep([FAIR], "list", AT)
    listed = say("这礼拜有招聘会吗")
    assert labels(listed) == ["提醒我"]
    asked = pick(say, listed)
    assert "11月27日（周五）上午10点左右提醒您" in asked.text and "过了就删" in asked.text
    assert FairReminders(engine).of(VISITOR) == []
    assert "没有记" in pick(say, asked, 1).text and FairReminders(engine).of(VISITOR) == []
    kept = pick(say, asked)
    assert kept.text.startswith("记下了。11月27日（周五）上午10点左右提醒您：11月28日（周六）09:00开始，样例专场")
    assert [each.title for each in FairReminders(engine).of(VISITOR)] == ["样例专场"]
    assert "已经记着了" in pick(say, listed).text
    shown = say("我的提醒")
    assert shown is not None and "11月28日（周六）09:00开始，样例专场" in shown.text
    assert "停了" in pick(say, kept).text and FairReminders(engine).of(VISITOR) == []


@pytest.mark.parametrize("words", ["提醒我", "到时候提醒我", "好，到时候叫我一声", "提醒我一下吧", "麻烦提前告诉我"])
def test_it_may_be_typed_where_fairs_were_just_named(words: str, say: Say, engine: Engine) -> None:
    Fairs(engine).keep([FAIR], "list", AT)
    assert say(words) is None
    say("最近有招聘会吗")
    reply = say(words)
    assert labels(reply) == ["好的，提醒我", "不用"]


def test_of_several_fairs_it_is_asked_which(say: Say, engine: Engine) -> None:
    Fairs(engine).keep([FAIR, LATER], "list", AT)
    assert labels(say("这礼拜有招聘会或者直播带岗吗")) == ["提醒我：11月28日样例专场", "提醒我：11月29日晚间直播"]
    which = say("提醒我")
    assert which is not None and which.text == "想提醒哪一场？点一场。"
    assert "晚间直播" in pick(say, which, 1).text


@pytest.mark.parametrize("words", ["不用提醒了", "别提醒我了", "招聘会不用提醒了", "退订"])
def test_one_word_ends_it(words: str, say: Say, engine: Engine) -> None:
    Fairs(engine).keep([FAIR], "list", AT)
    pick(say, pick(say, say("这礼拜有招聘会吗")))
    reply = say(words)
    assert reply is not None and "停" in reply.text
    assert FairReminders(engine).of(VISITOR) == []


def test_what_is_too_late_gone_or_elsewhere_is_said(say: Say, engine: Engine) -> None:
    fairs = Fairs(engine)
    fairs.keep([FAIR], "list", AT)
    listed = say("这礼拜有招聘会吗")
    late = pick(say, listed, at=datetime(2026, 11, 27, 19, tzinfo=SHANGHAI))
    assert "来不及提醒了" in late.text and FairReminders(engine).of(VISITOR) == []
    assert labels(say("这礼拜有招聘会吗", conversation="wecom:lihong")) == []
    assert "没法提醒" in pick(say, listed, conversation="wecom:lihong").text
    asked = pick(say, listed)
    [fair] = fairs.between(FAIR.held_on, FAIR.held_on)
    fairs.drop(fair.id)
    assert "已经取消了" in pick(say, asked).text and FairReminders(engine).of(VISITOR) == []


def test_on_wechat_it_is_said_what_the_platform_asks(say: Say, engine: Engine) -> None:
    Identities(engine).meet("wechat", "app", "openid", AT, "wx:one")
    Fairs(engine).keep([FAIR], "list", AT)
    kept = pick(
        say,
        pick(say, say("这礼拜有招聘会吗", conversation="wx:one"), conversation="wx:one"),
        conversation="wx:one",
    )
    assert "两天没跟我说过话" in kept.text and "允许公众号给我发提醒" in kept.text

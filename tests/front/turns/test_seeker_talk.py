"""A whole registration in the chat: nothing before it is agreed to, one question after the other, shown, and gone at 不找了."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.conversation import HandlerResult, IncomingMessage, Wish
from bot.front.turns.job_talk import JobTalk
from bot.front.turns.seeker_talk import SeekerTalk
from bot.jobs.seekers import Seeker, Seekers
from bot.people import JOB_SEEKING, Consents, Identities, Sealer
from bot.storage.tables import introductions, openings, people, seekers
from tests.front.turns.test_job_talk import TODAY, kb, talk

__all__ = ["talk"]
ASKED = "想找个保洁的工作，3500以上"
REGISTER = "登记，让红娘帮我找"
SEALER = Sealer("k" * 32)


class Phone:
    """Somebody who looks for work, with the buttons that were shown last."""

    def __init__(self, engine: Engine, openings: JobTalk, conversation: str = "web:one") -> None:
        self.engine, self.conversation = engine, conversation
        self._handlers = (
            SeekerTalk(engine, kb, lambda: TODAY, SEALER),
            openings,
        )
        self.buttons: dict[str, Wish] = {}

    def say(self, text: str, later: timedelta = timedelta()) -> str | None:
        """Type a message, or tap the button of these words; return what is said, None where nobody here hears it."""
        spoken = IncomingMessage(self.conversation, text, self.buttons.get(text))
        results = (handler.hear(spoken, now() + later) for handler in self._handlers)
        heard: HandlerResult | None = next((result for result in results if result is not None), None)
        if heard is None:
            return None
        [reply] = heard.said
        self.buttons = {choice.label: choice.wish for choice in reply.choices}
        return reply.text

    def seeker(self) -> Seeker | None:
        return Seekers(self.engine).of(self.conversation, now())


@pytest.fixture
def phone(engine: Engine, talk: JobTalk) -> Phone:
    return Phone(engine, talk)


def said(text: str | None) -> str:
    assert text is not None
    return text


def test_a_registration_from_the_first_look_to_the_end(phone: Phone, engine: Engine) -> None:
    phone.say(ASKED)
    terms = said(phone.say(REGISTER))
    assert "红娘看得到这些，看不到电话" in terms and "不找了" in terms and "2027年2月23日" in terms
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(people)).scalar_one() == 0
    assert said(phone.say("同意，登记三个月")).startswith("在哪个街镇附近找")
    assert list(phone.buttons) == ["中北镇", "张家窝镇", "哪里都行"]
    assert said(phone.say("我住中北镇")).startswith("下面的都可以不说。\n夜班")
    said(phone.say("能上"))
    said(phone.say("全职"))
    assert said(phone.say("138123")).startswith("这个号码不对")
    done = said(phone.say("138 1234 5678"))
    assert "找什么活：保洁" in done and "工资最少：3500元/月" in done and "登记好了" in done
    assert "1381234" not in done
    seeker = phone.seeker()
    assert seeker is not None and (seeker.works_nights, seeker.has_phone, seeker.is_complete) == (True, True, True)
    assert "街镇：中北镇" in said(phone.say("我的求职登记"))
    assert said(phone.say("不找了")).startswith("好的，已经停了")
    assert phone.seeker() is None
    assert phone.say("不找了") is None


def test_who_stops_ends_what_is_under_way(phone: Phone, engine: Engine) -> None:
    phone.say("想找个保洁的工作，中北镇附近")
    phone.say(REGISTER)
    phone.say("同意，登记三个月")
    seeker = phone.seeker()
    assert seeker is not None
    named = {"opening": 1, "title": "保洁员", "employer_name": "样例公司", "introduced_by": "lihong", "asked_at": now()}
    whose = {"person": seeker.person, "conversation": seeker.conversation, "state": "asked"}
    with engine.begin() as connection:
        named["opening"] = connection.execute(select(openings.c.id)).scalars().first()
        connection.execute(insert(introductions).values(**whose, **named))
    phone.say("找到工作了")
    with engine.connect() as connection:
        assert connection.execute(select(introductions.c.state)).scalar_one() == "stopped"


def test_whoever_does_not_agree_leaves_nothing(phone: Phone, engine: Engine) -> None:
    phone.say(ASKED)
    phone.say(REGISTER)
    assert "什么都没记" in said(phone.say("不登记"))
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(people)).scalar_one() == 0


def test_of_two_trades_somebody_says_which(phone: Phone) -> None:
    phone.say("想找个保洁或者保安的工作，中北镇附近")
    phone.say(REGISTER)
    assert said(phone.say("同意，只登记一个月")).startswith("想找什么活")
    assert list(phone.buttons) == ["保洁", "保安"]
    said(phone.say("保安"))
    seeker = phone.seeker()
    assert seeker is not None and (seeker.trade, seeker.town) == ("guard", "中北镇")


def test_who_is_enough_said_is_done(phone: Phone) -> None:
    phone.say("想找个保洁的工作，中北镇附近，3500以上")
    phone.say(REGISTER)
    said(phone.say("同意，登记三个月"))
    assert "登记好了，到2027年2月23日" in said(phone.say("就这些"))
    assert phone.say("能上") is None


@pytest.mark.parametrize("text", ["找到了", "不找了怎么办失业登记", "找工作", "推荐个工作", "不用了"])
def test_nothing_but_a_plain_word_ends_a_registration(phone: Phone, text: str) -> None:
    phone.say("想找个保洁的工作，中北镇附近，3500以上")
    phone.say(REGISTER)
    phone.say("同意，登记三个月")
    phone.say("就这些")
    phone.say(text)
    assert phone.seeker() is not None


def test_a_question_in_between_is_left_to_the_others_and_a_late_word_is_no_answer(phone: Phone) -> None:
    phone.say("想找个保洁的工作，中北镇附近，3500以上")
    phone.say(REGISTER)
    said(phone.say("同意，登记三个月"))
    assert phone.say("社保补贴能领多少") is None
    assert phone.say("可以", timedelta(minutes=31)) is None
    assert said(phone.say("不能"))


def test_who_is_registered_is_not_asked_again(phone: Phone) -> None:
    phone.say("想找个保洁的工作，中北镇附近")
    offer = phone.buttons[REGISTER]
    phone.say(REGISTER)
    phone.say("同意，登记三个月")
    phone.say(ASKED)
    assert REGISTER not in phone.buttons
    phone.buttons[REGISTER] = offer
    assert "登记好了" in said(phone.say(REGISTER))


def test_what_ended_elsewhere_is_not_written_to(phone: Phone, engine: Engine) -> None:
    phone.say("想找个保洁的工作，中北镇附近")
    phone.say(REGISTER)
    phone.say("同意，登记三个月")
    [person] = {each.person for each in Identities(engine).of_person(phone.seeker().person)}  # type: ignore[union-attr]
    Consents(engine).withdraw(person, "page", now(), JOB_SEEKING)
    assert phone.say("4000") is None
    assert said(phone.say("不说")).startswith("好的，已经停了")
    with engine.connect() as connection:
        assert connection.execute(select(seekers.c.floor)).scalar() is None


def test_the_page_shows_it_and_ends_it(phone: Phone, engine: Engine, tmp_path: Path) -> None:
    from bot.front.me.holdings import Holdings

    phone.say("想找个保洁的工作，中北镇附近")
    phone.say(REGISTER)
    phone.say("同意，登记三个月")
    holdings = Holdings(engine, Identities(engine, "a secret for tests"), kb(), {})
    identity = holdings.meet(phone.conversation, now())
    holdings.want(identity, [], now())
    assert ("找什么活", "保洁") in holdings.page(identity, now()).seeking
    holdings.stop_seeking(identity, now())
    assert holdings.page(identity, now()).seeking == ()

"""A stop acts at once and says how to undo it; a start stores nothing before 要 is picked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation import HandlerResult, IncomingMessage, Outcome, Wish
from bot.kb import STARTS, STOPS, KnowledgeBase, load
from bot.kb.act_cases import load_act_cases
from bot.outreach import ConsentTalk, NoticeTalk, StartTalk
from bot.people import Consents, Identities, Subscriptions
from bot.storage.tables import consents
from bot.understanding import Normaliser
from bot.understanding.acts import ActReader

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=SHANGHAI)
TODAY = date(2026, 11, 25)
CASES = load_act_cases(Path("policies_kb/act_cases"))
kb = lru_cache(maxsize=1)(lambda: load(Path("policies_kb")))
acts = lru_cache(maxsize=1)(lambda: ActReader(kb().acts, Normaliser(kb().rewrites)))


def known() -> KnowledgeBase:
    return kb()


def read() -> ActReader:
    return acts()


class Talk:
    """Both handlers on one database, with someone on WeChat who is told of two topics."""

    def __init__(self, engine: Engine) -> None:
        notices = NoticeTalk(engine, known, lambda: TODAY)
        self.stops = ConsentTalk(engine, known, read, notices, lambda: TODAY)
        self.starts = StartTalk(engine, known, read, lambda: TODAY)
        self.engine = engine
        identity = Identities(engine, "a secret for tests").meet("wechat", "wx", "openid", NOW - timedelta(days=30))
        self.conversation = identity.conversation
        for topic in ("startup_loan", "recruitment"):
            Consents(engine).give(identity.person, topic, "wechat", "page", NOW - timedelta(days=20))

    def hear(self, text: str = "", wish: Wish | None = None, at: datetime = NOW) -> HandlerResult | None:
        spoken = IncomingMessage(self.conversation, text, wish)
        return self.stops.hear(spoken, at) or self.starts.hear(spoken, at)

    def says(self, text: str = "", wish: Wish | None = None, at: datetime = NOW) -> str:
        result = self.hear(text, wish, at)
        assert result is not None
        assert result.said[0].outcome is Outcome.CONSENT
        return result.said[0].text

    def topics(self) -> tuple[str, ...]:
        return Subscriptions(self.engine).of(self.conversation, NOW).topics

    def rows(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(consents)).scalar_one())


@pytest.fixture
def talk(engine: Engine) -> Talk:
    return Talk(engine)


@pytest.mark.parametrize("text", ["统统给我关喽", "不想收了，咋关", "TD", "0000", "别再給我發了"])
def test_a_stop_acts_at_once_and_says_how_to_undo_it(talk: Talk, text: str) -> None:
    assert "恢复提醒" in talk.says(text)
    assert talk.topics() == ()


def test_a_stop_of_one_kind_leaves_the_other(talk: Talk) -> None:
    said = talk.says("招聘的别发了")
    assert "招聘求职" in said
    assert "恢复提醒" in said
    assert talk.topics() == ("startup_loan",)


def test_a_pause_says_until_when(talk: Talk) -> None:
    assert "12月25日" in talk.says("暂停一个月")
    assert "暂停" in talk.says("现在还会给我发吗")
    assert talk.topics() == ("startup_loan", "recruitment")


def test_how_it_stands_is_told_before_and_after(talk: Talk) -> None:
    assert "创业担保贷款及贴息、招聘求职" in talk.says("我都订了哪些通知")
    talk.says("退订")
    assert "已经停了" in talk.says("退了没有")


def test_a_start_asks_and_stores_nothing_before_yes_is_picked(talk: Talk) -> None:
    before = talk.rows()
    result = talk.hear("订阅社保补贴")
    assert result is not None
    yes, no = result.said[0].choices
    assert (talk.rows(), yes.label, no.label) == (before, "要", "不要")
    assert "不会发" in talk.says(wish=no.wish)
    assert talk.rows() == before
    assert "社会保险补贴" in talk.says(wish=yes.wish)
    assert "social_insurance_subsidy" in talk.topics()


def test_starting_again_offers_what_ended_last(talk: Talk) -> None:
    talk.says("退订")
    result = talk.hear("恢复提醒", at=NOW + timedelta(minutes=1))
    assert result is not None
    assert "创业担保贷款及贴息、招聘求职" in result.said[0].text
    assert talk.topics() == ()
    talk.says(wish=result.said[0].choices[0].wish, at=NOW + timedelta(minutes=2))
    assert talk.topics() == ("startup_loan", "recruitment")


def test_a_bare_word_means_it_only_of_someone_who_gets_notices(talk: Talk) -> None:
    assert talk.hear("停") is not None
    assert talk.hear("停") is None


@pytest.mark.parametrize("text", ["别停我的补贴", "社保补贴停发了怎么办", "取消登记", "失业金停了没有", "不要了"])
def test_what_only_looks_like_a_stop_changes_nothing(talk: Talk, text: str) -> None:
    assert talk.hear(text) is None
    assert len(talk.topics()) == 2


def test_no_message_of_the_gold_lists_gives_a_consent_and_no_stop_is_answered_with_the_offer_of_one(
    engine: Engine,
) -> None:
    talk = Talk(engine)
    own = [case for case in CASES if case.group.startswith("notices")]
    stops = {act.value for act in STOPS}
    for case in own:
        result = talk.hear(case.said)
        if case.act in stops and result is None:
            heard = read().about_notices(case.said, TODAY)
            assert heard is not None, case.said
            assert heard.is_weak, case.said
        elif case.act in stops:
            assert result is not None
            assert not any(choice.intent == "office_start_notices" for choice in result.said[0].choices), case.said
        assert talk.rows() <= 2, case.said
    assert {act.value for act in STARTS} <= {case.act for case in own}

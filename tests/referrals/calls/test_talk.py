"""The talk about a call from the offer to its end, without a door or a dialogue."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.conversation.message import HandlerResult, IncomingMessage, TurnOutcome
from bot.conversation.reply import Reply
from bot.conversation.wishes import Wish
from bot.kb import KnowledgeBase, load
from bot.people.sealer import Sealer
from bot.questions.question_keeper import QuestionKeeper
from bot.referrals.calls.talk import ReferralTalk
from bot.referrals.case_codes import CaseCodes
from bot.referrals.states import ReferralState
from bot.settings import Settings
from bot.staff.colleagues import Staff
from tests.referrals.conftest import AT, call

WHO = "web:a"


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the knowledge base."""
    return load(Settings().kb_dir)


@pytest.fixture
def talk(office: Engine, kb: KnowledgeBase) -> ReferralTalk:
    """Give the talk of an office that asks for telephone numbers."""
    return ReferralTalk(office, lambda: kb, AT.date, Sealer("a key for tests only"))


def said(result: HandlerResult | None) -> Reply:
    assert result is not None
    [reply] = result.said
    return reply


def pick(talk: ReferralTalk, reply: Reply, label: str) -> Reply:
    [choice] = [choice for choice in reply.choices if choice.label == label]
    return said(talk.hear(IncomingMessage(WHO, label, choice.wish), AT))


def type_in(talk: ReferralTalk, text: str) -> Reply:
    return said(talk.hear(IncomingMessage(WHO, text), AT))


def test_offer_town_number_and_promise(talk: ReferralTalk) -> None:
    offered = type_in(talk, "找红娘")
    towns = pick(talk, offered, "请就业红娘联系我")
    assert {choice.label for choice in towns.choices} == {"丙镇", "乙镇", "甲镇", "别的地方，或说不清"}
    assert "手机号" in type_in(talk, "甲镇").text
    promised = type_in(talk, "13900001111")
    assert "已经登记" in promised.text and "甲站的李老师" in promised.text


@pytest.mark.parametrize("asking", ["请就业红娘联系我", "让红娘给我打电话"])
def test_who_asks_to_be_called_is_not_offered_it_first(talk: ReferralTalk, asking: str) -> None:
    assert "街镇" in type_in(talk, asking).text
    assert "手机号" in type_in(talk, "我在甲镇住").text
    assert "已经登记" in type_in(talk, "138 0000 1111").text


@pytest.mark.parametrize("steps", [("找红娘",), ("找红娘", "请就业红娘联系我")])
def test_a_number_left_at_any_step_makes_the_call(office: Engine, talk: ReferralTalk, steps: tuple[str, ...]) -> None:
    for step in steps:
        type_in(talk, step)
    assert "已经登记" in type_in(talk, "打我手机13900001111").text
    assert sealed_numbers(office) == ["13900001111"]


def test_a_number_left_after_the_call_is_kept_for_it_and_noted(office: Engine, talk: ReferralTalk) -> None:
    call(office, WHO)
    told = type_in(talk, "13900001111")
    assert "尾号1111" in told.text and "13900001111" not in told.text
    assert sealed_numbers(office) == ["13900001111"]
    with office.connect() as connection:
        notes = connection.exec_driver_sql("select who, note from referral_events where act = 'noted'").all()
    assert [tuple(note) for note in notes] == [("citizen", "居民留了联系电话。")]


def test_a_number_that_nobody_asked_for_is_not_kept_and_offers_the_call(office: Engine, talk: ReferralTalk) -> None:
    offered = type_in(talk, "13900001111")
    assert [choice.label for choice in offered.choices] == ["请就业红娘联系我", "先不用"]
    assert sealed_numbers(office) == []


@pytest.mark.parametrize("text", ["19860305", "13900001111是骗子吗", "110101198603050011", "2026年", "12333"])
def test_what_is_no_number_to_be_called_at_is_left_to_others(talk: ReferralTalk, text: str) -> None:
    assert talk.hear(IncomingMessage(WHO, text), AT) is None


def sealed_numbers(office: Engine) -> list[str]:
    with office.connect() as connection:
        found = connection.exec_driver_sql("select phone_sealed from referrals where phone_sealed is not null").all()
    return [Sealer("a key for tests only").open(row[0]) for row in found]


def test_without_a_key_for_numbers_none_is_asked_for(office: Engine, kb: KnowledgeBase) -> None:
    talk = ReferralTalk(office, lambda: kb, AT.date, None)
    assert "已经登记" in pick(talk, pick(talk, type_in(talk, "找红娘"), "请就业红娘联系我"), "甲镇").text


def test_what_was_asked_before_goes_along(office: Engine, talk: ReferralTalk) -> None:
    asked = TurnOutcome("clarify", "loans", "example_loan")
    QuestionKeeper(office).keep(IncomingMessage(WHO, "摆摊贷款找谁"), [asked], 0.1, AT)
    type_in(talk, "找红娘")
    said(talk.hear(IncomingMessage(WHO, "", Wish("office_here")), AT))
    with office.connect() as connection:
        row = connection.exec_driver_sql("select topic, policy, question from referrals").one()
    assert tuple(row) == ("loans", "example_loan", "摆摊贷款找谁")


def test_a_broken_promise_is_owned_up_to(office: Engine, talk: ReferralTalk) -> None:
    call(office, WHO, at=AT - timedelta(days=14))
    late = type_in(talk, "到哪一步了")
    assert "对不起" in late.text
    assert [choice.wish.intent for choice in late.choices] == ["office_cancel"]


def test_a_matchmaker_who_left_is_still_named(office: Engine, talk: ReferralTalk) -> None:
    given = call(office, WHO)
    Staff(office).remove(str(given.assigned_to), AT)
    assert "李老师" in type_in(talk, "到哪一步了").text


def test_cancelling_closes_the_call_once(office: Engine, talk: ReferralTalk) -> None:
    call(office, WHO)
    assert "告诉红娘" in pick(talk, type_in(talk, "到哪一步了"), "不用联系我了").text
    with office.connect() as connection:
        assert connection.exec_driver_sql("select state from referrals").scalar_one() == ReferralState.CLOSED.value
    assert talk.hear(IncomingMessage(WHO, "不用联系我了"), AT) is None
    assert "不打扰" in said(talk.hear(IncomingMessage(WHO, "", Wish("office_cancel")), AT)).text


def test_what_is_no_wish_of_a_call_goes_on_to_the_next(talk: ReferralTalk) -> None:
    assert talk.hear(IncomingMessage(WHO, "有用", Wish("office_rate")), AT) is None
    assert talk.hear(IncomingMessage(WHO, "社保补贴能领多少"), AT) is None
    assert talk.hear(IncomingMessage(WHO, "到哪一步了"), AT) is None


def test_a_promise_says_where_its_person_will_be_reached(talk: ReferralTalk) -> None:
    type_in(talk, "找红娘")
    assert "打您留的电话联系您" in type_in(talk, "13900001111").text


def test_who_leaves_no_number_on_a_web_page_is_told_that_the_page_is_all_there_is(
    office: Engine, talk: ReferralTalk
) -> None:
    for words in ("找红娘", "请就业红娘联系我", "我在甲镇住"):
        type_in(talk, words)
    promised = said(talk.hear(IncomingMessage(WHO, "", Wish("office_here")), AT))
    assert "别关掉、别清空这个网页" in promised.text and "发个手机号" in promised.text
    assert "尾号1111" in type_in(talk, "13900001111").text


def test_who_writes_on_wechat_is_reached_there(talk: ReferralTalk) -> None:
    for words in ("找红娘", "请就业红娘联系我", "我在甲镇住"):
        said(talk.hear(IncomingMessage("wx:1", words), AT))
    promised = said(talk.hear(IncomingMessage("wx:1", "", Wish("office_here")), AT))
    assert "在这里发消息联系您" in promised.text and "网页" not in promised.text


def test_who_calls_from_a_web_page_gets_a_code_that_opens_the_call(office: Engine, talk: ReferralTalk) -> None:
    type_in(talk, "找红娘")
    promised = type_in(talk, "13900001111").text
    found = re.search(r"编号(\d+)，查询码(\d{4} \d{4})", promised)
    assert found is not None and "查我找的红娘" in promised
    opened = CaseCodes(office).find(found[1], found[2], AT)
    assert opened is not None and opened.conversation == WHO


def test_who_is_reached_on_wechat_needs_no_code(talk: ReferralTalk) -> None:
    for words in ("找红娘", "请就业红娘联系我", "我在甲镇住"):
        said(talk.hear(IncomingMessage("wx:1", words), AT))
    promised = said(talk.hear(IncomingMessage("wx:1", "", Wish("office_here")), AT))
    assert "查询码" not in promised.text


def test_number_and_code_lead_and_what_happens_then_is_a_list(talk: ReferralTalk) -> None:
    type_in(talk, "找红娘")
    promised = type_in(talk, "13900001111")
    assert promised.outline is not None
    assert "查询码" in promised.outline.lead
    assert "".join(promised.outline.words()) == promised.text.replace("\n", "")

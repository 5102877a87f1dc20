"""An answer starts with the answer, stays short, names its date and sources, and says honestly what is not known."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.reply import Outcome
from bot.kb import Answer, Citation, Contact, KnowledgeBase, Link, Period
from bot.wording import AskedQuestion, answer
from bot.wording.answers import lone_answer
from bot.wording.answers.answer import SHORT_ANSWER
from tests.wording.conftest import TODAY, Ask

JUNE_2023 = Period.day(date(2023, 6, 1))


def test_the_first_sentence_answers(ask: Ask) -> None:
    reply = ask("example_loan", "amount")
    assert reply.text.startswith("个人最高40万元〔国家规定〕①②。")
    assert (reply.outcome, reply.topic, reply.policy) == (Outcome.ANSWERED, "startup_loan", "example_loan")
    assert (reply.facets, reply.on) == (("amount",), TODAY)


def test_a_short_answer_keeps_to_its_length_and_offers_the_rest(ask: Ask) -> None:
    reply = ask("example_subsidy_flexible", "eligibility")
    assert len(reply.text.split("\n")[0]) <= SHORT_ANSWER
    assert reply.text.count("这一句") == 1
    assert reply.choices[0].label == "说详细点"


def test_a_full_answer_says_everything(ask: Ask) -> None:
    reply = ask("example_subsidy_flexible", "eligibility", level="full")
    assert reply.text.count("这一句") == 2
    assert "说详细点" not in {choice.label for choice in reply.choices}


def test_a_simple_answer_is_one_sentence(ask: Ask) -> None:
    first = ask("example_subsidy_flexible", "eligibility", level="simple").text.split("\n")[0]
    assert first == "符合政策条件的灵活就业人员能申请〔西青方案〕①。"


def test_a_first_sentence_longer_than_the_length_is_said_whole(kb: KnowledgeBase) -> None:
    policy = kb.policy("example_subsidy_flexible")
    held = policy.answers["eligibility"]
    assert isinstance(held, Answer)
    long = dataclasses.replace(held.sentences[0], template="长" * 130 + "。")
    longer = dataclasses.replace(policy, answers={**policy.answers, "eligibility": Answer((long, *held.sentences[1:]))})
    reply = answer(kb, AskedQuestion(longer, ("eligibility",), Period.day(TODAY), TODAY))
    assert reply.text.split("\n")[0] == "长" * 130 + "〔西青方案〕①。"


def test_the_opening_names_another_date(ask: Ask) -> None:
    reply = ask("example_loan", "amount", period=Period.year(2022))
    assert reply.text.split("\n")[:2] == [
        "按2022年的规定:",
        "个人最高20万元(到2022年6月30日为止)、30万元(2022年7月1日起)〔天津官方〕①。",
    ]
    assert reply.on == date(2022, 12, 31)


def test_today_needs_no_opening(ask: Ask) -> None:
    assert "的规定:" not in ask("example_loan", "amount").text
    assert ask("example_loan", "amount", period=Period.year(2026)).on == TODAY


def test_a_gap_says_that_nothing_is_in_force_and_never_the_old_value(ask: Ask) -> None:
    reply = ask("example_loan", "amount", period=JUNE_2023)
    assert "示例个人贷款最高额度:2023年6月1日无现行依据。可以问西青区人社局。" in reply.text
    assert "万元" not in reply.text
    assert (reply.outcome, reply.citations) == (Outcome.NOT_COVERED, ())


def test_a_sentence_out_of_force_leaves_a_gap_too(ask: Ask) -> None:
    reply = ask("example_loan", "duration")
    assert reply.text == "个人创业贷款的这一方面,2026年11月25日无现行依据。可以问西青区人社局。"
    assert reply.outcome is Outcome.NOT_COVERED


def test_what_is_known_is_said_beside_a_gap(kb: KnowledgeBase) -> None:
    training, loan = kb.policy("example_training"), kb.policy("example_loan")
    held, other = training.answers["amount"], loan.answers["where"]
    assert isinstance(held, Answer) and isinstance(other, Answer)
    both = Answer((*other.sentences, *held.sentences))
    mixed = dataclasses.replace(training, answers={**training.answers, "amount": both})
    reply = answer(kb, AskedQuestion(mixed, ("amount",), Period.day(TODAY), TODAY))
    assert reply.text.startswith("到经办银行办〔天津官方〕①。示例培训补贴标准:2026年11月25日无现行依据。")
    assert reply.outcome is Outcome.ANSWERED


def test_what_no_source_holds_is_said_with_whom_to_ask(ask: Ask) -> None:
    reply = ask("example_loan", "materials")
    assert reply.text == "材料清单没有查到。可以问示例区人社局一句:“个人创业贷款要带什么材料?”"
    assert (reply.outcome, reply.citations) == (Outcome.NOT_COVERED, ())


def test_several_facets_are_answered_each_under_its_name(ask: Ask) -> None:
    reply = ask("example_loan", "amount", "materials", "where")
    assert [line[: line.index("】") + 1] for line in reply.text.split("\n")[:3]] == [
        "【能有多少钱】",
        "【要带什么材料】",
        "【到哪里办】",
    ]
    assert reply.outcome is Outcome.ANSWERED
    assert reply.facets == ("amount", "materials", "where")


def test_a_policy_that_has_ended_is_said_to_have_ended(ask: Ask) -> None:
    reply = ask("example_subsidy_graduates", "eligibility")
    assert reply.text == "毕业生社保补贴按现有资料执行到2024年12月31日,2026年11月25日无现行依据。可以问西青区人社局。"
    assert reply.outcome is Outcome.NOT_COVERED


def test_a_policy_that_had_not_begun_is_said_not_to_have_begun(ask: Ask) -> None:
    reply = ask("example_subsidy_graduates", "eligibility", period=Period.year(2020))
    assert "按现有资料从2021年1月1日起才有依据,2020年无现行依据" in reply.text


def test_the_future_is_not_told(ask: Ask) -> None:
    reply = ask("example_loan", "amount", period=Period.year(2027))
    assert "2027年还没到" in reply.text and "未找到依据" in reply.text
    assert "万元" not in reply.text
    assert (reply.outcome, reply.on) == (Outcome.NOT_COVERED, date(2027, 1, 1))


def test_what_only_secondary_sources_hold_is_said_to_be_so(ask: Ask) -> None:
    lines = ask("example_training", "overview").text.split("\n")
    assert lines == [
        "培训对个人免费,补贴发给培训机构〔媒体转述〕①。",
        "〔媒体转述〕:报道、网页转述的,没见到原文,办前打12333核一下。",
    ]


@given(day=st.dates(date(2018, 1, 1), date(2026, 11, 25)))
@pytest.mark.parametrize("policy", ["example_loan", "example_training", "example_subsidy_flexible"])
def test_an_answer_of_any_day_has_a_source_or_says_that_it_has_none(ask: Ask, policy: str, day: date) -> None:
    reply = ask(policy, "amount", period=Period.day(day))
    assert bool(reply.citations) == (reply.outcome is Outcome.ANSWERED)
    assert ("①" in reply.text) == ("〔" in reply.text) == bool(reply.citations)
    assert reply.citations or "无现行依据" in reply.text


def test_what_was_told_is_not_told_again(kb: KnowledgeBase, ask: Ask) -> None:
    first = ask("example_training", "overview")
    assert first.told == ("tag:媒体转述",)
    question = AskedQuestion(kb.policy("example_training"), ("overview",), Period.day(TODAY), TODAY)
    again = answer(kb, question, first.told)
    assert (again.text, again.told) == ("培训对个人免费,补贴发给培训机构〔媒体转述〕①。", ())


def test_neighbours_of_one_source_share_its_tag_and_mark(ask: Ask) -> None:
    first, *_ = ask("example_subsidy_flexible", "eligibility", level="full").text.split("\n")
    assert first.count("〔西青方案〕") == first.count("①") == 1
    assert first.endswith("〔西青方案〕①。")


def test_a_message_that_stands_alone_has_caution_and_sources_in_words(kb: KnowledgeBase) -> None:
    question = AskedQuestion(kb.policy("example_training"), ("overview",), Period.day(TODAY), TODAY)
    assert lone_answer(kb, question).text.split("\n") == [
        "培训对个人免费,补贴发给培训机构。",
        "以上据公开资料,以区人社局核定为准。",
        "依据:《示例报道》(2021 年前后)",
    ]


def test_where_it_is_done_on_the_web_is_said_to_who_asks_how(kb: KnowledgeBase) -> None:
    loan = kb.policy("example_loan")
    page = Link("示例网", "https://example.gov.cn/", Citation(kb.clauses["example_notice-1"], ""))
    linked = dataclasses.replace(loan, link=page)
    said = [
        answer(kb, AskedQuestion(linked, (facet,), Period.day(TODAY), TODAY)).text for facet in ("procedure", "amount")
    ]
    assert ["现在就能办:示例网 https://example.gov.cn/" in text for text in said] == [True, False]


def test_a_place_that_is_named_opens_the_answer(kb: KnowledgeBase) -> None:
    question = AskedQuestion(kb.policy("example_loan"), ("where",), Period.day(TODAY), TODAY, places=("湖北",))
    assert answer(kb, question).text.startswith("按天津西青的规定(湖北的请问当地人社部门):\n到经办银行办")


def test_whom_the_topic_names_is_whom_to_ask(kb: KnowledgeBase) -> None:
    topic = dataclasses.replace(kb.topics["startup_loan"], contact=Contact("bank", "经办银行", "经办银行"))
    with_contact = dataclasses.replace(kb, topics={**kb.topics, "startup_loan": topic})
    question = AskedQuestion(kb.policy("example_loan"), ("duration",), Period.day(TODAY), TODAY)
    assert answer(with_contact, question).text.endswith("无现行依据。可以问经办银行。")


def test_of_several_things_asked_what_is_known_comes_before_what_was_not_found(kb: KnowledgeBase) -> None:
    question = AskedQuestion(
        kb.policy("example_loan"),
        ("materials", "where", "deadline"),
        Period.day(TODAY),
        TODAY,
        statements=(("materials", ""), ("where", "where_1"), ("deadline", "")),
        is_manifold=True,
    )
    heads = [line[: line.index("】") + 1] for line in answer(kb, question).text.split("\n")[:3]]
    assert heads == ["【到哪里办】", "【什么时候申请】", "【要带什么材料】"]

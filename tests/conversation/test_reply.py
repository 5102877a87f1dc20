"""A reply has the shape of the chat API: nothing missing, empty lists and null where nothing applies."""

from __future__ import annotations

import json
from datetime import date

from bot.conversation.reply import Choice, Outcome, Reply
from tests.wording.conftest import Ask

KEYS = ["text", "outcome", "topic", "policy", "facets", "sources", "choices", "verdict", "on"]
# Of a reply with parts; those that were kept before there were any have none.
KEYS_OF_ANSWER = [*KEYS, "outline"]
SOURCE_KEYS = ["id", "title", "document_number", "clause", "quote", "url", "standing", "is_verbatim"]


def test_a_bare_reply_has_every_key() -> None:
    assert Reply("您好", Outcome.SMALL_TALK, date(2026, 11, 25)).to_json() == {
        "text": "您好",
        "outcome": "small_talk",
        "topic": None,
        "policy": None,
        "facets": [],
        "sources": [],
        "choices": [],
        "verdict": None,
        "on": "2026-11-25",
    }


def test_an_answer_shows_its_sources_with_their_words(ask: Ask) -> None:
    shown = ask("example_loan", "amount").to_json()
    assert list(shown) == KEYS_OF_ANSWER
    assert [list(source) for source in shown["sources"]] == [SOURCE_KEYS, SOURCE_KEYS]
    assert shown["sources"][0] == {
        "id": "example_notice",
        "title": "示例市贷款通知",
        "document_number": "示发〔2020〕1号",
        "clause": "第一条",
        "quote": "个人创业担保贷款最高20万元",
        "url": "https://www.example.gov.cn/notice",
        "standing": "official",
        "is_verbatim": False,
    }
    assert shown["sources"][1]["url"] is None
    assert shown["facets"] == ["amount"]


def test_a_choice_shows_its_wish(ask: Ask) -> None:
    reply = Reply("", Outcome.CLARIFY, date(2026, 1, 1), choices=(Choice("甲", "ask_amount", {"policy": "p"}),))
    assert reply.to_json()["choices"] == [{"label": "甲", "intent": "ask_amount", "entities": {"policy": "p"}}]


def test_a_reply_can_be_sent_as_json(ask: Ask) -> None:
    shown = ask("example_subsidy_flexible", "amount", "materials").to_json()
    assert json.loads(json.dumps(shown, ensure_ascii=False)) == shown

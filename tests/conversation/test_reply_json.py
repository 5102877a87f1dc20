"""What one process says of a reply is what the other reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.conversation.outline import Outline
from bot.conversation.reply import Choice, Outcome, Reply
from bot.conversation.reply_json import reply_from_json
from bot.front.turns.reply_schema import PublicReply
from tests.wording.conftest import Ask

CHOICE = Choice("去哪儿办", "ask_where", {"policy": "example_loan"})
VERDICT = {"status": "needs_facts", "missing": ["age"]}
OUTLINE = Outline("贷款", "先问一句")
FULL = Reply(
    "先问一句", Outcome.VERDICT, date(2026, 1, 1), "loans", "p", ("amount",), (), (CHOICE,), VERDICT, outline=OUTLINE
)


def test_a_reply_comes_back_as_it_was() -> None:
    assert reply_from_json(FULL.to_json()) == FULL


def test_sources_are_shown_as_they_were_after_the_way(ask: Ask) -> None:
    shown = ask("example_loan", "amount").typeset().to_json()
    assert shown["sources"]
    assert reply_from_json(shown).to_json() == shown


def test_a_reply_is_printed_once_and_not_again_on_the_way() -> None:
    reply = Reply("最高30万元,,1年", Outcome.ANSWERED, date(2026, 1, 1)).typeset()
    assert reply_from_json(reply.to_json()).text == reply.text == "最高30万元，,1年"


def test_the_chat_api_shows_every_part_of_a_reply_and_the_ticket() -> None:
    assert set(PublicReply.__fields__) == {*FULL.to_json(), "rating"}


def test_the_wish_of_a_choice_stays_inside() -> None:
    assert "ask_where" not in PublicReply.of(FULL, (), None).json()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None},
        {"text": 1},
        {"outcome": "unheard_of"},
        {"on": "someday"},
        {"on": None},
        {"sources": [{"id": "plan"}]},
        {"sources": "plan"},
        {"choices": [{"label": "去哪儿办"}]},
        {"choices": [{"label": "去哪儿办", "intent": "ask_where", "entities": None}]},
        {"verdict": {"status": "perhaps"}},
        {"facets": [1]},
    ],
)
def test_what_is_no_reply_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        reply_from_json({**FULL.to_json(), **wrong})


@pytest.mark.parametrize("shape", [None, [], "reply", {}])
def test_another_shape_is_refused(shape: Any) -> None:
    with pytest.raises(ValueError):
        reply_from_json(shape)

"""What a turn is about: names win over the model, control wins over names, and below a likeliness nobody decides."""

from __future__ import annotations

import pytest

from bot.understanding import Guess, scope
from bot.understanding.intents import (
    ASK_OTHER_DATE,
    CHECK_ELIGIBILITY,
    CONTROL_INTENTS,
    FALLBACK,
    LIST_POLICIES,
    NEIGHBOURING_MATTER,
    OUT_OF_SCOPE,
    facet_of,
)
from tests.understanding.conftest import Read


def scoped(read: Read, message: str, intent: str, confidence: float) -> str:
    return scope(read(message), Guess(intent, confidence)).intent


def test_a_named_policy_makes_the_turn_a_question_about_it(read: Read) -> None:
    assert scoped(read, "创业贷款能贷多少", OUT_OF_SCOPE, 0.99) == "ask_amount"
    assert scoped(read, "创业贷款", OUT_OF_SCOPE, 0.99) == "ask_overview"


def test_a_cue_beyond_doubt_wins_over_the_model(read: Read) -> None:
    assert scoped(read, "创业贷款要带什么", "ask_amount", 0.9) == "ask_materials"


def test_the_model_decides_the_facet_of_a_name_without_cue(read: Read) -> None:
    assert scoped(read, "创业贷款咋整", "ask_procedure", 0.5) == "ask_procedure"
    assert scoped(read, "创业贷款咋整", "ask_procedure", 0.1) == "ask_overview"


@pytest.mark.parametrize("intent", [CHECK_ELIGIBILITY, LIST_POLICIES])
def test_a_personal_question_stays_one_when_a_policy_is_named(read: Read, intent: str) -> None:
    assert scoped(read, "我这样的能申请吗,创业贷款", intent, 0.8) == intent


@pytest.mark.parametrize("intent", sorted(CONTROL_INTENTS))
def test_what_is_wanted_of_the_assistant_is_kept_when_a_policy_is_named(read: Read, intent: str) -> None:
    assert scoped(read, "创业贷款不说了", intent, 0.9) == intent


def test_a_question_about_a_facet_is_no_wish_of_the_assistant(read: Read) -> None:
    assert scoped(read, "创业贷款打什么电话", "talk_to_person", 0.9) == "ask_contact"


def test_a_neighbouring_matter_is_referred(read: Read) -> None:
    assert scoped(read, "公积金怎么申请", "ask_procedure", 0.9) == NEIGHBOURING_MATTER


def test_a_neighbouring_matter_with_a_policy_is_a_question_about_the_policy(read: Read) -> None:
    assert scoped(read, "交公积金的能申请创业贷款吗", NEIGHBOURING_MATTER, 0.9) == "ask_overview"


@pytest.mark.parametrize("intent", [OUT_OF_SCOPE, NEIGHBOURING_MATTER])
def test_without_a_name_a_sure_model_decides_that_it_is_not_ours(read: Read, intent: str) -> None:
    assert scoped(read, "今天天气怎么样", intent, 0.7) == intent


@pytest.mark.parametrize("intent", ["out_of_scope", "ask_neighbouring_matter"])
def test_a_hint_against_a_sure_model_is_asked_back(read: Read, intent: str) -> None:
    assert scoped(read, "想开店能借钱吗", intent, 0.7) == "nlu_fallback"


def test_a_hint_makes_a_question_when_the_model_is_not_sure(read: Read) -> None:
    assert scoped(read, "想开店能借钱吗", OUT_OF_SCOPE, 0.4) == "ask_overview"
    assert scoped(read, "想开店能借钱吗,要带什么", OUT_OF_SCOPE, 0.4) == "ask_materials"


def test_a_short_date_alone_asks_again_for_that_date(read: Read) -> None:
    assert scoped(read, "那2022年呢", "chat", 0.9) == ASK_OTHER_DATE
    assert scoped(read, "去年的呢", "ask_amount", 0.9) == ASK_OTHER_DATE


def test_a_facet_alone_follows_the_cue(read: Read) -> None:
    assert scoped(read, "要带什么", "ask_amount", 0.4) == "ask_materials"


def test_below_a_likeliness_nobody_decides(read: Read) -> None:
    assert scoped(read, "嗯那个", "ask_amount", 0.3) == FALLBACK
    assert scoped(read, "嗯那个", "ask_amount", 0.5) == "ask_amount"


def test_an_intent_asks_for_its_facet() -> None:
    assert facet_of("ask_amount") == "amount"
    assert facet_of(CHECK_ELIGIBILITY) == "eligibility"
    assert facet_of(OUT_OF_SCOPE) is None

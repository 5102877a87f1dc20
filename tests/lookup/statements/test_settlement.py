"""What a message wants is settled by all witnesses together."""

from __future__ import annotations

import pytest

from bot.lookup.statements import settle
from bot.understanding import FALLBACK, NEIGHBOURING_MATTER, OUT_OF_SCOPE, Guess
from tests.lookup.statements.conftest import TODAY, Ranked


def settled(ranked: Ranked, text: str, *guesses: tuple[str, float]) -> str:
    """Return the intent that a message is handled as, given the model's guesses."""
    reading, told = ranked.reader.read(text, TODAY), ranked.situations.read(text, TODAY)
    return settle(reading, told, ranked(text), [Guess(*guess) for guess in guesses]).intent


def test_a_name_of_ours_is_answered_though_the_model_hears_another_office(ranked: Ranked) -> None:
    assert settled(ranked, "创业担保贷款几天放款", ("ask_neighbouring_matter", 0.8)).startswith("ask_")
    assert settled(ranked, "创业担保贷款几天放款", ("ask_neighbouring_matter", 0.8)) != NEIGHBOURING_MATTER


def test_another_office_is_named_where_nothing_of_ours_is_like_it(ranked: Ranked) -> None:
    assert settled(ranked, "医保卡里的钱能取出来吗", ("ask_neighbouring_matter", 0.9)) == NEIGHBOURING_MATTER


def test_what_we_know_nothing_of_is_declined(ranked: Ranked) -> None:
    assert settled(ranked, "明天天津下不下雨", ("out_of_scope", 0.9)) == OUT_OF_SCOPE


@pytest.mark.parametrize("intent", ["talk_to_person", "show_menu", "cancel"])
def test_a_wish_that_the_model_is_sure_of_stays_a_wish(ranked: Ranked, intent: str) -> None:
    assert settled(ranked, "我要找人工", (intent, 0.7)) == intent


def test_a_start_of_notices_needs_a_sure_model(ranked: Ranked) -> None:
    assert settled(ranked, "通知", ("subscribe_notices", 0.45)) != "subscribe_notices"


def test_a_long_text_without_chinese_is_not_understood(ranked: Ranked) -> None:
    assert settled(ranked, "SELECT * FROM people WHERE 1=1; DROP TABLE", ("ask_amount", 0.9)) == FALLBACK


def test_a_neighbour_mentioned_on_the_way_sends_nobody_away(ranked: Ranked) -> None:
    text = "邻居说自己交社保的国家最高给报四分之三，不是人人都有吧"
    assert settled(ranked, text, ("ask_neighbouring_matter", 0.6)).startswith("ask_")
    assert settled(ranked, text, ("ask_neighbouring_matter", 0.6)) != NEIGHBOURING_MATTER


def test_a_neighbour_named_again_and_again_is_what_a_message_is_about(ranked: Ranked) -> None:
    text = "医疗保险我交了十二年，医疗保险费一直是自己掏，退休以后医疗保险还用接着交吗"
    assert settled(ranked, text, ("ask_neighbouring_matter", 0.6)) == NEIGHBOURING_MATTER


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("老员工能领社保补贴吗，是打给人还是打给单位", "talk_to_person"),
        ("就业见习都有哪些单位能去", "list_policies"),
        ("一次性创业补贴是哪年开始给的", "ask_other_date"),
    ],
)
def test_a_statement_that_fits_outweighs_a_wish_that_the_model_hears(ranked: Ranked, text: str, intent: str) -> None:
    assert settled(ranked, text, (intent, 0.75)).startswith("ask_")
    assert settled(ranked, text, (intent, 0.75)) != intent


@pytest.mark.parametrize(("text", "intent"), [("我要找真人", "talk_to_person"), ("我能领什么补贴", "list_policies")])
def test_a_wish_that_nothing_of_ours_answers_stays_one(ranked: Ranked, text: str, intent: str) -> None:
    assert settled(ranked, text, (intent, 0.75)) == intent


def test_a_bare_name_asks_what_it_is(ranked: Ranked) -> None:
    assert settled(ranked, "《创业担保贷款》", ("out_of_scope", 0.9)) == "ask_overview"

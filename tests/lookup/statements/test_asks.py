"""A message is taken apart into the questions it asks."""

from __future__ import annotations

from datetime import date

from bot.kb import Period
from bot.understanding import Context
from tests.lookup.statements.conftest import TODAY, Ranked


def asks_of(ranked: Ranked, text: str) -> list[str]:
    """Return the words of each question."""
    reading, told = ranked.reader.read(text, TODAY), ranked.situations.read(text, TODAY)
    return [ask.words for ask in ranked.asks.asks(reading, told, Period.day(date(2026, 1, 1)), Context(), {})]


def test_each_question_of_a_message_is_one(ranked: Ranked) -> None:
    assert len(asks_of(ranked, "社保补贴能补多少？到哪儿办？")) == 2


def test_a_story_is_no_question(ranked: Ranked) -> None:
    [words] = asks_of(ranked, "我去年从厂里下岗，现在自己交社保。能补几年？")
    assert "下岗" not in words


def test_who_only_asks_whether_it_is_so_asks_about_the_words_before(ranked: Ranked) -> None:
    [words] = asks_of(ranked, "有人说学完当场发五百块，真的假的？")
    assert "五百" in words or "500" in words


def test_a_message_that_asks_nowhere_is_one_question(ranked: Ranked) -> None:
    assert asks_of(ranked, "灵活就业社保补贴材料") == ["灵活就业社保补贴材料"]


def test_no_more_than_four_questions_are_answered_at_once(ranked: Ranked) -> None:
    assert len(asks_of(ranked, "补多少钱？补几年？到哪办？带什么材料？找谁问？能补几回？")) == 4


def test_a_name_elsewhere_in_the_message_counts_for_each_question(ranked: Ranked) -> None:
    reading, told = (
        reader.read("创业担保贷款。利息谁出？贷几年？", TODAY) for reader in (ranked.reader, ranked.situations)
    )
    asks = ranked.asks.asks(reading, told, Period.day(TODAY), Context(), {})
    assert len(asks) == 2
    assert all(ask.topics or ask.policies for ask in asks)

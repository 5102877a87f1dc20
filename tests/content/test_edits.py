"""An amount from a day on ends the one before; comments and layout stay."""

from __future__ import annotations

from datetime import date

import pytest

from bot.content import AmountEdit, ClauseText, SentenceEdit, with_amount, with_clause, with_sentence
from bot.errors import SituationError

AMOUNT = """id: a.b
title: 数
unit: yuan
values:
  # 旧的为什么是旧的
  - value: 1
    shown: 1元
    valid_from: 2020-01-01
    valid_to: 2020-12-31
    clause: x-1
    quote: 1元
  - value: 2
    shown: 2元
    valid_from: 2021-01-01
    valid_to: null
    clause: x-1
    quote: 2元
"""
POLICY = """answers:
  amount:
    - id: one
      text: 一句话。
      valid_from: 2021-01-01
    - id: two
      text: 另一句。
  materials:
    not_sourced: 材料
    ask: office
"""


def amount(since: date, until: date | None = None) -> AmountEdit:
    return AmountEdit(3, "3元", since, until, "x-2", "3元")


def test_the_value_before_ends_the_day_before_and_comments_stay() -> None:
    text = with_amount(AMOUNT, amount(date(2027, 1, 1)))
    assert "# 旧的为什么是旧的" in text
    assert "valid_from: 2021-01-01\n    valid_to: 2026-12-31\n" in text
    assert text.endswith("valid_from: 2027-01-01\n    valid_to: null\n    clause: x-2\n    quote: 3元\n")


def test_a_value_of_the_same_day_is_put_right() -> None:
    text = with_amount(AMOUNT, amount(date(2021, 1, 1)))
    assert "2元" not in text and text.count("valid_from") == 2


def test_a_value_before_a_later_one_ends_where_that_begins() -> None:
    text = with_amount(AMOUNT, amount(date(2020, 7, 1)))
    assert "valid_to: 2020-06-30" in text
    assert "valid_from: 2020-07-01\n    valid_to: 2020-12-31" in text


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(SituationError, match="之后"):
        with_amount(AMOUNT, amount(date(2027, 1, 1), date(2026, 1, 1)))


def test_a_sentence_is_put_right_where_it_stands() -> None:
    text = with_sentence(POLICY, SentenceEdit("amount", 0, "改对了。"))
    assert text == POLICY.replace("一句话。", "改对了。")


def test_a_sentence_from_a_day_on_stands_beside_the_one_before() -> None:
    text = with_sentence(POLICY, SentenceEdit("amount", 0, "新的一句。", date(2027, 1, 1)))
    assert text.index("新的一句。") < text.index("一句话。\n      valid_from: 2021-01-01")
    assert "valid_from: 2027-01-01" in text and "valid_to: 2026-12-31" in text


@pytest.mark.parametrize(("facet", "number"), [("amount", 2), ("materials", 0), ("where", 0)])
def test_a_sentence_that_is_not_there_is_refused(facet: str, number: int) -> None:
    with pytest.raises(SituationError, match="不在了"):
        with_sentence(POLICY, SentenceEdit(facet, number, "改。"))


def test_a_passage_of_an_id_that_is_taken_is_refused() -> None:
    text = "source: x\nverbatim: true\nclauses:\n  - id: x-1\n    label: 一\n    text: 原文\n"
    assert "id: x-2" in with_clause(text, ClauseText("x-2", "二", "又一段"))
    with pytest.raises(SituationError, match="已经有了"):
        with_clause(text, ClauseText("x-1", "二", "又一段"))

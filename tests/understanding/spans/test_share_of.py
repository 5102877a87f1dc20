"""The share of one count in another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.kb.model.interval import Interval
from bot.understanding.spans import read_spans, share_of

TODAY = date(2026, 11, 25)


def test_two_headcounts_give_a_share() -> None:
    whole, part = read_spans("公司50人里新招6个", TODAY)
    assert share_of(part, whole) == Interval(Decimal("12.00"), Decimal("12.00"))


def test_what_is_not_exact_gives_a_range() -> None:
    whole, part = read_spans("一百多人里招了10个人", TODAY)
    assert share_of(part, whole) == Interval(Decimal("5.03"), Decimal("9.90"))


def test_an_open_count_leaves_the_share_open() -> None:
    whole, part = read_spans("100人以上的公司招了10个人", TODAY)
    assert share_of(part, whole) == Interval(None, Decimal("10.00"))


def test_money_is_no_part_of_a_headcount() -> None:
    whole, part = read_spans("50人,补500元", TODAY)
    assert share_of(part, whole) is None

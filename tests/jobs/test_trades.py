"""Trades by their everyday words."""

from __future__ import annotations

import pytest

from bot.jobs import trade_of, trades, trades_in


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("保洁员", "cleaning"),
        ("食堂保洁", "cleaning"),
        ("二保焊焊工", "welding"),
        ("高压电工", "electrician"),
        ("叉车司机", "driver"),
        ("安全员", "safety"),
        ("养老护理员", "care"),
        ("超市收银员", "shop"),
        ("诚聘", "other"),
    ],
)
def test_a_title_names_its_trade(title: str, trade: str) -> None:
    assert trade_of(title).id == trade


def test_no_word_belongs_to_two_trades() -> None:
    words = [word for trade in trades().values() for word in trade.words]
    assert len(words) == len(set(words))


def test_every_trade_is_found_by_its_own_title() -> None:
    assert [
        trade.id for trade in trades().values() if trade.id != "other" and trade not in trades_in(trade.title)
    ] == []

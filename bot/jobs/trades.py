"""The trades by which openings are found, as ``trades.yml`` has them: a short list below the majors of the national classification."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("trades.yml")
OTHER = "other"
# How alike trades are of which the file says nothing.
SAME_MAJOR, UNLIKE = 0.15, 0.03


@dataclass(frozen=True)
class Trade:
    """A trade: ``title`` as it is said, ``major`` the class of the national classification, ``words`` how people call it."""

    id: str
    title: str
    major: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def trades() -> Mapping[str, Trade]:
    """Return every trade by id. The file is read on first use."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        name: Trade(name, entry["title"], data["majors"][entry["major"]], tuple(entry["words"]))
        for name, entry in data["trades"].items()
    }


def likeness(one: str, other: str) -> float:
    """Return how alike two trades are, from 0 to 1, as the file says; nothing is like ``OTHER`` but itself.

    >>> likeness("cleaning", "cleaning"), likeness("housekeeping", "cleaning"), likeness("accounting", "welding")
    (1.0, 0.7, 0.03)
    """
    if one == other:
        return 1.0
    said = _near().get(frozenset((one, other)))
    if said is not None:
        return said
    return SAME_MAJOR if trades()[one].major == trades()[other].major else UNLIKE


def near_trades(trade: str) -> tuple[str, ...]:
    """Return the trades that the file says to be like a trade, the most alike first."""
    pairs = [(worth, name) for pair, worth in _near().items() if trade in pair for name in pair - {trade}]
    return tuple(name for _, name in sorted(pairs, reverse=True))


def trades_in(text: str) -> tuple[Trade, ...]:
    """Return the trades that a text names, the one whose word stands last first: Chinese says the kind before what it is.

    >>> [trade.title for trade in trades_in("想找个保洁的活")], [trade.title for trade in trades_in("安全员")]
    (['保洁'], ['安全员'])
    """
    found = {name: end for name, _, end in trade_spans(text)}
    return tuple(trades()[name] for name in sorted(found, key=lambda name: -found[name]))


def trade_spans(text: str) -> list[tuple[str, int, int]]:
    """Return the id of each trade that a text names, with where its word begins and ends, in order.

    >>> trade_spans("保洁或者保安")
    [('cleaning', 0, 2), ('guard', 4, 6)]
    """
    return [(_by_word()[found.group()], found.start(), found.end()) for found in _pattern().finditer(text)]


def trade_of(title: str, duties: str = "") -> Trade:
    """Return the trade of an opening by its title, otherwise by its duties; ``OTHER`` when neither names one.

    >>> trade_of("客房清扫").id, trade_of("文员", "偶尔打扫卫生").id, trade_of("诚聘英才").id
    ('cleaning', 'clerk', 'other')
    """
    named = trades_in(title) or trades_in(duties)[-1:]
    return named[0] if named else trades()[OTHER]


@lru_cache(maxsize=1)
def _near() -> Mapping[frozenset[str], float]:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {frozenset((one, other)): float(worth) for one, other, worth in data["near"]}


@lru_cache(maxsize=1)
def _by_word() -> Mapping[str, str]:
    return {word: trade.id for trade in trades().values() for word in (*trade.words, trade.title) if trade.id != OTHER}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted(_by_word(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))

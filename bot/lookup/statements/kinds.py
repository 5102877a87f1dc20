"""Whether a message names the kind of people for whom a statement matters (大学生, 退伍), by the words with which they ask. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.lookup.statements.entry import StatementEntry

# A pair of characters stands for a kind when several of its questions have it, no small share of them, and it is so many times as
# common there as elsewhere.
QUESTIONS, SHARE, TIMES = 4, 0.08, 8


class KindNames:
    """Knows the statements that matter to one kind of people, and the pairs of characters by which each kind is named.

    Args:
        entries: the statements.
        normalise: brings content to the form of messages.
    """

    def __init__(self, entries: Sequence[StatementEntry], normalise: Callable[[str], str]) -> None:
        kinds = [entry.kind_of_people for entry in entries]
        numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
        self._kind_of = np.array([numbers[kind] for kind in kinds], dtype=np.int64)
        asked = [_Asked(entry.policy, entry.kind_of_people, _pairs(entry, normalise)) for entry in entries]
        of_policies = {
            policy: _counted(asked, of_policy=policy) for policy in dict.fromkeys(each.policy for each in asked)
        }
        self._named_by = {kind: _named_by(kind, asked, of_policies) for kind in numbers}

    def unnamed(self, message: str) -> NDArray[np.bool_]:
        """Return for each statement whether it is for a kind of people that a message, in normal form, does not name."""
        pairs = pairs_of(message)
        unnamed = [kind != "" and names.isdisjoint(pairs) for kind, names in self._named_by.items()]
        of_statements: NDArray[np.bool_] = np.array(unnamed, dtype=bool)[self._kind_of]
        return of_statements


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text."""
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


@dataclass(frozen=True)
class _Asked:
    """How one statement is asked for: the pairs of each of its questions."""

    policy: str
    kind: str
    questions: tuple[frozenset[str], ...]


def _pairs(entry: StatementEntry, normalise: Callable[[str], str]) -> tuple[frozenset[str], ...]:
    texts = entry.texts if entry.conditions else ()
    return tuple(pairs_of(normalise(text)) for text in (*entry.questions, *texts))


@dataclass(frozen=True)
class _PairCounts:
    """How many questions there are, and how many of them have a pair."""

    questions: int
    having: Counter[str]


def _counted(asked: Sequence[_Asked], *, of_policy: str | None = None, of_kind: str | None = None) -> _PairCounts:
    texts = [
        pairs
        for each in asked
        if of_policy in (None, each.policy) and of_kind in (None, each.kind)
        for pairs in each.questions
    ]
    return _PairCounts(len(texts), Counter(pair for pairs in texts for pair in pairs))


def _named_by(kind: str, asked: Sequence[_Asked], of_policies: Mapping[str, _PairCounts]) -> frozenset[str]:
    """Return the pairs that a kind has far more often than others, both those of whom the same policies speak and all there are."""
    policies = {each.policy for each in asked if each.kind == kind}
    own = _counted(asked, of_kind=kind)
    with_own = [counted for policy, counted in of_policies.items() if policy in policies]
    without = [counted for policy, counted in of_policies.items() if policy not in policies]
    beside = sum(counted.questions for counted in with_own) - own.questions
    elsewhere = sum(counted.questions for counted in without)

    def is_own(pair: str, count: int) -> bool:
        if count < max(QUESTIONS, SHARE * own.questions) or not pair.isalnum():
            return False
        share = count / own.questions / TIMES
        is_rarer_beside = share * beside >= sum(counted.having[pair] for counted in with_own) - count
        return is_rarer_beside and share * elsewhere >= sum(counted.having[pair] for counted in without)

    return frozenset(pair for pair, count in own.having.items() if is_own(pair, count))

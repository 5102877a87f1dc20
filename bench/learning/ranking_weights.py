"""Learns how much each kind of evidence counts when statements are ranked, from the questions that stand beside them.

``python -m bench.learning.ranking_weights`` plays every question while it and its like are left out of the index (five folds), prints how
often the right statement comes first, and writes `bot/lookup/statements/weights.yml`. Evaluation questions are never read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

from bot import clock
from bot.kb import KnowledgeBase, Period, load
from bot.kb.fact_cases import load_fact_cases
from bot.lookup.statements import (
    KINDS,
    AskedWords,
    AskReader,
    EvidenceTable,
    StatementEntry,
    entries_of,
    learned_weights,
)
from bot.settings import Settings
from bot.understanding import Context, Reader
from bot.understanding.situation import SituationReader

WEIGHTS = Path("bot/lookup/statements/weights.yml")
FOLDS = 5
CANDIDATES = 40
# Pulls every weight towards nothing, so that evidence that rarely differs gets none.
RIDGE = 0.3
HEADER = (
    "# How much each kind of evidence counts, learned by `python -m bench.learning.ranking_weights` "
    "from the questions beside the statements.\n"
)
# The questions beside statements hold no conversation and no guess of the intent model, and every policy has as many as its
# statements need: what people ask about most they do not tell, nor what is not held. These are set by hand, and the others learned beside them.
BY_HAND = {
    "same_policy": 3.0,
    "same_facet": 0.3,
    "facet_by_model": 0.25,
    "is_default": 1.0,
    "is_default_of_named": 1.0,
    "serves_asker": 0.7,
    "nothing_known": -0.8,
    "is_background": -1.2,
    "policy_named": 3.0,
    "topic_named": 2.0,
    "another_named": -1.5,
    "topic_hinted": 1.0,
}

# Being like a statement never speaks against it; without this the likenesses would be played against each other.
NEVER_AGAINST = tuple(kind for kind in KINDS if "_like_" in kind or kind.endswith(("_bm25", "_named", "_hinted")))


@dataclass(frozen=True)
class HeldQuestion:
    """One question that was left out: the evidence for the candidates, and which of them is right."""

    question: str
    evidence: np.ndarray  # type: ignore[type-arg]
    right: int


def main() -> None:
    """Learn, print how well it ranks, write the weights."""
    kb = load(Settings.from_environment().kb_dir)
    held = [each for fold in range(FOLDS) for each in _fold(kb, fold)]
    before = np.array([learned_weights()[kind] for kind in KINDS])
    print(f"{len(held)} questions; right first, with the weights until now: {_right_first(held, before):.1%}")
    learned = _learn(held, before)
    print(f"right first, with the learned weights: {_right_first(held, learned):.1%}")
    print(f"right among the first three: {_right_first(held, learned, among=3):.1%}")
    weights = {kind: round(float(weight), 2) for kind, weight in zip(KINDS, learned, strict=True)}
    WEIGHTS.write_text(HEADER + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


def _fold(kb: KnowledgeBase, fold: int) -> Iterator[HeldQuestion]:
    """Yield the questions of a fold, each against an index without all of the fold."""
    reader = Reader(kb)
    asks, situations = AskReader(reader), SituationReader(kb, reader.normalise)
    entries = [without_fold(entry, fold) for entry in entries_of(kb)]
    table = EvidenceTable(kb, entries, reader)
    weights = np.array([learned_weights()[kind] for kind in KINDS])
    today = clock.today()
    period = Period.day(today)
    stories = [case.said for case in load_fact_cases(Settings.from_environment().kb_dir / "fact_cases")]
    unsayable = np.array([not entry.is_sayable(period) for entry in entries])
    for place, entry in enumerate(entries_of(kb)):
        if unsayable[place]:
            continue
        for number, question in enumerate(entry.questions[fold::FOLDS]):
            message = _as_typed(question, entries, place, stories, number)
            told, reading = situations.read(message, today), reader.read(message, today)
            asked = asks.asks(reading, told, period, Context(), {})
            yield _held(question, table, _own(question, asked), place, weights, unsayable)


def _as_typed(question: str, entries: list[StatementEntry], place: int, stories: list[str], number: int) -> str:
    """Return a question as people type it: by itself, after a story, or before another question on the same policy."""
    kind = (place + number) % 3
    if kind == 0:
        return question
    if kind == 1:
        return f"{stories[(place * 7 + number) % len(stories)]}。{question}"
    others = [each for each in entries if each.policy == entries[place].policy and each.questions]
    other = others[(place * 5 + number) % len(others)] if others else entries[place]
    return f"{question}？{other.questions[0]}？" if other.questions else question


def _own(question: str, asked: tuple[AskedWords, ...]) -> AskedWords:
    """Return the ask that a question became: the one that shares most of its signs."""
    return max(asked, key=lambda ask: len(set(ask.words) & set(question)) - 0.1 * len(ask.words))


def without_fold(entry: StatementEntry, fold: int) -> StatementEntry:
    """Return a statement without its questions of one fold."""
    kept = tuple(question for place, question in enumerate(entry.questions) if place % FOLDS != fold)
    return replace(entry, questions=kept)


def _held(
    question: str,
    table: EvidenceTable,
    asked: AskedWords,
    place: int,
    weights: np.ndarray,  # type: ignore[type-arg]
    unsayable: np.ndarray,  # type: ignore[type-arg]
) -> HeldQuestion:
    evidence = table.of(asked)
    scores = np.where(unsayable, -np.inf, evidence @ weights)
    best = [int(each) for each in np.argsort(-scores)[:CANDIDATES] if each != place]
    return HeldQuestion(question, evidence[[place, *best]].astype(np.float32), 0)


def _learn(held: list[HeldQuestion], start: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """Return the weights under which the right statements are likeliest (a conditional logit with a ridge)."""
    rows = np.concatenate([each.evidence for each in held]).astype(np.float64)
    sizes = np.array([len(each.evidence) for each in held])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    owner = np.repeat(np.arange(len(held)), sizes)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:  # type: ignore[type-arg]
        scores = rows @ weights
        scores -= np.maximum.reduceat(scores, starts)[owner]
        odds = np.exp(scores)
        shares = odds / np.add.reduceat(odds, starts)[owner]
        shares_right = shares[starts]
        slope = shares @ rows - rows[starts].sum(axis=0)
        total = -np.log(shares_right + 1e-12).sum() + RIDGE * weights @ weights
        return float(total), slope + 2 * RIDGE * weights

    bounds = [
        (BY_HAND[kind], BY_HAND[kind]) if kind in BY_HAND else (0.0, None) if kind in NEVER_AGAINST else (None, None)
        for kind in KINDS
    ]
    first = np.array([BY_HAND.get(kind, max(weight, 0.0)) for kind, weight in zip(KINDS, start, strict=True)])
    found: np.ndarray = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=bounds).x  # type: ignore[type-arg]
    return found


def _right_first(held: list[HeldQuestion], weights: np.ndarray, among: int = 1) -> float:  # type: ignore[type-arg]
    """Return the share of questions whose statement is among the first few."""
    ranks = [int(np.sum(each.evidence @ weights > (each.evidence @ weights)[each.right])) for each in held]
    return sum(rank < among for rank in ranks) / max(1, len(held))


if __name__ == "__main__":
    main()

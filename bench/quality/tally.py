"""Counts judgements by scope and topic, and how well what is out of scope was told apart. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.quality.judge import ANSWERS, Grade, Judgement


@dataclass(frozen=True)
class ScoreTally:
    """How many questions of a group got which grade."""

    name: str
    correct: int
    honest: int
    wrong: int

    @property
    def total(self) -> int:
        return self.correct + self.honest + self.wrong

    @property
    def correct_or_honest(self) -> float:
        """The share that was fully correct or honestly not answered, 0 to 1."""
        return (self.correct + self.honest) / self.total if self.total else math.nan


def tally(name: str, judgements: Iterable[Judgement]) -> ScoreTally:
    """Count the grades of these judgements."""
    grades = [judgement.grade for judgement in judgements]
    return ScoreTally(name, *(grades.count(grade) for grade in (Grade.CORRECT, Grade.HONEST, Grade.WRONG)))


def tallies_by(judgements: Sequence[Judgement], label: str) -> list[ScoreTally]:
    """Count the grades for each value of a label of the questions (``scope`` or ``topic``), in order of appearance."""
    names = dict.fromkeys(getattr(judgement.asked, label) for judgement in judgements)
    return [
        tally(name, [judgement for judgement in judgements if getattr(judgement.asked, label) == name])
        for name in names
        if name
    ]


def answered_share(judgements: Sequence[Judgement], scope: str) -> float:
    """Return the share of a scope that was answered as if it were a policy question, 0 to 1."""
    own = [judgement for judgement in judgements if judgement.asked.scope == scope]
    return sum(judgement.outcome in ANSWERS for judgement in own) / len(own) if own else math.nan


def precision_and_recall(judgements: Sequence[Judgement], scope: str, outcome: str) -> tuple[float, float]:
    """Return how many of the replies with this outcome fit the scope, and how much of the scope got this outcome."""
    said = {judgement.asked.id for judgement in judgements if judgement.outcome == outcome}
    meant = {judgement.asked.id for judgement in judgements if judgement.asked.scope == scope}
    both = len(said & meant)
    return (both / len(said) if said else math.nan, both / len(meant) if meant else math.nan)

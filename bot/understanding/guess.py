"""A guess at what a message wants, and how sure a guess must be."""

from __future__ import annotations

from dataclasses import dataclass

SURE = 0.6
LIKELY = 0.35


@dataclass(frozen=True)
class Guess:
    """An intent with the model's confidence, 0 to 1."""

    intent: str
    confidence: float

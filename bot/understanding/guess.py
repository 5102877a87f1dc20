"""A guess at what a message wants, and how sure a guess must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.understanding.intents import FACET_INTENTS

SURE = 0.6
LIKELY = 0.35


@dataclass(frozen=True)
class Guess:
    """An intent with the model's confidence, 0 to 1."""

    intent: str
    confidence: float


def facets_by(guesses: Iterable[Guess]) -> dict[str, float]:
    """Return the facets that the model thinks of, each with its confidence."""
    return {FACET_INTENTS[guess.intent]: guess.confidence for guess in guesses if guess.intent in FACET_INTENTS}

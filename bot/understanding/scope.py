"""Decides what a turn is about from two witnesses: the intent model and what the message names. Pure.

The model knows how people ask; the reading knows what exists. Where they disagree on the subject, names win.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.intents import (
    ASK_OTHER_DATE,
    CHECK_ELIGIBILITY,
    CONSENT_INTENTS,
    CONTROL_INTENTS,
    FACET_INTENTS,
    FALLBACK,
    FIND_STATION,
    LIST_POLICIES,
    NEIGHBOURING_MATTER,
    OUT_OF_SCOPE,
)
from bot.understanding.reader import Reading

SURE = 0.6
LIKELY = 0.35
SHORT_DATE_QUESTION = 16
# The model has learned Chinese; of a longer text without any (code, another language) it would only guess.
LONGEST_FOREIGN = 12
_HAN = re.compile(r"[\u4e00-\u9fff]")
ASKS = frozenset(FACET_INTENTS) | {CHECK_ELIGIBILITY}


@dataclass(frozen=True)
class Guess:
    """An intent with the model's confidence, 0 to 1."""

    intent: str
    confidence: float


def scope(reading: Reading, guess: Guess) -> Guess:
    """Return the intent that the turn is handled as.

    A named policy makes the turn a question about it; a neighbouring matter without a policy is referred; without any
    name the model decides, and below `LIKELY` nobody does (fallback). Where a hint of a policy stands against a
    neighbouring matter, nobody decides either: asking back is better than a wrong answer.
    """
    if guess.intent in CONTROL_INTENTS and guess.confidence >= _needed(guess.intent) and not reading.facets:
        return guess
    if guess.intent == FIND_STATION and guess.confidence >= SURE:
        return guess
    if reading.named:
        return _question(reading, guess)
    if len(reading.text) > LONGEST_FOREIGN and not _HAN.search(reading.text):
        return Guess(FALLBACK, guess.confidence)
    is_elsewhere = guess.intent in (OUT_OF_SCOPE, NEIGHBOURING_MATTER) and guess.confidence >= SURE
    if reading.hinted:
        is_in_doubt = is_elsewhere or bool(reading.referrals)
        return Guess(FALLBACK, guess.confidence) if is_in_doubt else _question(reading, guess)
    if reading.referrals:
        return Guess(NEIGHBOURING_MATTER, 1.0)
    if is_elsewhere:
        return guess
    if reading.period is not None and not reading.facets and len(reading.text) <= SHORT_DATE_QUESTION:
        return Guess(ASK_OTHER_DATE, 1.0)
    if reading.facets and guess.intent in ASKS:
        return Guess(f"ask_{reading.facets[0]}", guess.confidence)
    return guess if guess.confidence >= LIKELY else Guess(FALLBACK, guess.confidence)


def _needed(intent: str) -> float:
    """Return how sure the model must be of a wish; one that changes what a person gets needs more."""
    return SURE if intent in CONSENT_INTENTS else LIKELY


def _question(reading: Reading, guess: Guess) -> Guess:
    """Return the facet asked for: cues beyond doubt first, then the model's view, then an overview."""
    if guess.intent in (CHECK_ELIGIBILITY, LIST_POLICIES) and guess.confidence >= SURE:
        return guess
    if reading.facets:
        return Guess(f"ask_{reading.facets[0]}", max(guess.confidence, SURE))
    if guess.intent in ASKS and guess.confidence >= LIKELY / 2:
        return guess
    return Guess("ask_overview", LIKELY)

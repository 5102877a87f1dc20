"""What a message wants where it is no wish to the assistant: an answer of ours, another office, something we know nothing of, or small talk.

The witnesses compete on one scale: how like our content the message is, what it names, which neighbouring matters it mentions,
and the intent model. Pure; the weights are learned and kept in `act_weights.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib.resources import files

import numpy as np
import yaml

from bot.lookup.statements.scores import RankedStatement
from bot.understanding import FACET_INTENTS, Guess, Reading
from bot.understanding.situation import SituationReading

TALK_INTENTS = ("chat", "greet", "thank", "say_goodbye", "ask_identity")
ASKING_INTENTS = (*FACET_INTENTS, "check_eligibility", "list_policies", "find_station")
WITNESSES = (
    "any_message",
    "likeness",
    "likeness_squared",
    "best_score",
    "sure_policy",
    "is_named",
    "is_hinted",
    "names_neighbour",
    "neighbour_share",
    "named_beside_neighbour",
    "model_asks",
    "model_neighbour",
    "model_elsewhere",
    "model_talks",
    "speaks_to_assistant",
    "length",
)
# Longer messages than this are long.
LONG = 60
# About what a statement scores that is asked for by name and in its own words.
FULL_SCORE = 10.0


# 你几岁了 asks the assistant of itself; 你们 means the office, 你好 and 你帮我看看 lead to something else.
_TO_ASSISTANT = re.compile(
    "(?:那|哎|喂|诶|嘿|请问|所以|话说)?(?:你|您)(?!们|好|叫我|让我|要我|觉得|帮|给|看|说|告诉|这儿?|那儿?|的政策)"
)


class MessageAct(str, Enum):
    """What is done with a message."""

    ANSWER = "answer"
    REFER = "refer"
    DECLINE = "decline"
    TALK = "talk"


@dataclass(frozen=True)
class MessageActGuess:
    """The likeliest act, with the probability of each."""

    act: MessageAct
    shares: Mapping[MessageAct, float]

    @property
    def share(self) -> float:
        """Return the probability of the likeliest act."""
        return self.shares[self.act]


def witnesses(
    reading: Reading,
    told: SituationReading,
    ranked: Sequence[Sequence[RankedStatement]],
    guesses: Sequence[Guess],
) -> dict[str, float]:
    """Return what speaks for one act or another.

    Args:
        reading: what the message names.
        told: what it tells; a neighbouring matter told as a fact (社保自己交着) is not what is asked.
        ranked: what would answer each of its questions, best first.
        guesses: the intent model's guesses, likeliest first.
    """
    model = {guess.intent: guess.confidence for guess in guesses}
    best = [statements[0] for statements in ranked if statements]
    neighbour = sum(end - start for start, end in asked_neighbours(reading, told))
    likeness = max((each.likeness for each in best), default=0.0)
    return {
        "any_message": 1.0,
        "likeness": likeness,
        "likeness_squared": likeness**2,
        "best_score": max((each.score for each in best), default=0.0) / FULL_SCORE,
        "sure_policy": max((_policy_share(statements) for statements in ranked if statements), default=0.0),
        "is_named": float(bool(reading.named)),
        "is_hinted": float(bool(reading.hinted) and not reading.named),
        "names_neighbour": float(neighbour > 0),
        "neighbour_share": neighbour / max(1, len(reading.text)),
        "named_beside_neighbour": float(neighbour > 0 and bool(reading.named)),
        "model_asks": sum(model.get(intent, 0.0) for intent in ASKING_INTENTS),
        "model_neighbour": model.get("ask_neighbouring_matter", 0.0),
        "model_elsewhere": model.get("out_of_scope", 0.0),
        "model_talks": sum(model.get(intent, 0.0) for intent in TALK_INTENTS),
        "speaks_to_assistant": float(
            _TO_ASSISTANT.match(reading.text) is not None and not (reading.named or reading.hinted)
        ),
        "length": min(len(reading.text) / LONG, 1.0),
    }


def asked_neighbours(reading: Reading, told: SituationReading) -> tuple[tuple[int, int], ...]:
    """Return where neighbouring matters are named that are not told as a fact of somebody."""
    facts = [(fact.start, fact.end) for fact in told.stated if fact.is_asserted and not fact.is_implied]
    return tuple(
        (start, end)
        for start, end in reading.referral_spans
        if not any(start < fact_end and fact_start < end for fact_start, fact_end in facts)
    )


def guess_act(found: Mapping[str, float]) -> MessageActGuess:
    """Return the likeliest act by what `witnesses` found."""
    seen = np.array([found[name] for name in WITNESSES])
    scores = act_weights() @ seen
    odds = np.exp(scores - scores.max())
    shares = dict(zip(MessageAct, (odds / odds.sum()).tolist(), strict=True))
    return MessageActGuess(max(MessageAct, key=lambda act: shares[act]), shares)


@lru_cache(maxsize=1)
def act_weights() -> np.ndarray:  # type: ignore[type-arg]
    """Return the learned weights: a row for each act, a column for each witness."""
    text = files("bot.lookup.statements").joinpath("act_weights.yml").read_text(encoding="utf-8")
    weights: Mapping[str, Mapping[str, float]] = yaml.safe_load(text)
    return np.array([[weights[act.value][name] for name in WITNESSES] for act in MessageAct])


def _policy_share(statements: Sequence[RankedStatement]) -> float:
    policy = statements[0].entry.policy
    return sum(each.share for each in statements if each.entry.policy == policy)

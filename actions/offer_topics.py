"""Answers what was not understood: the nearest topics the first time, a person from the second time on."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import ask_to_rephrase

NEAREST = 3


class ActionOfferTopics(TurnAction):
    """The two-step fallback."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_offer_topics"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Count the miss and offer what fits it."""
        misses = turn.misses + 1
        reading = known.reader.read(turn.text, turn.today)
        nearest = tuple(dict.fromkeys((*reading.hinted, *known.ranker.topics(reading.text, NEAREST))))
        return Answered.by(ask_to_rephrase(known.kb, nearest, misses, turn.today), misses=misses)

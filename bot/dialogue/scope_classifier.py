"""Pipeline component that settles the intent from the model's guesses, from what the message names and from what would answer it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import clock
from bot.dialogue.known import KnownPolicies, known
from bot.dialogue.policy_reader import READING
from bot.lookup.statements import asked_days, settle
from bot.understanding import Context, Guess, facets_by

# As many candidates as tell how sure the policy is.
RANKED = 12


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ScopeClassifier(GraphComponent, IntentClassifier):
    """Replaces the predicted intent by the one that the witnesses together settle on; comes last in the pipeline.

    It ranks without the conversation, which the pipeline does not know; the actions rank again with it.
    """

    def __init__(self, reading: Callable[[], KnownPolicies]) -> None:
        self._reading = reading

    @classmethod
    def required_components(cls) -> List[type]:
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ScopeClassifier:
        return cls(known())

    def process(self, messages: List[Message]) -> List[Message]:
        """Settle the intent of each message that was read."""
        for message in messages:
            predicted = message.get(INTENT)
            if message.get(READING) is None or not predicted:
                continue
            guesses = _guesses(message)
            settled = self._settled(message, guesses)
            if settled.intent != guesses[0].intent:
                intent = {INTENT_NAME_KEY: settled.intent, PREDICTED_CONFIDENCE_KEY: settled.confidence}
                message.set(INTENT, intent, add_to_output=True)
        return messages

    def _settled(self, message: Message, guesses: List[Guess]) -> Guess:
        reading, today, by = message.get(READING), clock.today(), self._reading()
        told = by.situations.read(message.get(TEXT), today)
        asks = by.asks.asks(reading, told, asked_days(reading, told, today), Context(), facets_by(guesses))
        return settle(reading, told, [by.statements.rank(ask, RANKED) for ask in asks], guesses)


def _guesses(message: Message) -> List[Guess]:
    """Return the intents that the model thinks of, likeliest first."""
    ranking = message.get(INTENT_RANKING_KEY) or [message.get(INTENT)]
    return [Guess(each[INTENT_NAME_KEY] or "", float(each[PREDICTED_CONFIDENCE_KEY])) for each in ranking]

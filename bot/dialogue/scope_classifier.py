"""Pipeline component that settles the intent from the model's guess and from what the message names."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.policy_reader import READING
from bot.understanding import Guess, scope


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ScopeClassifier(GraphComponent, IntentClassifier):
    """Replaces the predicted intent by the one that `bot.understanding.scope` settles on; comes last in the pipeline."""

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
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Settle the intent of each message that was read."""
        for message in messages:
            reading = message.get(READING)
            predicted = message.get(INTENT)
            if reading is None or not predicted:
                continue
            guess = Guess(predicted[INTENT_NAME_KEY] or "", float(predicted[PREDICTED_CONFIDENCE_KEY]))
            settled = scope(reading, guess)
            if settled.intent != guess.intent:
                intent = {INTENT_NAME_KEY: settled.intent, PREDICTED_CONFIDENCE_KEY: settled.confidence}
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [intent, *message.get(INTENT_RANKING_KEY, [])], add_to_output=True)
        return messages

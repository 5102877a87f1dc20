"""Pipeline component that finds policies and facets from the knowledge base, so that a new policy needs no new training data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import clock
from bot.dialogue.known import known
from bot.understanding import Reader, Reading, Spans

READING = "reading"
# Every policy's name looks alike to the intent model: what is asked must not depend on which policy it is asked of.
ANY_POLICY = "某政策"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class PolicyReader(GraphComponent):
    """Adds entities ``policy``, ``topic`` and ``facet``, and replaces names of policies by one word for the featurizers.

    Of a long message the featurizers see only the part that asks.

    The knowledge base is read from where the actions read it too, and exchanged when another one is published: a new amount needs no
    training.
    """

    def __init__(self, reader: Callable[[], Reader]) -> None:
        self._reader = reader

    @classmethod
    def required_components(cls) -> List[type]:
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PolicyReader:
        reading = known()
        return cls(lambda: reading().reader)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Read each message and note what it names."""
        today, reader = clock.today(), self._reader()
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith("/"):
                continue
            reading = reader.read(text, today)
            message.set(READING, reading)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *_entities(reading)], add_to_output=True)
            self._hide_names(message, reading)
        return messages

    def _hide_names(self, message: Message, reading: Reading) -> None:
        text: str = message.get(TEXT)
        is_aligned = len(reading.text) == len(text)
        for token in message.get(TOKENS_NAMES[TEXT]) or []:
            token.lemma = reading.text[token.start : token.end] if is_aligned else token.text.lower()
            if is_aligned and _inside(token.start, reading.spans):
                token.lemma = ANY_POLICY
            elif is_aligned and not _inside(token.start, reading.asking):
                token.lemma = ""


def _inside(place: int, spans: Spans) -> bool:
    return any(start <= place < end for start, end in spans)


def _entities(reading: Reading) -> List[Dict[Text, Any]]:
    """Return what is named as Rasa entities; positions are those of the whole message, since names may overlap cues."""
    named = [("policy", subject.policy) for subject in reading.named if subject.policy]
    named += [("topic", subject.topic) for subject in reading.named]
    named += [("facet", facet) for facet in reading.facets]
    return [
        {"entity": kind, "value": value, "start": 0, "end": len(reading.text), "extractor": PolicyReader.__name__}
        for kind, value in named
    ]

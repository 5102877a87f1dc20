"""Runs the component on words as Rasa would. TensorFlow comes with Rasa's tokens: this is imported where a test begins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.policy_reader import READING, PolicyReader
from bot.kb import load
from bot.understanding import Reader
from tests.fixtures.small_kb import copy_small_kb


@dataclass(frozen=True)
class ComponentReading:
    """What the component leaves in a message."""

    lemmas: list[str]
    entities: set[tuple[str, str]]
    reading: Any


class ReadingComponent:
    """The component over the small knowledge base, which is copied into a folder."""

    def __init__(self, folder: Path) -> None:
        reader = Reader(load(copy_small_kb(folder)))
        self._component = PolicyReader(lambda: reader)

    def __call__(self, *words: str) -> ComponentReading:
        """Return what is left in the message of these words."""
        starts = [sum(map(len, words[:index])) for index in range(len(words))]
        tokens = [Token(*pair) for pair in zip(words, starts, strict=True)]
        [message] = self._component.process([Message({TEXT: "".join(words), TOKENS_NAMES[TEXT]: tokens})])
        return ComponentReading(
            [token.lemma for token in message.get(TOKENS_NAMES[TEXT])],
            {(entity["entity"], entity["value"]) for entity in message.get(ENTITIES) or ()},
            message.get(READING),
        )

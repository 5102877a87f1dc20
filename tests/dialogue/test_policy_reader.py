"""The component hides the names of policies from the intent model and hands on what a message names."""

from __future__ import annotations

import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.policy_reader import ANY_POLICY, READING, PolicyReader
from bot.kb import load
from bot.understanding import Reader
from tests.fixtures.small_kb import copy_small_kb


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory) -> PolicyReader:
    return PolicyReader(Reader(load(copy_small_kb(tmp_path_factory.mktemp("reader")))))


def read(component: PolicyReader, *words: str) -> Message:
    text = "".join(words)
    starts = [sum(map(len, words[:index])) for index in range(len(words))]
    message = Message({TEXT: text, TOKENS_NAMES[TEXT]: [Token(*pair) for pair in zip(words, starts, strict=True)]})
    return component.process([message])[0]


def lemmas(message: Message) -> list[str]:
    return [token.lemma for token in message.get(TOKENS_NAMES[TEXT])]


def test_a_policys_name_looks_like_any_other_to_the_intent_model(component: PolicyReader) -> None:
    message = read(component, "个人", "担保贷款", "能", "贷", "多少")
    assert lemmas(message) == [ANY_POLICY, ANY_POLICY, "能", "贷", "多少"]


def test_what_is_named_becomes_entities(component: PolicyReader) -> None:
    message = read(component, "个人", "担保贷款", "什么", "条件")
    found = {(entity["entity"], entity["value"]) for entity in message.get(ENTITIES)}
    assert {("policy", "example_loan"), ("topic", "startup_loan")} <= found


def test_a_payload_of_a_choice_is_left_alone(component: PolicyReader) -> None:
    message = read(component, "/ask_amount", '{"policy": "example_loan"}')
    assert message.get(READING) is None


def test_misspelt_words_reach_the_model_in_their_right_writing(component: PolicyReader) -> None:
    message = read(component, "創業", "貸款", "條件")
    assert lemmas(message)[-1] == "条件"

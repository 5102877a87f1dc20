"""The component hides the names of policies from the intent model and hands on what a message names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.dialogue.component_reading import ReadingComponent


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> ReadingComponent:
    from tests.dialogue.component_reading import ReadingComponent

    return ReadingComponent(tmp_path_factory.mktemp("reader"))


def test_a_policys_name_looks_like_any_other_to_the_intent_model(read: ReadingComponent) -> None:
    from bot.dialogue.policy_reader import ANY_POLICY

    assert read("个人", "担保贷款", "能", "贷", "多少").lemmas == [ANY_POLICY, ANY_POLICY, "能", "贷", "多少"]


def test_what_is_named_becomes_entities(read: ReadingComponent) -> None:
    found = read("个人", "担保贷款", "什么", "条件").entities
    assert {("policy", "example_loan"), ("topic", "startup_loan")} <= found


def test_a_payload_of_a_choice_is_left_alone(read: ReadingComponent) -> None:
    assert read("/ask_amount", '{"policy": "example_loan"}').reading is None


def test_misspelt_words_reach_the_model_in_their_right_writing(read: ReadingComponent) -> None:
    assert read("創業", "貸款", "條件").lemmas[-1] == "条件"

"""A label is guessed from the words that texts of that label use."""

from __future__ import annotations

import pytest

from bot.lookup.likelihood import LabelModel


def test_the_label_whose_words_are_used_is_the_likeliest() -> None:
    model = LabelModel(
        ["补多少钱", "给多少", "带什么材料", "要什么证件"], ["amount", "amount", "materials", "materials"]
    )
    shares = model.probabilities("证件材料")
    assert max(shares, key=lambda label: shares[label]) == "materials"
    assert sum(shares.values()) == pytest.approx(1.0)


def test_without_any_known_word_what_is_usual_is_likeliest() -> None:
    shares = LabelModel(["多少", "几多", "何处"], ["amount", "amount", "where"]).probabilities("xyz")
    assert shares["amount"] > shares["where"]


def test_a_model_of_nothing_guesses_nothing() -> None:
    assert LabelModel([], []).probabilities("多少") == {}

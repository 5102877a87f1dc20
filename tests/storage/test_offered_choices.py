"""Offered choices are found by id and by place, in their own conversation only."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.storage import OfferedChoices

AT = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
PAIRS = [("要什么条件", "/ask_eligibility"), ("带什么材料", "/ask_materials")]


def test_a_choice_is_found_by_its_id_and_comes_back_whole(engine: Engine) -> None:
    choices = OfferedChoices(engine)
    offered = choices.offer("web:a", PAIRS, AT)
    assert [(choice.position, choice.label, choice.payload) for choice in offered] == [
        (1, "要什么条件", "/ask_eligibility"),
        (2, "带什么材料", "/ask_materials"),
    ]
    assert choices.find("web:a", offered[1].id) == offered[1]


def test_a_choice_belongs_to_its_conversation(engine: Engine) -> None:
    choices = OfferedChoices(engine)
    [first, _] = choices.offer("web:a", PAIRS, AT)
    assert choices.find("web:b", first.id) is None
    assert choices.at_position("web:b", 1) is None


def test_a_place_means_the_latest_offer_while_ids_stay_valid(engine: Engine) -> None:
    choices = OfferedChoices(engine)
    older = choices.offer("web:a", PAIRS, AT)
    newer = choices.offer("web:a", PAIRS[1:], AT)
    assert choices.at_position("web:a", 1) == newer[0]
    assert choices.at_position("web:a", 2) is None
    assert choices.find("web:a", older[0].id) == older[0]


def test_an_empty_offer_withdraws_the_digits(engine: Engine) -> None:
    choices = OfferedChoices(engine)
    choices.offer("web:a", PAIRS, AT)
    assert choices.offer("web:a", [], AT) == []
    assert choices.at_position("web:a", 1) is None


def test_old_choices_are_forgotten(engine: Engine) -> None:
    choices = OfferedChoices(engine)
    choices.offer("web:a", PAIRS, AT)
    kept = choices.offer("web:a", PAIRS, AT + timedelta(hours=2))
    assert choices.forget_before(AT + timedelta(hours=1)) == 2
    assert choices.find("web:a", kept[0].id) is not None

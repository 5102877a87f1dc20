"""A wish travels as one form and comes back the same, whoever wrote it down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.wishes import Wish

NAMES = st.from_regex(r"[a-z_]{1,30}", fullmatch=True)


@given(NAMES, st.dictionaries(NAMES, st.text(max_size=40), max_size=4))
def test_a_wish_comes_back_as_it_was(intent: str, entities: dict[str, str]) -> None:
    assert Wish.decode(Wish(intent, entities).encode()) == Wish(intent, entities)


def test_chinese_stays_readable() -> None:
    assert Wish("office_area", {"area": "甲镇"}).encode() == '/office_area{"area": "甲镇"}'


def test_what_was_kept_before_with_escapes_is_still_understood() -> None:
    assert Wish.decode('/office_area{"area": "\\u7532\\u9547"}') == Wish("office_area", {"area": "甲镇"})


def test_a_wish_without_entities_may_end_after_its_intent() -> None:
    assert Wish.decode("/show_menu") == Wish("show_menu")


@pytest.mark.parametrize("text", ["能领多少", "", "/", "/{}", "/ask_amount{"])
def test_words_are_no_wish(text: str) -> None:
    with pytest.raises(ValueError):
        Wish.decode(text)


def test_only_the_rooms_of_the_office_have_wishes_of_the_office() -> None:
    assert Wish("office_call").is_of_the_office
    assert not Wish("ask_amount").is_of_the_office

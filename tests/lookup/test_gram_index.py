"""Texts are compared by the characters they share, the rare ones counting most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.gram_index import GramIndex, grams_of

TEXTS = ["社保补贴补几年", "贷款最多贷多少", "培训要不要交钱"]


def test_the_text_itself_is_as_like_as_can_be() -> None:
    index = GramIndex(TEXTS)
    for place, text in enumerate(TEXTS):
        cosines, bm25 = index.cosines(text), index.bm25(text)
        assert cosines[place] == pytest.approx(1.0, abs=1e-6)
        assert cosines.argmax() == bm25.argmax() == place


def test_words_that_no_text_holds_make_a_query_less_like_every_text() -> None:
    index = GramIndex(TEXTS)
    plain = index.cosines("补几年")
    longer = index.cosines("补几年葫芦鸡怎样")
    assert longer[0] < plain[0]


def test_nothing_in_common_is_nothing_alike() -> None:
    index = GramIndex(TEXTS)
    cosines, bm25 = index.cosines("xyz"), index.bm25("xyz")
    assert not cosines.any()
    assert not bm25.any()


def test_an_index_of_nothing_answers_with_nothing() -> None:
    index = GramIndex([])
    cosines, bm25 = index.cosines("贷款"), index.bm25("贷款")
    assert len(cosines) == len(bm25) == 0


@given(st.text(max_size=60))
def test_any_text_is_between_nothing_and_everything_alike(text: str) -> None:
    index = GramIndex(TEXTS)
    cosines, bm25 = index.cosines(text), index.bm25(text)
    assert (cosines >= 0).all()
    assert (cosines <= 1 + 1e-6).all()
    assert (bm25 >= 0).all()


def test_numbers_stay_whole() -> None:
    assert "50" in grams_of("贷50万")
    assert "5" not in grams_of("贷50万")

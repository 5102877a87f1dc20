"""What people type comes to one form: width, script, invisible signs and known misspellings make no difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kb.model.vocabulary import Rewrite
from bot.understanding import Normaliser

REWRITES = (Rewrite("社保", ("社宝", "设保")), Rewrite("创业担保", ("创业但保",)), Rewrite("担保", ("但保",)))


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("５００元", "500元"),
        ("ＳＹＢ培训", "syb培训"),
        ("創業擔保貸款", "创业担保贷款"),
        ("社 保 补 贴", "社保补贴"),
        ("社\u200b保补\ufeff贴", "社保补贴"),
        ("  社保补贴  ", "社保补贴"),
        ("社保　补贴", "社保补贴"),
        ("贷 50 万", "贷 50 万"),
        ("社宝补贴和设保", "社保补贴和社保"),
        ("創業但保貸款", "创业担保贷款"),
        ("", ""),
    ],
)
def test_typed_text_comes_to_one_form(typed: str, normal: str) -> None:
    assert Normaliser(REWRITES)(typed) == normal


def test_the_longest_misspelling_is_mended_first() -> None:
    rewrites = (Rewrite("甲", ("但保",)), Rewrite("乙", ("创业但保",)))
    assert Normaliser(rewrites)("创业但保") == "乙"


def test_a_mended_word_is_not_mended_again() -> None:
    rewrites = (Rewrite("补贴", ("补铁",)), Rewrite("铁", ("补贴",)))
    assert Normaliser(rewrites)("补铁") == "补贴"


@given(st.text(alphabet="社保补贴創業貸款５０萬 \u200b但abＡ。,"))
def test_normal_text_stays_as_it_is(text: str) -> None:
    once = Normaliser()(text)
    assert Normaliser()(once) == once

"""Known phrases are found in order, the longest first, and by sound when they were heard rather than read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.phrases import PhraseFinder

FINDER = PhraseFinder(
    [("贷款", 1), ("创业贷款", 2), ("创业担保贷款", 3), ("社保补贴", 4), ("社保", 5), ("创业", 6), ("社保补贴", 7)]
)


def meanings(text: str) -> list[int]:
    return [found.meaning for found in FINDER.find(text)]


def test_the_longest_phrase_wins() -> None:
    assert meanings("创业担保贷款") == [3]
    assert meanings("创业贷款") == [2]


def test_phrases_are_found_in_order_and_never_overlap() -> None:
    assert meanings("社保补贴和创业、贷款") == [4, 6, 1]


def test_the_first_meaning_of_a_phrase_counts() -> None:
    assert meanings("社保补贴") == [4]


def test_a_phrase_knows_where_it_stands() -> None:
    (found,) = FINDER.find("问问社保补贴")
    assert (found.phrase, found.start, found.end) == ("社保补贴", 2, 6)


def test_nothing_is_found_in_nothing() -> None:
    assert FINDER.find("") == FINDER.find("社") == FINDER.find_by_sound("") == []
    assert PhraseFinder[int]([]).find("社保补贴") == []


def test_what_sounds_alike_is_found_by_sound() -> None:
    assert [found.meaning for found in FINDER.find_by_sound("设宝补铁怎么办")] == [4]
    assert [found.phrase for found in FINDER.find_by_sound("想办创页但保带款")] == ["创业担保贷款"]


def test_sounds_that_dialects_confuse_are_alike() -> None:
    finder = PhraseFinder([("就业证明", 1)])
    assert [found.meaning for found in finder.find_by_sound("就业怎民")] == [1]


def test_short_phrases_are_not_compared_by_sound() -> None:
    assert FINDER.find_by_sound("带宽") == []
    assert FINDER.find_by_sound("带款") == []


def test_a_phrase_found_by_sound_knows_where_it_stands() -> None:
    (found,) = FINDER.find_by_sound("ab12,社宝补帖")
    assert (found.start, found.end) == (5, 9)


@given(st.text(alphabet="创业担保贷款社补贴问a1"))
def test_found_phrases_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for found in FINDER.find(text):
        assert text[found.start : found.end] == found.phrase
        assert found.start >= end
        end = found.end

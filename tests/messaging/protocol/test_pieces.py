"""Long texts are cut where a reader would pause, never inside a character or a link, and lose nothing but white space."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messaging.protocol.pieces import LINK, MOST_BYTES, size, split

SENTENCE = "灵活就业人员参加职工养老保险的，可以申请社保补贴。"
WORDS = st.text(alphabet="中文字，。；！\n 👍🏽a<>", max_size=400)


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_r3_a_long_text_is_cut_at_the_ends_of_sentences() -> None:
    pieces = split(SENTENCE * 100)
    assert len(pieces) > 1
    assert all(piece.endswith("。") and size(piece) <= MOST_BYTES for piece in pieces)
    assert "".join(pieces) == SENTENCE * 100


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("  \n ", []),
        ("一段。\n\n二段。", ["一段。", "二段。"]),
        ("第一句。第二句。", ["第一句。", "第二句。"]),
        ("说：“好。”她走了", ["说：“好。”", "她走了"]),
        ("甲乙丙丁，戊己庚辛", ["甲乙丙丁，", "戊己庚辛"]),
        ("甲乙丙丁戊己庚辛", ["甲乙丙丁戊己", "庚辛"]),
    ],
)
def test_r3_the_best_boundary_is_taken(text: str, pieces: list[str]) -> None:
    assert split(text, 18) == pieces


@given(WORDS, st.integers(min_value=12, max_value=120))
def test_r3_nothing_is_lost_and_no_piece_is_too_long(text: str, most: int) -> None:
    pieces = split(text, most)
    assert without_space("".join(pieces)) == without_space(text)
    assert all(0 < size(piece) <= most for piece in pieces)


@given(st.integers(min_value=0, max_value=30), st.integers(min_value=0, max_value=30))
def test_r3_a_link_is_never_cut(before: int, after: int) -> None:
    link = '<a href="weixin://bizmsgmenu?msgmenucontent=x&msgmenuid=id">材，料。</a>'
    pieces = split("，" * before + link + "。" * after, size(link) + 12)
    assert [found for piece in pieces for found in LINK.findall(piece)] == [link]


def test_a_link_longer_than_a_message_does_not_hang() -> None:
    link = f'<a href="https://p/{"x" * 100}">页</a>'
    pieces = split(link, 40)
    assert "".join(pieces) == link
    assert all(size(piece) <= 40 for piece in pieces)


def test_a_character_wider_than_the_room_does_not_hang() -> None:
    assert "".join(split("👍👍", 3)) == "👍👍"

"""Whatever is typed is read without an error, in time that grows with its length, and digits alone state little."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.understanding.situation.conftest import ReadSituation, told

PIECES = st.sampled_from(
    [
        "我",
        "我妈",
        "没",
        "失业登记",
        "办了",
        "残疾证",
        "，",
        "。",
        "能领吗",
        "46",
        "女",
        "岁",
        "22年3月",
        "社保",
        "自己交",
        "不是",
        "以前",
        "现在",
        "公司",
        "人",
        "贷款",
        "的",
        "了",
        " ",
        "?",
        "毕业",
        "三年",
        "五万",
        "(",
        "%",
    ]
)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=40))
def test_every_place_lies_in_the_message(read_situation: ReadSituation, pieces: list[str]) -> None:
    reading = read_situation("".join(pieces))
    for fact in reading.stated:
        assert 0 <= fact.start < fact.end <= len(reading.text)
        assert 0 <= fact.clause < len(reading.clauses)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_can_be_read(read_situation: ReadSituation, text: str) -> None:
    assert read_situation(text) == read_situation(text)


@settings(max_examples=60, deadline=None)
@given(digits=st.text(alphabet="0123456789", min_size=1, max_size=20))
def test_digits_alone_ask_for_no_check(read_situation: ReadSituation, digits: str) -> None:
    reading = read_situation(digits)
    assert not reading.wants_check and not reading.focus


@pytest.mark.parametrize(
    "piece", ["1234567890", "岁", "()", "没", "失业", "社保交", "我妈", "能吗", "有一个公司", "22年3月"]
)
def test_time_grows_with_length_and_not_with_its_square(read_situation: ReadSituation, piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        read_situation(text)
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            read_situation(text)
            best = min(best, time.process_time() - began)
        return best

    assert seconds(8000) < 9 * seconds(2000) + 0.01


def test_a_name_alone_states_nothing(read_situation: ReadSituation) -> None:
    for name in ("失业登记", "就业困难人员", "退役军人", "灵活就业社保补贴"):
        assert told(read_situation(name)) == set()

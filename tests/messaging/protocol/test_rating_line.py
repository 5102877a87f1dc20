"""The line that asks whether an answer was of use: only under answers, only where there is room, and a tap is read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messaging.protocol.pieces import MOST_BYTES, size
from bot.messaging.protocol.rating_line import ASKED, rating_id, read_rating
from bot.messaging.protocol.wechat_text import chat_texts, rating_line

TICKET = "AbCdEfGhIjKlMnOpQrStUv"
SOURCES = [{"id": "plan"}]


def reply(text: str, outcome: str = "answered", **more: Any) -> dict[str, Any]:
    return {"text": text, "choices": [], "outcome": outcome, "sources": SOURCES, "rating": TICKET, **more}


def test_the_line_is_the_last_one_below_text_and_choices() -> None:
    (text,) = chat_texts([reply("四分之三。", choices=[{"id": "x", "label": "材料"}])])
    *_, last = text.split("\n\n")
    assert last == rating_line(TICKET)
    assert last.startswith(ASKED)
    assert "材料" not in last


@pytest.mark.parametrize(
    "unasked",
    [
        reply("您问哪一项？", "clarify"),
        reply("够条件。", "verdict"),
        reply("您好", "small_talk"),
        reply("出错了", "error"),
        reply("没有出处", sources=[]),
        reply("没有票", rating=None),
    ],
)
def test_nothing_is_asked_about_questions_and_greetings(unasked: dict[str, Any]) -> None:
    assert chat_texts([unasked]) == [unasked["text"]]


@pytest.mark.parametrize("outcome", ["not_covered", "referred"])
def test_an_honest_no_is_asked_about(outcome: str) -> None:
    assert ASKED in chat_texts([reply("没有查到依据。", outcome, sources=[])])[0]


@given(st.integers(min_value=0, max_value=700))
def test_an_answer_never_needs_one_message_more_for_the_line(characters: int) -> None:
    text = "好" * characters
    with_line, without = chat_texts([reply(text)]), chat_texts([reply(text, rating=None)])
    assert len(with_line) == len(without)
    assert all(size(each) <= MOST_BYTES for each in with_line)
    if without and size(without[-1]) + size(rating_line(TICKET)) + 2 <= MOST_BYTES:
        assert with_line[-1] == f"{without[-1]}\n\n{rating_line(TICKET)}"
    else:
        assert with_line == without


@given(st.from_regex(r"[A-Za-z0-9_-]{1,32}", fullmatch=True), st.sampled_from(["useful", "useless"]))
def test_a_tap_is_read_as_what_was_offered(ticket: str, rating: str) -> None:
    assert read_rating(rating_id(ticket, rating)) == (ticket, rating)


@pytest.mark.parametrize(
    "choice", ["", "AbC-1", "rate-", "rate-useful-", "rate-maybe-x", "rate-useful-x y", "rate-useful-" + "x" * 33]
)
def test_other_ids_are_no_ratings(choice: str) -> None:
    assert read_rating(choice) is None

"""The parts of a reply travel, are printed once, and are missed by nobody who does not have them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.conversation import Outcome, Outline, OutlinePart, OutlinePoint, PointMark, Reply, reply_from_json

FULL = Outline(
    "个人创业贷款",
    "最高30万元,要还.",
    "按2022年的规定:",
    (OutlinePart("够的", (OutlinePoint("满18岁", PointMark.MET), OutlinePoint("有营业执照"))),),
    "按您交的1200元算:900元",
    ("以区人社局核定为准。",),
    ("我记下的是:48周岁。",),
    "现在就能办:网上",
    {"age": "48"},
    "benefits",
)
REPLY = Reply("最高30万元", Outcome.ANSWERED, date(2026, 11, 25), outline=FULL)


def test_an_outline_comes_back_as_it_was() -> None:
    assert reply_from_json(REPLY.to_json()) == REPLY


def test_a_reply_that_was_stored_before_there_were_outlines_is_still_read() -> None:
    shape = REPLY.to_json()
    del shape["outline"]
    assert reply_from_json(shape).outline is None
    assert "outline" not in reply_from_json(shape).to_json()


def test_an_outline_of_another_version_is_read_as_far_as_it_goes() -> None:
    read = reply_from_json({**REPLY.to_json(), "outline": {"title": "贷款", "unheard_of": 1}}).outline
    assert read == Outline("贷款")


def test_the_parts_are_printed_as_the_text_is() -> None:
    printed = REPLY.typeset().outline
    assert printed is not None
    assert (printed.lead, printed.opening) == ("最高30万元，要还.", "按2022年的规定：")
    assert printed.notes == ("我记下的是：48周岁。",)
    assert printed.known == {"age": "48"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": None},
        {"title": "甲", "lead": 1},
        {"title": "甲", "parts": [{"points": [{"text": "乙", "mark": "perhaps"}]}]},
        {"title": "甲", "parts": [{"points": ["乙"]}]},
        {"title": "甲", "known": {"age": 48}},
        [],
        "甲",
    ],
)
def test_what_is_no_outline_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError):
        reply_from_json({**REPLY.to_json(), "outline": wrong})

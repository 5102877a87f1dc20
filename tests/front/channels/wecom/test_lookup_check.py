"""核 …: what fits a client, in one message, from the facts jotted down; nothing is kept of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.front.channels.wecom.lookup import StaffLookup
from bot.kb import load
from bot.messaging.protocol.packets import pack

ON = date(2026, 11, 25)


@pytest.fixture(scope="module")
def lookup() -> StaffLookup:
    """Give the search over the knowledge base that is shipped."""
    kb = load(Path("policies_kb"))
    return StaffLookup(lambda: kb)


def check(lookup: StaffLookup, text: str) -> str:
    return "\n".join(lookup.look_up(text, ON).parts)


def test_what_was_read_is_told_and_each_policy_has_a_line(lookup: StaffLookup) -> None:
    said = check(lookup, "核 48 女 灵活就业")
    assert "48周岁" in said and "女" in said and "灵活就业" in said
    assert said.count("还要问") >= 3
    assert "以区人社局核定为准" in said and "没有保存" in said


def test_what_does_not_fit_says_why_with_the_words_it_rests_on(lookup: StaffLookup) -> None:
    said = check(lookup, "核：男52，外地户口")
    assert "✗" in said and "卡在" in said and "依据" in said


def test_words_that_are_no_fact_are_told_back(lookup: StaffLookup) -> None:
    assert "没看懂、没算进去的：想创业" in check(lookup, "核 45男 想创业")
    assert "没看懂" in check(lookup, "核 天气")


@pytest.mark.parametrize("text", ["核", "核 ", "核："])
def test_without_facts_it_says_how(lookup: StaffLookup, text: str) -> None:
    assert "核 48 女 灵活就业" in check(lookup, text)


@pytest.mark.parametrize("text", ["核 48 女 灵活就业", "核 男52 本地户口 退役军人 残疾 低保 零就业 自己交社保"])
def test_the_answer_fits_few_messages(lookup: StaffLookup, text: str) -> None:
    assert len(pack(lookup.look_up(text, ON).parts, 1860)) <= 3


def test_words_that_begin_alike_are_searched(lookup: StaffLookup) -> None:
    assert "没有保存" not in check(lookup, "核定 就业困难 材料")

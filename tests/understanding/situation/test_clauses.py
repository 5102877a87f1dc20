"""Which clauses ask: a plea for help asks nothing of a policy, and one of two things does."""

from __future__ import annotations

import pytest

from bot.understanding.situation.clauses import asks_yes_or_no, clauses_of
from bot.understanding.situation.model import ClauseKind


def kinds(text: str) -> list[ClauseKind]:
    return [clause.kind for clause in clauses_of(text, text)]


@pytest.mark.parametrize("text", ["能否给予帮助", "能不能尽快给个答复", "请领导督办一下", "恳请贵局帮忙落实"])
def test_a_plea_asks_nothing(text: str) -> None:
    assert kinds(text) == [ClauseKind.STORY]


@pytest.mark.parametrize("text", ["能不能帮忙查查失业金怎么领", "能否申请创业担保贷款", "能不能领补贴"])
def test_a_question_put_politely_still_asks(text: str) -> None:
    assert ClauseKind.STORY not in kinds(text)


@pytest.mark.parametrize(
    "text", ["不知道户口本是交街道还是社区", "补贴是打到单位卡上还是给个人", "我这个算失业还是灵活就业"]
)
def test_one_of_two_things_is_a_question(text: str) -> None:
    assert kinds(text) == [ClauseKind.QUESTION]


@pytest.mark.parametrize("text", ["钱到现在还是没到", "去了三趟还是不给办", "我们家还是老样子"])
def test_still_is_no_question(text: str) -> None:
    assert ClauseKind.QUESTION not in kinds(text)


def test_what_ends_in_what_is_no_yes_or_no_question() -> None:
    assert not asks_yes_or_no("这能给我们什么呀")
    assert asks_yes_or_no("这钱给我们么")

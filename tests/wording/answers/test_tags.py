"""Behind what is said stands how far its source can be relied on; what that means is told once, the most cautious first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.kb import Answer, Citation, KnowledgeBase, Period, Statement, statements
from bot.wording.answers.tags import MEANINGS, ORDER, explanation, is_cautious, name_of, tag_of
from tests.wording.conftest import TODAY

PLAN, OFFICIAL, NATIONAL, SECONDARY = "example_plan-3", "example_notice-2", "example_law-1", "example_news-training"


def resting_on(kb: KnowledgeBase, *clauses: str, text: str = "能办。") -> Statement:
    return Statement(text, tuple(Citation(kb.clauses[clause], kb.clauses[clause].text) for clause in clauses))


@pytest.mark.parametrize(
    ("clauses", "tag"),
    [
        ((PLAN,), "〔西青方案〕"),
        ((OFFICIAL,), "〔天津官方〕"),
        ((PLAN, OFFICIAL), "〔天津官方〕"),
        ((NATIONAL, PLAN), "〔国家规定〕"),
        ((SECONDARY, NATIONAL, PLAN), "〔媒体转述〕"),
        ((), ""),
    ],
)
def test_the_tag_is_that_of_the_least_reliable_source(kb: KnowledgeBase, clauses: tuple[str, ...], tag: str) -> None:
    assert tag_of(resting_on(kb, *clauses)) == tag


def test_a_rule_that_has_ended_says_when_and_no_statement_says_it_twice(kb: KnowledgeBase) -> None:
    held = kb.policy("example_loan").answers["legal_basis"]
    assert isinstance(held, Answer)
    [statement] = statements(kb, held, Period.day(TODAY))
    assert isinstance(statement, Statement)
    assert (statement.ended_on, tag_of(statement)) == (date(2023, 3, 31), "〔旧办法,2023年3月到期〕")
    assert statement.text == "见示例市贷款通知(示发〔2020〕1号)(2023年3月到期)。"
    assert statement.without_end == "见示例市贷款通知(示发〔2020〕1号)。"
    own = replace(statement, text="这个办法2023年3月31日到期。")
    assert tag_of(own) == "〔旧办法〕"


def test_what_was_not_found_has_no_tag_but_warns(kb: KnowledgeBase) -> None:
    absent = replace(resting_on(kb, PLAN), is_absence=True)
    assert (name_of(absent), tag_of(absent), is_cautious(absent)) == ("", "", True)


@pytest.mark.parametrize("text", ["后来涨没涨没有查到。", "最高30万元,以经办银行为准。", "报道没标日期,还没核实。"])
def test_a_sentence_that_warns_by_itself_is_known(kb: KnowledgeBase, text: str) -> None:
    assert is_cautious(resting_on(kb, PLAN, text=text))
    assert not is_cautious(resting_on(kb, PLAN))


def test_of_several_tags_the_most_cautious_that_is_new_is_explained() -> None:
    assert explanation(["国家规定", "媒体转述", "旧办法"], [])[0] == "旧办法"
    assert explanation(["国家规定", "媒体转述"], ["媒体转述"])[0] == "国家规定"
    assert explanation(["媒体转述"], ["媒体转述"]) == ("", "")


def test_tags_that_speak_for_themselves_are_explained_only_when_asked() -> None:
    assert explanation(["西青方案", "天津官方"], []) == ("", "")
    assert set(MEANINGS) == set(ORDER)

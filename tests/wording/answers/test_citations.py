"""Sources are named with number and date, the caution follows the least reliable of them."""

from __future__ import annotations

import pytest

from bot.conversation.reply import in_order
from bot.kb import Citation, KnowledgeBase
from bot.wording.answers.citations import caution_for, name_source, name_sources

PLAN, OFFICIAL, NATIONAL, SECONDARY = "example_plan-3", "example_notice-1", "example_law-1", "example_news-training"


def cited(kb: KnowledgeBase, *clauses: str) -> list[Citation]:
    return [Citation(kb.clauses[clause], kb.clauses[clause].text[:5]) for clause in clauses]


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("example_plan", "《示例区“练习”方案》(2022年6月21日)"),
        ("example_notice", "《示例市贷款通知》(示发〔2020〕1号,2020年4月1日)"),
        ("example_law", "《示例国家办法》(示令〔2021〕9号,2021)"),
        ("example_news", "《示例报道》(2021 年前后)"),
    ],
)
def test_a_source_is_named_with_what_is_known_of_it(kb: KnowledgeBase, source: str, named: str) -> None:
    assert name_source(kb.sources[source]) == named


def test_each_source_is_named_once_the_most_reliable_first(kb: KnowledgeBase) -> None:
    line = name_sources(cited(kb, SECONDARY, PLAN, "example_plan-7"))
    assert line == "依据:《示例区“练习”方案》(2022年6月21日)、《示例报道》(2021 年前后)"


def test_of_many_sources_two_are_named(kb: KnowledgeBase) -> None:
    line = name_sources(cited(kb, NATIONAL, OFFICIAL, PLAN))
    assert line.startswith("依据:《示例区“练习”方案》") and line.endswith("等")
    assert line.count("《") == 2


def test_nothing_is_named_without_a_source() -> None:
    assert name_sources([]) == caution_for([]) == ""


@pytest.mark.parametrize(
    ("clauses", "caution"),
    [
        ((PLAN,), ""),
        ((PLAN, OFFICIAL), "以市、区人社部门最新公布为准。"),
        ((NATIONAL, PLAN), "这是国家规定,本地怎么执行以区人社局核定为准。"),
        ((SECONDARY,), "以上据公开资料,以区人社局核定为准。"),
        ((SECONDARY, NATIONAL, PLAN), "其中有的据公开资料,以区人社局核定为准。"),
    ],
)
def test_the_caution_follows_the_least_reliable_source(
    kb: KnowledgeBase, clauses: tuple[str, ...], caution: str
) -> None:
    assert caution_for(cited(kb, *clauses)) == caution


def test_citations_are_ordered_without_repeats(kb: KnowledgeBase) -> None:
    ordered = in_order(cited(kb, SECONDARY, NATIONAL, PLAN, NATIONAL))
    assert [citation.clause.id for citation in ordered] == [PLAN, NATIONAL, SECONDARY]

"""A number in a circle stands for a source, the same number in the text, under it and on request."""

from __future__ import annotations

from bot.conversation import sources_json
from bot.kb import Citation, KnowledgeBase
from bot.wording.answers import explain_tags, show_basis
from bot.wording.answers.marks import SourceMarks, basis_lines
from tests.wording.conftest import TODAY

PLAN, OTHER_OF_PLAN, LAW, NOTICE = "example_plan-3", "example_plan-7", "example_law-1", "example_notice-1"


def cited(kb: KnowledgeBase, *clauses: str) -> list[Citation]:
    return [Citation(kb.clauses[clause], kb.clauses[clause].text) for clause in clauses]


def test_sources_are_numbered_as_they_come_and_clauses_of_one_share_a_number(kb: KnowledgeBase) -> None:
    marks = SourceMarks(cited(kb, LAW, PLAN, OTHER_OF_PLAN, NOTICE))
    assert marks.of(cited(kb, NOTICE, OTHER_OF_PLAN)) == "②③"
    assert marks.of(cited(kb, LAW)) == "①"


def test_beyond_the_last_number_nothing_breaks(kb: KnowledgeBase) -> None:
    marks = SourceMarks([])
    marks._numbers["example_plan"] = 20
    assert marks.of(cited(kb, PLAN)) == ""


def test_on_request_each_mark_says_title_number_clause_words_and_page(kb: KnowledgeBase) -> None:
    lines = basis_lines(sources_json(cited(kb, PLAN, OTHER_OF_PLAN, NOTICE)))
    assert lines[0].startswith('①《示例区"练习"方案》') and "、" in lines[0]
    assert lines[1].startswith("②《示例市贷款通知》(示发〔2020〕1号)第一条:(概括)个人创业担保贷款最高20万元")
    assert lines[2] == "https://www.example.gov.cn/notice"


def test_a_long_quote_is_cut(kb: KnowledgeBase) -> None:
    source = {**sources_json(cited(kb, LAW))[0], "quote": "长" * 200}
    assert "…" in basis_lines([source])[0] and len(basis_lines([source])[0]) < 120


def test_an_answer_without_sources_says_so() -> None:
    assert "没有引用文件" in show_basis([], TODAY).text


def test_every_tag_is_explained_in_a_line_of_its_own() -> None:
    lines = explain_tags(TODAY).text.split("\n")
    assert [line[: line.index("〕") + 1] for line in lines] == [
        "〔西青方案〕",
        "〔天津官方〕",
        "〔国家规定〕",
        "〔媒体转述〕",
        "〔旧办法〕",
    ]

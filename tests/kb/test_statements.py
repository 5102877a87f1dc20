"""What an answer says of a day or a year: the value in force, remarks about parts of a year, and gaps instead of old values."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kb import Answer, Gap, KnowledgeBase, Period, Statement, statements


def said(kb: KnowledgeBase, policy: str, facet: str, period: Period) -> list[str]:
    answer = kb.policy(policy).answers[facet]
    assert isinstance(answer, Answer)
    return [
        part.text if isinstance(part, Statement) else f"缺{part.parameter.id}"
        for part in statements(kb, answer, period)
    ]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2020, 4, 1), "20万元"),
        (date(2022, 6, 30), "20万元"),
        (date(2022, 7, 1), "30万元"),
        (date(2023, 3, 31), "30万元"),
        (date(2024, 1, 1), "40万元"),
        (date(2026, 11, 25), "40万元"),
    ],
)
def test_the_value_of_the_day_is_said(kb: KnowledgeBase, day: date, shown: str) -> None:
    assert said(kb, "example_loan", "amount", Period.day(day)) == [f"个人最高{shown}。"]


@pytest.mark.parametrize("day", [date(2020, 3, 31), date(2023, 4, 1), date(2023, 12, 31)])
def test_a_day_without_a_value_is_a_gap_and_never_the_last_value(kb: KnowledgeBase, day: date) -> None:
    assert said(kb, "example_loan", "amount", Period.day(day)) == ["缺example_loan.individual_max"]


def test_two_values_of_a_year_are_both_said_with_their_dates(kb: KnowledgeBase) -> None:
    assert said(kb, "example_loan", "amount", Period.year(2022)) == [
        "个人最高20万元(到2022年6月30日为止)、30万元(2022年7月1日起)。"
    ]


def test_a_value_of_a_part_of_the_year_says_which_part(kb: KnowledgeBase) -> None:
    assert said(kb, "example_loan", "amount", Period.year(2023)) == ["个人最高30万元(到2023年3月31日为止)。"]
    assert said(kb, "example_loan", "amount", Period.year(2020)) == ["个人最高20万元(2020年4月1日起)。"]


def test_a_value_of_the_whole_year_needs_no_remark(kb: KnowledgeBase) -> None:
    assert said(kb, "example_loan", "amount", Period.year(2021)) == ["个人最高20万元。"]


def test_a_sentence_out_of_force_is_left_out(kb: KnowledgeBase) -> None:
    assert said(kb, "example_loan", "duration", Period.day(date(2023, 4, 1))) == []
    assert len(said(kb, "example_subsidy_flexible", "amount", Period.day(date(2022, 12, 31)))) == 2
    assert len(said(kb, "example_subsidy_flexible", "amount", Period.day(date(2023, 1, 1)))) == 1


def test_a_sentence_of_a_part_of_the_year_says_which_part(kb: KnowledgeBase) -> None:
    (sentence,) = said(kb, "example_loan", "duration", Period.year(2023))
    assert sentence == "最长三年(到2023年3月31日为止)。"


def test_a_statement_cites_the_source_of_its_figure_too(kb: KnowledgeBase) -> None:
    answer = kb.policy("example_loan").answers["amount"]
    assert isinstance(answer, Answer)
    (part,) = statements(kb, answer, Period.day(date(2026, 11, 25)))
    assert isinstance(part, Statement)
    assert [citation.clause.id for citation in part.citations] == ["example_notice-1", "example_law-1"]


def test_a_gap_names_the_parameter(kb: KnowledgeBase) -> None:
    answer = kb.policy("example_training").answers["amount"]
    assert isinstance(answer, Answer)
    (part,) = statements(kb, answer, Period.day(date(2026, 11, 25)))
    assert isinstance(part, Gap)
    assert part.parameter.title == "示例培训补贴标准"

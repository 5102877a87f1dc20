"""``leye lookup`` on the small knowledge base: answer, quotes, a block to forward; dates; and what is not there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Leye


def results(leye: Leye, *arguments: str) -> list[dict[str, Any]]:
    done = leye("lookup", *arguments, "--json")
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["results"]
    return found


def test_an_answer_comes_with_its_quotes_clauses_numbers_dates_and_standing(leye: Leye) -> None:
    done = leye("lookup", "个人创业担保贷款能贷多少")
    assert done.code == 0
    assert "1. 示例个人创业担保贷款 · 能有多少钱" in done.out
    assert "个人最高40万元。" in done.out
    assert "“个人贷款最高40万元”" in done.out
    assert "第一条 · 国家规定" in done.out
    assert "《示例市贷款通知》(示发〔2020〕1号,2020年4月1日)" in done.out


def test_the_block_to_forward_holds_answer_caution_and_basis_without_markup(leye: Leye) -> None:
    out = leye("lookup", "个人创业担保贷款能贷多少").out
    block = out.partition("----- 可转发 -----\n")[2].partition("\n------------------")[0]
    first, *lines = block.splitlines()
    assert first == "【个人创业贷款·能有多少钱】"
    assert lines[0] == "个人最高40万元。"
    assert lines[-1].startswith("依据：《示例市贷款通知》")
    assert "\x1b" not in block


def test_a_summary_is_never_called_the_original(leye: Leye) -> None:
    out = leye("lookup", "灵活就业社保补贴 依据").out
    assert "原文：“社会保险补贴”" in out
    assert "概括：" in leye("lookup", "毕业生社保补贴 谁能 2023年").out


def test_json_has_the_shape_of_the_contract(leye: Leye) -> None:
    (first, *_) = results(leye, "个人创业担保贷款", "贷多少")
    assert list(first) == ["policy", "topic", "facet", "answer", "sources"]
    assert (first["policy"], first["topic"], first["facet"]) == ("example_loan", "startup_loan", "amount")
    assert first["answer"] == "个人最高40万元。"
    assert list(first["sources"][0]) == [
        "id",
        "title",
        "document_number",
        "clause",
        "quote",
        "url",
        "standing",
        "is_verbatim",
    ]


def test_several_facets_asked_at_once_are_all_shown_in_order(leye: Leye) -> None:
    found = results(leye, "个人创业担保贷款 额度 怎么申请 材料")
    assert [each["facet"] for each in found] == ["amount", "procedure", "materials"]
    assert found[2]["sources"] == []
    assert "没有查到" in found[2]["answer"]


@pytest.mark.parametrize(("keyword", "facet"), [("多少", "amount"), ("条件", "eligibility"), ("地点", "where")])
def test_a_bare_keyword_of_staff_asks_for_its_facet(leye: Leye, keyword: str, facet: str) -> None:
    assert [each["facet"] for each in results(leye, "个人创业担保贷款", keyword)] == [facet]


def test_a_policy_without_a_facet_shows_its_main_facets_that_are_answered(leye: Leye) -> None:
    found = results(leye, "个人创业担保贷款")
    assert [each["facet"] for each in found] == ["overview", "eligibility", "amount", "procedure", "where"]


def test_words_beside_the_name_bring_the_passage_they_stand_in_to_the_front(leye: Leye) -> None:
    assert results(leye, "个人创业担保贷款 登记失业人员")[0]["facet"] == "eligibility"


def test_a_topic_shows_its_other_policies_after_the_default_one(leye: Leye) -> None:
    found = results(leye, "社会保险补贴 什么条件")
    assert [each["policy"] for each in found] == ["example_subsidy_flexible", "example_subsidy_graduates"]


def test_the_limit_holds(leye: Leye) -> None:
    assert len(results(leye, "个人创业担保贷款", "--limit", "2")) == 2


@pytest.mark.parametrize(
    ("on", "said"),
    [("2022-06-30", "个人最高20万元。"), ("２０２２-07-01", "个人最高30万元。"), ("2024-01-01", "个人最高40万元。")],
)
def test_the_rule_of_the_day_is_said_and_the_day_is_named(leye: Leye, on: str, said: str) -> None:
    assert said in results(leye, "创业贷款 额度", "--on", on)[0]["answer"]
    shown = leye("lookup", "创业贷款 额度", "--on", on).out
    block = shown.partition("可转发")[2]
    assert "的规定：\n" in block


def test_a_day_without_a_value_is_said_to_have_none(leye: Leye) -> None:
    (first, *_) = results(leye, "创业贷款 额度", "--on", "2023-06-01")
    assert "无现行依据" in first["answer"]
    assert "万元" not in first["answer"]


def test_a_day_to_come_is_looked_up_by_what_is_decided_already(leye: Leye) -> None:
    assert "40万元" in results(leye, "创业贷款 额度", "--on", "2027-01-01")[0]["answer"]
    assert "按2027年1月1日的规定：" in leye("lookup", "创业贷款 额度", "--on", "2027-01-01").out.partition("可转发")[2]


def test_a_policy_that_has_ended_says_so_once_and_after_those_in_force(leye: Leye) -> None:
    (ended,) = results(leye, "毕业生社保补贴 谁能 补多少")
    assert "执行到2024年12月31日" in ended["answer"]
    found = results(leye, "毕业两年内的高校毕业生灵活就业")
    assert [each["policy"] for each in found].count("example_subsidy_graduates") == 1
    assert found[-1]["policy"] == "example_subsidy_graduates"


def test_a_year_in_the_text_counts_as_the_date(leye: Leye) -> None:
    assert "20万元" in results(leye, "2021年创业贷款额度")[0]["answer"]


def test_the_fact_checkers_date_is_today(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEYE_AS_OF", "2022-06-30")
    assert "20万元" in results(leye, "创业贷款 额度")[0]["answer"]


def test_traditional_and_full_width_characters_are_understood(leye: Leye) -> None:
    found = results(leye, "２０２１年個人創業擔保貸款 額度")
    assert (found[0]["policy"], found[0]["facet"]) == ("example_loan", "amount")
    assert "20万元" in found[0]["answer"]


def test_a_text_that_names_nothing_finds_what_is_most_like_it(leye: Leye) -> None:
    assert results(leye, "向银行提出申请")[0]["policy"] == "example_loan"


def test_one_policy_does_not_hide_the_others(leye: Leye) -> None:
    found = [each["policy"] for each in results(leye, "培训机构和经办银行")]
    assert set(found) == {"example_loan", "example_training"}
    assert max(found.count(policy) for policy in found) <= 2


def test_what_is_not_there_is_said_with_whom_to_ask(leye: Leye) -> None:
    done = leye("lookup", "红烧肉怎么做")
    assert done.code == 0
    assert done.out.startswith("“红烧肉怎么做”：未找到依据。")
    assert results(leye, "红烧肉怎么做") == []


def test_the_matter_of_another_office_is_said_to_be_so(leye: Leye) -> None:
    assert "公积金中心" in leye("lookup", "公积金怎么提取").out
    assert results(leye, "公积金怎么提取") == []


def test_another_city_is_said_not_to_be_ours(leye: Leye) -> None:
    assert "上海的可能不一样" in leye("lookup", "上海创业贷款额度").out


@pytest.mark.parametrize("arguments", [("创业贷款", "--on", "2022-02-30"), ("创业贷款", "--on", "昨天"), (" ",)])
def test_what_cannot_be_read_is_refused_in_one_sentence(leye: Leye, arguments: tuple[str, ...]) -> None:
    done = leye("lookup", *arguments)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert done.out == ""

"""What is flagged before an opening becomes public, and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.jobs import FlagKind, PayPeriod, WorkForm, read_pay
from bot.jobs.door import flag_of_pay, flags_of_words
from bot.jobs.door.hiring_words import CLAUSES, RURAL_CLAUSE
from bot.kb import KnowledgeBase

LAW = "employment_promotion_law"


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("入职交押金200元", FlagKind.FEE, "交押金"),
        ("体检费自理", FlagKind.FEE, "体检费自理"),
        ("收取服装费", FlagKind.FEE, "收取服装费"),
        ("需上交身份证原件", FlagKind.PAPERS, "上交身份证"),
        ("身份证由公司统一保管", FlagKind.PAPERS, "身份证由公司统一保管"),
        ("在家刷单", FlagKind.FAKE_ORDERS, "刷单"),
        ("限男", FlagKind.SEX, "限男"),
        ("性别：男", FlagKind.SEX, "性别:男"),
        ("招女工2名", FlagKind.SEX, "招女工"),
        ("1、男，能吃苦", FlagKind.SEX, "男"),
        ("免费住宿限男", FlagKind.SEX, "限男"),
        ("35岁以下", FlagKind.AGE, "35岁以下"),
        ("18-45周岁", FlagKind.AGE, "18-45周岁"),
        ("不招55岁以上", FlagKind.AGE, "不招55岁以上"),
        ("已婚优先", FlagKind.MARRIAGE, "已婚优先"),
        ("两年内不得怀孕", FlagKind.MARRIAGE, "不得怀孕"),
        ("限天津户口", FlagKind.ORIGIN, "限天津户口"),
        ("外地人勿扰", FlagKind.ORIGIN, "外地人勿扰"),
        ("限汉族", FlagKind.ETHNICITY, "限汉族"),
        ("无乙肝", FlagKind.HEALTH, "无乙肝"),
        ("残疾人勿扰", FlagKind.DISABILITY, "残疾人勿扰"),
    ],
)
def test_what_may_not_be_asked_is_flagged_in_its_words(text: str, kind: FlagKind, found: str) -> None:
    assert [(flag.kind, flag.found) for flag in flags_of_words([text])] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        *("男女不限", "男女均可", "男、女", "性别：女/男", "要男要女都行", "女装导购", "男厕保洁", "照顾女宝宝"),
        *("不收押金", "不用交押金", "无需任何押金", "培训费全免", "体检费公司报销", "身份证复印件一份", "不押身份证"),
        *(
            "年龄不限",
            "公司成立20年，员工35人",
            "每天工作12小时，月休4天",
            "年满18周岁",
            "50人以下企业",
            "月薪5000以下",
        ),
        *("单身宿舍", "婚否不限", "残疾人优先", "仅限本科以上学历", ""),
    ],
)
def test_what_leaves_everybody_in_is_not_flagged(text: str) -> None:
    assert flags_of_words([text]) == ()


def test_closing_the_door_to_rural_workers_is_measured_by_its_own_clause() -> None:
    (flag,) = flags_of_words(["不要农村户口"])
    assert (flag.kind, flag.clause) == (FlagKind.ORIGIN, f"{LAW}-31")


def test_every_clause_is_in_the_knowledge_base(kb: KnowledgeBase) -> None:
    assert {*CLAUSES.values(), RURAL_CLAUSE} <= kb.clauses.keys()
    assert all(kb.clauses[f"{LAW}-{number}"].is_verbatim for number in range(26, 32))
    assert not kb.clauses[f"{LAW}-35"].is_verbatim


@pytest.mark.parametrize(
    ("pay", "form", "on", "clause"),
    [
        ("2400元/月", None, date(2025, 8, 31), None),
        ("2400元/月", None, date(2025, 9, 1), "minimum_wage_notice_2025-standard"),
        ("2300-4000元/月", WorkForm.FULL_TIME, date(2024, 1, 1), "minimum_wage_notice_2023-standard"),
        ("2510元/月", None, date(2026, 11, 25), None),
        ("26.6元/小时", WorkForm.PART_TIME, date(2026, 11, 25), None),
        ("26元/小时", WorkForm.PART_TIME, date(2026, 11, 25), "minimum_wage_notice_2025-standard"),
        ("1500元/月", WorkForm.PART_TIME, date(2026, 11, 25), None),
        ("1500元/月", WorkForm.INTERNSHIP, date(2026, 11, 25), None),
        ("80元/天", None, date(2026, 11, 25), None),
        ("面议", None, date(2026, 11, 25), None),
        ("1000元/月", None, date(2019, 1, 1), None),
    ],
)
def test_pay_is_measured_by_the_least_in_force_on_the_day(
    kb: KnowledgeBase, pay: str, form: WorkForm | None, on: date, clause: str | None
) -> None:
    flag = flag_of_pay(read_pay(pay), form, kb, on)
    assert (None if flag is None else flag.clause) == clause


def test_a_day_of_pay_is_not_measured_by_a_month(kb: KnowledgeBase) -> None:
    read = read_pay("60元/天")
    assert read.period is PayPeriod.DAY
    assert flag_of_pay(read, None, kb, date(2026, 11, 25)) is None

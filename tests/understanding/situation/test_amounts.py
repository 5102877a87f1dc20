"""Numbers with their bounds: how long, how many, what share, and which loan is small enough."""

from __future__ import annotations

import pytest

from bot.understanding.situation import Owner
from tests.understanding.situation.conftest import ReadSituation, told


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("失业保险交了不到一年", "unemployment_insurance_months=0..11"),
        ("失业险前前后后交过1.5年", "unemployment_insurance_months=18"),
        ("失业保险我跟单位一共交了整14个月", "unemployment_insurance_months=14"),
        ("没交过失业保险", "unemployment_insurance_months=0"),
        ("下岗快三年了", "unemployed_months=24..35"),
        ("毕业一年零三个月", "months_since_graduation=15"),
        ("公司注册14个月了", "business_months=14"),
        ("雇了俩人", "jobs_created=2"),
        ("我快50了", "age=45..49"),
        ("下个月才满40", "age=39"),
    ],
)
def test_a_number_keeps_its_bounds(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("失业保险交过三年", "unemployed_months"),
        ("领过半年失业金", "unemployed_months"),
        ("失业登记怎么办", "unemployed_months"),
        ("初中毕业十年了", "months_since_graduation"),
        ("招了6个毕业两年的大学生", "months_since_graduation"),
    ],
)
def test_a_number_belongs_to_its_own_fact(read_situation: ReadSituation, text: str, wrong: str) -> None:
    assert not any(fact.startswith(wrong) for fact in told(read_situation(text)))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("公司50人，今年新招6个登记失业的", {"staff=50", "new_hires_percent=12"}),
        ("厂里30个人，新招5个退役军人，合同两年", {"staff=30", "new_hires_percent=16..17", "contract_years=2"}),
        ("200人的企业，去年裁了3个人", {"staff=200", "layoff_permille=15"}),
        ("我们公司裁员率4%，一直交着失业保险两年了", {"layoff_permille=40"}),
    ],
)
def test_two_counts_give_a_share(read_situation: ReadSituation, text: str, facts: set[str]) -> None:
    assert facts <= told(read_situation(text), Owner.EMPLOYER)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("我就一个房贷", "has_other_loans=False"),
        ("只有车贷", "has_other_loans=False"),
        ("就一笔消费贷四万八", "has_other_loans=False"),
        ("消费贷整整五万", "has_other_loans=False"),
        ("还有八万消费贷没还清", "has_other_loans=True"),
        ("有笔经营贷没还完", "has_other_loans=True"),
    ],
)
def test_some_loans_are_no_other_loans(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "own", "firm"),
    [
        ("失业保险交了三年，公司裁员裁的我", "unemployment_insurance_months=36", ""),
        ("我们公司62人，没裁人，失业保险交了六年", "", "employer_insured_months=72"),
        ("单位失业险交了十个月，36人", "", "employer_insured_months=10"),
    ],
)
def test_the_same_words_speak_of_the_firm_where_a_firm_is_told_of(
    read_situation: ReadSituation, text: str, own: str, firm: str
) -> None:
    reading = read_situation(text)
    assert {fact for fact in told(reading) if "insur" in fact} == ({own} if own else set())
    assert not firm or firm in told(reading, Owner.EMPLOYER)

"""What is denied, listed, corrected or turned round."""

from __future__ import annotations

import pytest

from tests.understanding.situation.conftest import ReadSituation, told


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("失业登记有，没地，征信好", {"registered_unemployed=True", "has_contracted_land=False", "bad_credit=False"}),
        ("45，男，残疾证，天津户口", {"age=45", "sex=male", "disabled=True", "local_household=True"}),
        ("38 女 灵活就业 困难认定", {"age=38", "sex=female", "works_flexibly=True", "difficulty_recognised=True"}),
        ("执照有、征信没毛病、头一回创业", {"registered_business=True", "bad_credit=False", "first_business=True"}),
    ],
)
def test_an_item_of_a_list_needs_no_verb(read_situation: ReadSituation, text: str, facts: set[str]) -> None:
    assert facts <= told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("从来没办过失业登记", "registered_unemployed=False"),
        ("灵活就业登记啥的一样都没办过", "registered_flexible=False"),
        ("不是低保也不单亲", "single_parent=False"),
        ("我又不是退役军人", "veteran=False"),
        ("残疾证没有", "disabled=False"),
        ("失业登记还没来得及办", "registered_unemployed=False"),
        ("没在哪儿上班", "has_job=False"),
        ("困难认定到现在也没批下来", "difficulty_recognised=False"),
        ("别的贷款一笔都没有", "has_other_loans=False"),
    ],
)
def test_a_denial_reaches_what_it_denies(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("社保自己交 没办过证", {"pays_own_insurance=True"}),
        ("没地，失业登记办了", {"has_contracted_land=False", "registered_unemployed=True"}),
        ("没残疾证但是低保有", {"disabled=False", "low_income_family=True"}),
    ],
)
def test_a_denial_reaches_no_further_than_its_clause(read_situation: ReadSituation, text: str, facts: set[str]) -> None:
    assert facts <= told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("失业登记、困难认定一样都没办", {"registered_unemployed=False", "difficulty_recognised=False"}),
        ("啥都没有：残疾证、低保", {"disabled=False", "low_income_family=False"}),
        ("低保和残疾证我都没有", {"disabled=False", "low_income_family=False"}),
    ],
)
def test_what_closes_or_opens_a_list_holds_for_all_of_it(
    read_situation: ReadSituation, text: str, facts: set[str]
) -> None:
    assert facts <= told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("谁说我没失业登记，早办了", "registered_unemployed=True"),
        ("不是没办困难认定，证还没发", "difficulty_recognised=True"),
        ("失业登记没问题", "registered_unemployed=True"),
    ],
)
def test_a_denial_of_a_denial_affirms(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("我今年46，不对，47岁", "age=47", "age=46"),
        (
            "失业保险交了14个月，说错了，失业保险交了10个月",
            "unemployment_insurance_months=10",
            "unemployment_insurance_months=14",
        ),
        ("女的，哦打错了，男的", "sex=male", "sex=female"),
    ],
)
def test_a_correction_takes_the_earlier_value_back(
    read_situation: ReadSituation, text: str, right: str, wrong: str
) -> None:
    facts = told(read_situation(text))
    assert right in facts and wrong not in facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("以前跑外卖，现在进厂了", "works_flexibly=False"),
        ("失业登记办过，注销了", "registered_unemployed=False"),
        ("居住证早就过期了", "residence_permit=False"),
        ("小时候算特困，长大以后就没了", "special_hardship=False"),
    ],
)
def test_what_is_over_is_so_no_longer(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact in told(read_situation(text))


def test_what_was_registered_once_may_hold_still(read_situation: ReadSituation) -> None:
    assert "registered_unemployed=False" not in told(read_situation("以前办过失业登记，现在想问问还算不算"))

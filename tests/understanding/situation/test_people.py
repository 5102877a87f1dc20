"""Whose fact it is: the writer's, kin's, a firm's, somebody hired's or another firm's."""

from __future__ import annotations

import pytest

from bot.understanding.situation import Owner
from tests.understanding.situation.conftest import ReadSituation, told


@pytest.mark.parametrize(
    ("text", "owner", "fact"),
    [
        ("我老公有残疾证，我女38", Owner.SPOUSE, "disabled=True"),
        ("媳妇那头失业登记办了", Owner.SPOUSE, "registered_unemployed=True"),
        ("爱人当过三年兵", Owner.SPOUSE, "veteran=True"),
        ("我妈领着养老金呢", Owner.PARENT, "draws_pension=True"),
        ("我爸是低保户", Owner.PARENT, "low_income_family=True"),
        ("闺女在读研究生", Owner.CHILD, "is_student=True"),
        ("我哥征信花了", Owner.OTHER_KIN, "bad_credit=True"),
        ("隔壁公司欠着工资呢", Owner.OTHERS, "has_arrears=True"),
        ("残疾证是我老伴的", Owner.SPOUSE, "disabled=True"),
    ],
)
def test_a_fact_belongs_to_whom_the_clause_speaks_of(
    read_situation: ReadSituation, text: str, owner: Owner, fact: str
) -> None:
    reading = read_situation(text)
    assert fact in told(reading, owner)
    assert fact not in told(reading, Owner.SELF)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("我老公有残疾证，我女38", {"sex=female", "age=38"}),
        ("媳妇上着班，我下岗半年了", {"unemployed_months=6", "has_job=False"}),
        ("我妈退休了，我今年29，没工作", {"age=29", "has_job=False"}),
        ("弟弟开了个饭馆，我在物业上班", {"has_job=True"}),
    ],
)
def test_the_writers_own_facts_stay_the_writers(read_situation: ReadSituation, text: str, facts: set[str]) -> None:
    assert facts <= told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("我家婆婆有承包地，我没有", "has_contracted_land=False"),
        ("同学办了灵活就业登记，我没办", "registered_flexible=False"),
        ("我弟当过兵，我可没有", "veteran=False"),
        ("邻居家吃低保，我家不是", "low_income_family=False"),
    ],
)
def test_who_is_set_against_another_says_the_opposite(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("我跟我爱人都没班上", "has_job=False"),
        ("两口子都登记失业了", "registered_unemployed=True"),
        ("我们俩都想找个活干", "seeks_work=True"),
    ],
)
def test_what_is_true_of_a_couple_is_true_of_both(read_situation: ReadSituation, text: str, fact: str) -> None:
    reading = read_situation(text)
    assert fact in told(reading) and fact in told(reading, Owner.SPOUSE)


@pytest.mark.parametrize(
    "text", ["我自己没贷款，媳妇有笔十五万的经营贷", "爱人网贷没还完", "我没欠钱，可老公有笔装修贷"]
)
def test_a_loan_of_the_spouse_is_a_loan_of_the_couple(read_situation: ReadSituation, text: str) -> None:
    assert "has_other_loans=True" in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("新招的员工是残疾人，我身体好好的", "disabled=True"),
        ("我们公司招了4个退役军人", "veteran=True"),
        ("招了个下岗的师傅", "has_job=False"),
    ],
)
def test_what_somebody_hired_is_is_not_the_askers(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact not in told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("替我妈问一下，52了，下岗两年，能领什么补贴", Owner.PARENT),
        ("帮我爱人咨询，他有残疾证，能认定吗", Owner.SPOUSE),
        ("给我闺女打听打听，25年6月从天津师大毕业，能见习吗", Owner.CHILD),
        ("我妈52，没工作，她能办困难认定吗", Owner.PARENT),
        ("我爱人2018年办的残疾证，能认定就业困难吗", Owner.SPOUSE),
        ("我老公有残疾证，我女38，帮我算算能认定就业困难吗", Owner.SELF),
        ("头一回开公司，法人写的我妈，我能申请创业补贴吗", Owner.SELF),
        ("我们公司62人，没欠薪，能申请小微企业贷款吗", Owner.EMPLOYER),
        ("我46，失业登记办了，能领失业金吗", Owner.SELF),
    ],
)
def test_whose_check_it_is(read_situation: ReadSituation, text: str, person: Owner) -> None:
    assert read_situation(text).person is person


@pytest.mark.parametrize("text", ["法人写的我妈", "法人是我老公", "公司法人挂的朋友的名"])
def test_another_as_legal_representative_says_no_of_the_writer(read_situation: ReadSituation, text: str) -> None:
    assert "legal_representative=False" in told(read_situation(text))

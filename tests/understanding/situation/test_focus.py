"""What is asked: facts only asked about, the day asked about, the policy in question, a check or an overview."""

from __future__ import annotations

from datetime import date

import pytest

from tests.understanding.situation.conftest import ReadSituation, told


@pytest.mark.parametrize(
    "text",
    [
        "50岁以上的男的能办就业困难认定吗",
        "残疾人能领吗",
        "单亲的、吃低保的，哪种先认定",
        "交满一年失业保险才能领失业金对吗",
        "如果我办了失业登记能领多少",
        "有没有执照都能贷吗",
        "听说退役军人都能领",
        "文件上说登记失业人员才行",
    ],
)
def test_what_is_only_asked_supposed_or_quoted_states_nothing(read_situation: ReadSituation, text: str) -> None:
    assert told(read_situation(text)) == set()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("我是残疾人能领吗", {"disabled=True"}),
        ("我52岁了能领什么补贴", {"age=52"}),
        ("33岁有执照能贷吗", {"age=33", "registered_business=True"}),
        ("退役军人33岁，开了个店，能贷吗", {"age=33", "veteran=True"}),
        ("低保户45女，失业登记了，能认定吗", {"age=45", "sex=female", "low_income_family=True"}),
        ("残疾人男30，认定困难了，能补吗", {"age=30", "disabled=True", "difficulty_recognised=True"}),
        ("灵活就业那个登记也办了，能领吗", {"registered_flexible=True"}),
        ("公司员工，去年登记失业过8个月，现在能领吗", {"works_for_company=True", "half_year_unemployed_2025=True"}),
        ("认定困难2年了，能领吗", {"difficulty_recognised=True"}),
        ("我被辞退了，交了三年失业险，没去登记，能领吗", {"registered_unemployed=False"}),
    ],
)
def test_the_askers_own_facts_in_a_question_are_told(read_situation: ReadSituation, text: str, facts: set[str]) -> None:
    assert facts <= told(read_situation(text))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("按2022年7月算，我能领吗", date(2022, 7, 1), date(2022, 7, 31)),
        ("22年9月，我女46，社保自己交，能领社保补贴吗", date(2022, 9, 1), date(2022, 9, 30)),
        ("我53男的，没地，23年3月能认定4050不能", date(2023, 3, 1), date(2023, 3, 31)),
        ("有执照没贷款，21年12月20号申请创业担保贷款行不行", date(2021, 12, 20), date(2021, 12, 20)),
        ("去年申请的话能批吗", date(2025, 1, 1), date(2025, 12, 31)),
        ("社保补贴2022年8月20号到的期，还没找着活，申请再延一年行吗", date(2022, 8, 20), date(2022, 8, 20)),
        ("补贴22年10月8日到期，男47没工作，可以延长一年不", date(2022, 10, 8), date(2022, 10, 8)),
        ("我46，23年6月才听说有社保补贴，还能领不", date(2023, 6, 1), date(2023, 6, 30)),
    ],
)
def test_the_day_asked_about(read_situation: ReadSituation, text: str, first: date, last: date) -> None:
    asked = read_situation(text).asked_on
    assert asked is not None and (asked.days.low, asked.days.high) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "我2018年办的残疾证，能认定就业困难吗",
        "2015年领过失业金，现在又失业了还能领吗",
        "2022年6月毕业，没工作，能见习吗",
        "我1976年出生，能办困难认定吗",
        "失业保险从2026年3月开始交的，能领失业金吗",
        "执照去年注销了，能重新贷吗",
        "补贴2022年10月8号到期的，现在还能延一年吗",
        "社保补贴2024年5月9号到期了，我46还能再领不",
        "生日1979年4月，女，能办困难认定吗",
    ],
)
def test_a_day_of_the_story_is_not_the_day_asked_about(read_situation: ReadSituation, text: str) -> None:
    assert read_situation(text).asked_on is None


@pytest.mark.parametrize(
    ("text", "topic", "policy"),
    [
        ("我登记失业人员，困难认定有，社保自己交，能领社保补贴吗", "social_insurance_subsidy", None),
        ("我退役军人，35，免费创业培训能上吗", "training_subsidy", "entrepreneurship_training"),
        ("失业登记办了，社保交过三年，失业金我够条件不", "unemployment", "unemployment_benefit"),
        ("毕业生，没工作，能参加就业见习不", "traineeship", None),
        ("女42，没工作了，我够不够4050", "employment_difficulty", None),
        ("大学毕业两年，头一回开公司，首次创业补贴够吗", "startup_subsidy", "startup_first_time_subsidy"),
    ],
)
def test_the_question_says_which_policy_not_the_status_of_the_person(
    read_situation: ReadSituation, text: str, topic: str, policy: str | None
) -> None:
    assert [(each.topic, each.policy) for each in read_situation(text).focus] == [(topic, policy)]


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("我女的45，社保自己交，社保补贴能领不", True),
        ("公司50人，没欠薪，小微企业贷款够比例不", True),
        ("我47，灵活就业，这补贴有我的份吗", True),
        ("毕业一年半了，毕业生社保补贴还赶趟不", True),
        ("我41，没执照，算不算重点群体", True),
        ("社保补贴是按实际交还是按最低档", False),
        ("失业登记要在多少天内申请", False),
        ("50岁以上的男的能办吗", False),
        ("我46，社保补贴一个月多少钱", False),
        ("困难认定在哪办", False),
    ],
)
def test_only_a_yes_or_no_question_of_somebody_wants_a_check(
    read_situation: ReadSituation, text: str, is_asked: bool
) -> None:
    assert read_situation(text).wants_check is is_asked


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("我52了，能领什么补贴", True),
        ("我能享受哪些政策", True),
        ("58岁男的没工作", True),
        ("我女的46，下岗了，有啥补助", True),
        ("社保补贴能领多少", False),
        ("我46，能领社保补贴吗", False),
        ("你好", False),
    ],
)
def test_who_asks_what_there_is_wants_an_overview(read_situation: ReadSituation, text: str, is_asked: bool) -> None:
    assert read_situation(text).wants_overview is is_asked


def test_what_is_to_be_prolonged_is_told_of_today(read_situation: ReadSituation) -> None:
    assert not read_situation("补贴22年10月8日到期，男47没工作，可以延长一年不").is_told_as_of


@pytest.mark.parametrize(
    "text",
    [
        "我45，街道事业单位有编制，自己又按灵活就业交的社保，补贴能领不",
        "女48，原单位破产了，如今自己按灵活就业交着养老，补贴给不给",
        "我在企业下岗的，保险是自己按灵活就业身份交，补贴能申请吗",
    ],
)
def test_what_is_told_of_oneself_says_whom_a_policy_is_for(read_situation: ReadSituation, text: str) -> None:
    assert "social_insurance_subsidy_employer" not in {each.policy for each in read_situation(text).focus}


@pytest.mark.parametrize(
    "text",
    ["我自己交着社保，老板答应折钱，这钱他是不是该给", "我51，社保断了，公司该不该补给我", "我53了，单位应该还我吗"],
)
def test_what_another_owes_is_no_case_of_a_policy(read_situation: ReadSituation, text: str) -> None:
    assert not read_situation(text).wants_check

"""``leye check``: facts as options or from a file, a table for people, JSON for programs, mistakes in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Leye

REAL = Path(__file__).parents[3] / "policies_kb"
BENEFIT = ("unemployment_benefit", "--unemployment-insurance-months", "14", "--left-involuntarily", "是")


Check = Callable[..., Ended]


@pytest.fixture
def check(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Return what runs the command on the real knowledge base."""
    monkeypatch.setenv("LEYE_KB_DIR", str(REAL))
    return lambda *arguments: leye("check", *arguments)


def test_the_table_shows_each_condition_and_what_is_still_to_ask(check: Check) -> None:
    done = check(*BENEFIT)
    assert done.code == 0
    for words in ("还差几样情况", "失业保险缴费满1年", "14个月", "还要问 1. 您办过失业登记吗"):
        assert words in done.out


def test_the_shell_gets_the_same_from_a_process_of_its_own(check: Check) -> None:
    command = [sys.executable, "-m", "bot.cli", "check", *BENEFIT, "--json"]
    done = subprocess.run(command, cwd=REAL.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)) == (0, json.loads(check(*BENEFIT, "--json").out))
    refused = subprocess.run([*command, "--age", "480"], cwd=REAL.parent, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "「年龄」应在 14 到 100 之间" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_json_has_the_shape_of_the_contract(check: Check) -> None:
    shown = json.loads(check(*BENEFIT, "--json").out)
    assert shown["status"] == "needs_facts"
    assert shown["missing"] == ["registered_unemployed", "seeks_work"]
    assert {"criterion", "result", "value", "parameter", "clause"} <= set(shown["trace"][0])


def test_facts_come_from_a_file_and_the_date_decides(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    facts = {"employer_kind": "small", "staff": 100, "new_hires_percent": 15, "contract_years": 1, "has_arrears": False}
    file.write_text(json.dumps(facts))
    for on, status in (("2022-06-29", "not_eligible"), ("2022-06-30", "eligible"), ("2023-10-01", "possibly")):
        done = check("startup_loan_small_enterprise", "--facts", str(file), "--on", on, "--json")
        assert json.loads(done.out)["status"] == status


@pytest.mark.parametrize(
    ("fact", "written", "result"),
    [
        ("--unemployment-insurance-months", "<12", "not_met"),
        ("--unemployment-insurance-months", "12-20", "met"),
        ("--unemployment-insurance-months", ">=12", "met"),
        ("--unemployment-insurance-months", "6-20", "unknown"),
    ],
)
def test_a_range_may_be_given(check: Check, fact: str, written: str, result: str) -> None:
    shown = json.loads(check("unemployment_benefit", fact, written, "--json").out)
    assert next(each["result"] for each in shown["trace"] if each["criterion"] == "contributed") == result


def test_a_date_of_birth_makes_the_age_and_what_ended_is_told_by_its_last_rule(check: Check) -> None:
    table = check("employment_difficulty_recognition", "--born-on", "1986-11-26", "--on", "2026-11-25").out
    assert "39周岁" in table
    ended = check("startup_loan_individual", "--bad-credit", "是").out
    for words in ("2023年3月31日到期", "条件不够", "现在知道的"):
        assert words in ended


def test_all_policies_are_judged_the_likely_ones_first(check: Check) -> None:
    known = ("--difficulty-recognised", "是", "--draws-pension", "否", "--on-establishment", "否")
    shown = json.loads(check("--all", *known, "--json").out)
    assert shown[0]["status"] == "possibly"
    assert shown[-1]["status"] == "out_of_force"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "请写一个政策编号"),
        (("nothing_like_it",), "没有编号为 nothing_like_it 的政策"),
        (("startup_competition",), "还没有写成能判断的条件"),
        (("unemployment_benefit", "--age", "480"), "「年龄」应在 14 到 100 之间"),
        (("unemployment_benefit", "--age", "不小了"), "「年龄」请写整数"),
        (("unemployment_benefit", "--age", "49-40"), "请从小写到大，例如 40-49"),
        (("unemployment_benefit", "--born-on", "昨天"), "请写 2026-03-01、2026-03 或 2026"),
        (("unemployment_benefit", "--route", "by_luck"), "没有叫 by_luck 的路"),
        (("unemployment_benefit", "--state", "ended"), "没有写“ended”"),
        (("unemployment_benefit", "--sex", "猫"), "可以写：女、男"),
        (("unemployment_benefit", "--shoe-size", "42"), "没有叫 shoe_size 的情况"),
        (("unemployment_benefit", "--facts", "nowhere.json"), "读不了 nowhere.json"),
        (("unemployment_benefit", "--on", "2022-13-01"), "2022-13-01"),
    ],
)
def test_a_mistake_is_one_sentence_with_what_may_be_written(
    check: Check, arguments: tuple[str, ...], words: str
) -> None:
    done = check(*arguments)
    assert done.code != 0
    assert words in done.err
    assert "Traceback" not in done.err


RECOGNISED = {
    "sex": "male", "difficulty_recognised": True, "works_flexibly": True, "pays_own_insurance": True,
    "registered_flexible": True, "on_establishment": False,
}  # fmt: skip
NO_FAMILY = dict.fromkeys(
    ("zero_employment_family", "single_parent", "low_income_family", "cares_for_sick_relative"), False
)
SHOP = {"first_business": True, "jobs_created": 1, "business_pays_insurance": True, "draws_pension": False}
JOBLESS = {"local_household": True, "registered_unemployed": True, "draws_pension": False}


@pytest.mark.parametrize(
    ("policy", "facts", "status"),
    [
        ("social_insurance_subsidy_flexible", {**RECOGNISED, **NO_FAMILY, "age": 30, "disabled": True, "draws_pension": False}, "not_eligible"),
        ("social_insurance_subsidy_flexible", {**RECOGNISED, "age": 66, "draws_pension": True}, "not_eligible"),
        ("social_insurance_subsidy_flexible", {**RECOGNISED, "age": 52, "draws_pension": False}, "possibly"),
        ("startup_one_off_subsidy", {**SHOP, "business_months": 7, "is_graduate": True, "months_since_graduation": 12}, "possibly"),
        ("startup_one_off_subsidy", {**SHOP, "business_months": 5, "is_graduate": True, "months_since_graduation": 12}, "not_eligible"),
        ("employment_difficulty_recognition", {**JOBLESS, "age": 25, "is_graduate": True, "months_since_graduation": 18}, "possibly"),
        ("employment_difficulty_recognition", {"local_household": True, "registered_unemployed": True, "age": 62, "sex": "female", "single_parent": True, "draws_pension": True}, "not_eligible"),
        ("traineeship", {"age": 20, "registered_unemployed": True}, "possibly"),
        ("skills_training_subsidy", {"on_establishment": False, "draws_pension": False, "in_middle_school": False, "works_for_company": True}, "possibly"),
        ("entrepreneurship_training", {"draws_pension": False, "transferred_worker": True}, "possibly"),
    ],
)  # fmt: skip
def test_people_who_were_judged_wrongly_once_are_judged_by_the_source(
    check: Check, tmp_path: Path, policy: str, facts: dict[str, object], status: str
) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts))
    assert json.loads(check(policy, "--facts", str(file), "--json").out)["status"] == status


def test_who_keeps_a_shop_is_not_asked_whether_they_are_unemployed_now(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps({**SHOP, "business_months": 14, "is_graduate": False, "local_household": True}))
    missing = json.loads(check("startup_one_off_subsidy", "--facts", str(file), "--json").out)["missing"]
    assert "half_year_unemployed_before" in missing
    assert not {"registered_unemployed", "unemployed_months"} & set(missing)

"""A verdict names the way that decided; out of force it says what the last rule comes to and what is known to hold now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.eligibility import Situation, verdict_on
from bot.kb import BenefitState, Interval, KnowledgeBase, Value, load
from bot.wording.checks import missing_lines, present_lines, route_lines, say_value, verdict_json, verdict_sentence
from bot.wording.checks.check import result
from tests.fixtures.small_kb import REAL, copy_kb_with_conditions

ON = date(2026, 11, 25)
PERSON: dict[str, Value] = {"born_on": date(1986, 11, 25), "hires": 20, "staff": 100, "registered": True}


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return load(copy_kb_with_conditions(tmp_path_factory.mktemp("conditions")))


@pytest.fixture(scope="session")
def real() -> KnowledgeBase:
    return load(Path(REAL))


def test_the_way_that_decided_is_named_with_how_the_others_come_out(practice: KnowledgeBase) -> None:
    found = verdict_on(practice, practice.policy("example_training"), Situation(PERSON, ON), ON)
    assert "（按“登记失业”这条）初步看条件都够" in verdict_sentence(found)
    assert route_lines(found) == ["按“登记失业”：够；按“高校毕业生”：还不清楚。"]
    assert verdict_json(found)["route"] == "by_registration"


def test_the_conditions_for_those_who_receive_it_are_said_to_be_theirs(practice: KnowledgeBase) -> None:
    policy, situation = practice.policy("example_training"), Situation({"has_job": True}, ON)
    found = verdict_on(practice, policy, situation, ON, state=BenefitState.RECEIVING)
    assert "（已经在领的）初步看条件不够" in verdict_sentence(found)


def test_kinds_are_listed_in_their_question(practice: KnowledgeBase) -> None:
    facts = {name: value for name, value in PERSON.items() if name != "registered"}
    found = verdict_on(practice, practice.policy("example_training"), Situation(facts, ON), ON)
    assert missing_lines(practice, found) == ["您属于哪一类?（已登记、毕业生）"]


def test_what_ended_is_judged_by_the_last_rule_and_what_holds_now_is_said(real: KnowledgeBase) -> None:
    loan = real.policy("startup_loan_individual")
    found = verdict_on(real, loan, Situation({"bad_credit": True}, ON), ON)
    sentence = verdict_sentence(found)
    assert "2023年3月31日到期" in sentence
    assert "到期前的规定看，初步看条件不够" in sentence
    said = result(real, found, "", ON).text
    assert "现在知道的：" in said
    assert "不够的：无不良信用记录" in said
    assert verdict_json(found)["last"] == {"status": "not_eligible", "ended_on": "2023-03-31"}


def test_the_policy_that_took_its_place_is_named_and_can_be_picked(practice: KnowledgeBase) -> None:
    training = practice.policy("example_training")
    ended = replace(training, validity=replace(training.validity, end=date(2023, 3, 31)), successor="example_training")
    found = verdict_on(practice, ended, Situation(PERSON, ON), ON)
    assert present_lines(practice, found) == ["接替它的是创业培训补贴，可以接着算这一项。"]
    assert next(choice.label for choice in result(practice, found, "", ON).choices) == "算创业培训补贴"


def test_without_a_successor_it_is_said_that_none_was_found(practice: KnowledgeBase) -> None:
    training = practice.policy("example_training")
    ended = replace(training, validity=replace(training.validity, end=date(2023, 3, 31)), successor="")
    found = verdict_on(practice, ended, Situation(PERSON, ON), ON)
    assert present_lines(practice, found) == ["接着执行的规定没有查到，可以问西青区人社局。"]


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("age", Interval(40, 49), "40到49周岁"),
        ("age", Interval(50, None), "至少50周岁"),
        ("staff", Interval(None, 99), "最多99人"),
        ("share", 15, "15%"),
        ("born_on", date(1986, 3, 9), "1986年3月9日"),
        ("born_on", Interval(date(1986, 3, 1), date(1986, 3, 31)), "1986年3月"),
        ("born_on", Interval(date(1986, 1, 1), None), "1986年1月1日以后"),
    ],
)
def test_ranges_and_days_are_said_as_people_do(practice: KnowledgeBase, fact: str, value: Value, words: str) -> None:
    assert say_value(practice.facts[fact], value) == words

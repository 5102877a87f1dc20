"""The gold set of facts: its shape, its names, and that every fact is said in enough different ways."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from bot.kb import load
from bot.kb.fact_cases import BORN, FactCase, Noted, NotedRange, fact_of, is_date, load_fact_cases
from bot.kb.model.interval import Interval

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "policies_kb" / "fact_cases"
FACTS = load(ROOT / "policies_kb").facts
CASES = load_fact_cases(FOLDER)
ENOUGH_WORDINGS = 6
ENOUGH_CASES = 420
# Held-out questions lie beside the repository; where they do, no sentence of them may stand here.
HELD_OUT = ROOT.parent / "shared" / "questions"
RUN = 14
# What once was so stays so: who served is a veteran for good, who took a student loan or three trainings has taken them.
LASTING = {
    "born_on",
    "sex",
    "veteran",
    "released",
    "graduate_of_tianjin",
    "is_graduate",
    "student_loan",
    "training_times_used_up",
}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def named(case: FactCase) -> set[str]:
    return {fact_of(key) for key in case.facts} | {each.fact for each in case.not_facts}


def is_of_type(key: str, value: Noted) -> bool:
    fact = FACTS[fact_of(key)]
    bounds = value.bounds if isinstance(value, NotedRange) else Interval(value, value)
    sides = [each for each in (bounds.low, bounds.high) if each is not None]
    if is_date(key):
        return all(isinstance(each, date) for each in sides) and sides == sorted(sides)
    if fact.type.value == "yes_no":
        return isinstance(value, bool)
    if fact.type.value == "choice":
        return value in {option.id for option in fact.options}
    whole = all(isinstance(each, int) and not isinstance(each, bool) for each in sides)
    return whole and all(fact.minimum <= each <= fact.maximum for each in sides) and sides == sorted(sides)


def checks_out(number: str) -> bool:
    return (
        "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)) % 11]
        == number[-1]
    )


def values_of(case: FactCase) -> list[tuple[str, Noted]]:
    refused = [(each.fact, each.value) for each in case.not_facts if each.value is not None]
    return [*case.facts.items(), *case.implied.items(), *refused]


def contradictions(case: FactCase) -> set[str]:
    """Return the facts that a case both holds and leaves open, or holds and refuses with the same value."""
    said = {fact_of(key) for key in case.facts}
    held = {**case.implied, **case.facts}
    refused = {each.fact for each in case.not_facts if each.value is not None and held.get(each.fact) == each.value}
    wholly_refused = {each.fact for each in case.not_facts if each.value is None}
    either = said & case.left_open | set(case.implied) & (case.left_open | said)
    return either | refused | wholly_refused & (set(case.implied) | case.left_open)


def runs(text: str) -> set[str]:
    letters = re.sub(r"\s", "", text)
    return {letters[start : start + RUN] for start in range(len(letters) - RUN + 1)}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_a_file_has_the_shape_that_the_schema_describes(path: Path) -> None:
    schema = json.loads((ROOT / "policies_kb" / "schema" / "fact_case.schema.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema, format_checker=FormatChecker(["date"]))
    assert [
        error.message for error in validator.iter_errors(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
    ] == []


def test_there_are_enough_messages_and_none_stands_twice() -> None:
    assert len(CASES) >= ENOUGH_CASES
    assert [said for said, count in Counter(case.said for case in CASES).items() if count > 1] == []
    assert [id_ for id_, count in Counter(case.id for case in CASES).items() if count > 1] == []


def test_a_case_names_facts_that_exist_with_values_of_their_type() -> None:
    unknown = [
        (case.id, fact)
        for case in CASES
        for fact in named(case) | {fact_of(key) for key in case.implied} | case.left_open
        if fact not in FACTS
    ]
    assert unknown == []
    wrong = [(case.id, key) for case in CASES for key, value in values_of(case) if not is_of_type(key, value)]
    assert wrong == []


def test_a_case_does_not_contradict_itself() -> None:
    assert [case.id for case in CASES if contradictions(case)] == []


def test_a_fact_of_another_names_its_owner() -> None:
    others = [(case.id, each) for case in CASES for each in case.not_facts if each.because == "other_person"]
    assert [id_ for id_, each in others if each.owner is None] == []


def lacking(fact: str) -> set[str]:
    """Return what the gold set still has to say of a fact: ways in which it is said, or enough messages."""
    about = [case for case in CASES if fact in named(case)]
    needed = {"yes", "no", "other_person", "question", "list"}
    needed |= set() if fact in LASTING else {"past"}
    needed |= {"range"} if FACTS[fact].type.value == "number" else set()
    few = {f"only {len(about)} messages"} if len(about) < ENOUGH_WORDINGS else set()
    return few | needed - {kind for case in about for kind in case.kinds_of(fact)}


def test_a_fact_is_said_in_enough_ways() -> None:
    # A day is noted as the number that is counted from it: a date of birth stands for the age.
    facts = [name for name, fact in FACTS.items() if fact.type.value != "date"]
    assert facts
    assert {fact: lacking(fact) for fact in facts if lacking(fact)} == {}


def test_an_identity_number_gives_birth_only_when_its_check_digit_holds() -> None:
    for case in CASES:
        for number in re.findall(r"(?<!\d)\d{17}[\dX]", case.said):
            assert number[14:17] >= "996", "these sequence numbers belong to nobody"
            day = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
            owners = {each.because for each in case.not_facts}
            born = case.facts.get(BORN)
            assert checks_out(number) or born is None
            assert born is None or str(born) == day
            assert born is not None or owners & {"not_said", "other_person"}


def test_messages_that_state_nothing_are_there_too() -> None:
    assert sum("nothing" in case.kinds for case in CASES) >= 50


def test_no_message_shares_a_run_of_letters_with_the_held_out_questions() -> None:
    held_out = {run for path in HELD_OUT.rglob("*.yml") for run in runs(path.read_text(encoding="utf-8"))}
    assert [case.id for case in CASES if runs(case.said) & held_out] == []

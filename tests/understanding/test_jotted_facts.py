"""What a colleague jots down of a client is read as facts; what cannot be is told back, never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.kb import Interval, KnowledgeBase, load
from bot.kb.model.criteria import Value
from bot.understanding import Jotted, Normaliser, jotted_facts
from bot.understanding.situation import SituationReader, answer_to

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(Path(__file__).parents[2] / "policies_kb")


def read(kb: KnowledgeBase, text: str) -> set[tuple[str, Value]]:
    return set(jot(kb, text).facts)


def jot(kb: KnowledgeBase, text: str) -> Jotted:
    return jotted_facts(kb.facts, text, TODAY, SituationReader(kb, Normaliser(kb.rewrites)))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "我女的48了，下岗一年多",
            {("age", 48), ("sex", "female"), ("unemployed_months", Interval(12, 23))},
        ),
        ("我今年四十八，男的", {("age", 48), ("sex", "male")}),
        ("４８周岁半", {("age", 48)}),
        ("虚岁50", {("age", Interval(48, 49))}),
        ("我76年出生的", {("age", Interval(49, 50))}),
        ("1976年5月20日出生", {("age", 50)}),
        ("没残疾证，单亲", {("disabled", False), ("single_parent", True)}),
        ("残疾证没有", {("disabled", False)}),
        ("毕业一年半了", {("months_since_graduation", 18)}),
        ("失业保险交了两年零三个月", {("unemployment_insurance_months", 27)}),
        ("是48岁，不对，58岁", {("age", 48), ("age", 58)}),
    ],
)
def test_facts_are_read(real: KnowledgeBase, text: str, facts: set[tuple[str, Value]]) -> None:
    assert facts <= read(real, text)


@pytest.mark.parametrize("text", ["我480岁", "我-3岁", "0岁", "失业金怎么领", "2022年能贷多少", "交了15年社保", "😀"])
def test_what_states_nothing_sensible_is_left_out(real: KnowledgeBase, text: str) -> None:
    assert not {name for name, _ in read(real, text)} & {"age", "unemployed_months"}


def test_an_identity_number_gives_the_date_of_birth_and_nothing_else(real: KnowledgeBase) -> None:
    assert read(real, "身份证11010519491231002X") == {("age", 76), ("sex", "female")}
    assert read(real, "身份证120111197605201234") == set()


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("age", "58", 58),
        ("age", "五十八", 58),
        ("age", "580", None),
        ("unemployed_months", "一年多", Interval(12, 23)),
        ("jobs_created", "2个人", 2),
        ("difficulty_recognised", "办过", True),
        ("difficulty_recognised", "没有", False),
        ("difficulty_recognised", "这是啥意思", None),
        ("sex", "女的", "female"),
    ],
)
def test_a_short_answer_is_read_for_the_question_that_is_open(
    real: KnowledgeBase, fact: str, text: str, value: Value | None
) -> None:
    assert answer_to(real.facts[fact], text, TODAY) == value


def test_the_name_of_a_policy_states_nothing_of_a_person(real: KnowledgeBase) -> None:
    text = "灵活就业社保补贴我能领吗"
    assert read(real, text) == set()
    assert ("works_flexibly", True) in read(real, text + ",我灵活就业")

"""Acts are heard from wordings alone: the gold lists, and that a stop can never be heard as a start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kb import STARTS, STOPS, SpokenAct, load
from bot.kb.act_cases import NONE, ActCase, load_act_cases
from bot.understanding import Normaliser
from bot.understanding.acts import ActReader, may_refuse

ROOT = Path(__file__).parents[3]
KB = load(ROOT / "policies_kb")
NORMALISE = Normaliser(KB.rewrites)
READER = ActReader(KB.acts, NORMALISE)
CASES = load_act_cases(ROOT / "policies_kb/act_cases")
TODAY = date(2026, 11, 30)


def cases(group: str) -> list[ActCase]:
    return [case for case in CASES if case.group.startswith(group)]


def about_notices(text: str) -> str:
    heard = READER.about_notices(text, TODAY)
    return NONE if heard is None else heard.act.value


def said(group: str, acts: tuple[SpokenAct, ...]) -> list[str]:
    return [case.said for case in cases(group) if case.act in {act.value for act in acts}]


STOPPING = said("notices", STOPS)
STARTING = said("notices", STARTS)


def test_what_people_say_about_notices_is_heard_as_written_in_the_gold_lists() -> None:
    wrong = [(case.said, case.act, about_notices(case.said)) for case in cases("notices")]
    assert [each for each in wrong if each[1] != each[2]] == []


def test_nobody_who_does_not_want_to_live_is_missed_and_the_look_alikes_are_spared() -> None:
    wrong = [case.said for case in cases("distress") if READER.distress(case.said, TODAY) != (case.act != NONE)]
    assert wrong == []


def test_fraud_and_delay_are_heard_and_honest_questions_are_not() -> None:
    heard = [(case.said, case.act, READER.warning(case.said, TODAY)) for case in cases("warnings")]
    assert [each for each in heard if each[1] != (NONE if each[2] is None else each[2].value)] == []


@given(
    stop=st.sampled_from(STOPPING),
    other=st.sampled_from([*STARTING, "你好", "谢谢", "社保补贴能领多少", ""]),
    sign=st.sampled_from("，。 ！,;"),
    first=st.booleans(),
)
def test_a_stop_beside_anything_else_is_never_heard_as_a_start(
    stop: str, other: str, sign: str, *, first: bool
) -> None:
    text = f"{stop}{sign}{other}" if first else f"{other}{sign}{stop}"
    assert about_notices(text) not in {act.value for act in STARTS}


@given(st.sampled_from(STOPPING), st.text(max_size=6), st.text(max_size=6))
def test_whatever_stands_around_a_stop_does_not_make_it_a_start(stop: str, before: str, after: str) -> None:
    assert about_notices(f"{before}{stop}{after}") not in {act.value for act in STARTS} or not may_refuse(
        NORMALISE(stop), KB.acts.deny
    )


@pytest.mark.parametrize("start", STARTING)
def test_a_denied_start_is_no_start(start: str) -> None:
    assert about_notices(f"不要{start}") != SpokenAct.START_TOPIC.value


@given(st.sampled_from(said("distress", (SpokenAct.DISTRESS,))), st.sampled_from(["累死了", "烦死了", "笑死", "热死"]))
def test_a_harmless_word_beside_it_does_not_hide_that_someone_does_not_want_to_live(said: str, beside: str) -> None:
    assert READER.distress(f"{beside}{said}", TODAY)
    assert READER.distress(f"{said}，{beside}", TODAY)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("招聘的别发了", ("recruitment",)),
        ("贷款的提醒取消", ("startup_loan",)),
        ("只退培训的，补贴的留着", ("skills_training",)),
        ("把社保补贴的提醒关了", ("social_insurance_subsidy",)),
    ],
)
def test_a_stop_of_one_kind_names_the_kind(text: str, topics: tuple[str, ...]) -> None:
    heard = READER.about_notices(text, TODAY)
    assert heard is not None
    assert (heard.act, heard.topics) == (SpokenAct.STOP_TOPIC, topics)


def test_a_bare_word_is_weak_and_a_plain_sentence_is_not() -> None:
    weak, plain = READER.about_notices("停", TODAY), READER.about_notices("别发了", TODAY)
    assert (weak is not None and weak.is_weak, plain is not None and plain.is_weak) == (True, False)


def test_a_long_story_is_not_about_notices() -> None:
    assert READER.about_notices("我下岗以后一直没活儿干" * 8 + "别发了", TODAY) is None


def test_a_message_in_traditional_or_full_width_signs_is_read_as_any_other() -> None:
    assert (about_notices("別再發了"), about_notices("ＴＤ")) == ("stop_all", "stop_all")

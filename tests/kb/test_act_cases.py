"""The gold lists of acts are as long as promised, and no message stands under two acts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.kb import load
from bot.kb.act_cases import NONE, load_act_cases
from bot.kb.model.acts import SpokenAct
from bot.understanding import Reader

CASES = load_act_cases(Path(__file__).parents[2] / "policies_kb/act_cases")


@pytest.mark.parametrize(
    ("group", "acts", "looking_alike"), [("notices", 150, 100), ("distress", 60, 40), ("warnings", 60, 40)]
)
def test_each_list_is_long_enough(group: str, acts: int, looking_alike: int) -> None:
    own = [case for case in CASES if case.group == group]
    assert sum(case.act != NONE for case in own) >= acts
    assert sum(case.act == NONE for case in own) >= looking_alike


def test_every_act_of_the_list_exists_or_belongs_to_the_referrals() -> None:
    assert {case.act for case in CASES} == {*(act.value for act in SpokenAct), NONE, "wage_arrears", "work_injury"}


def test_no_message_is_written_twice() -> None:
    assert [said for said, count in Counter((case.group[:7], case.said) for case in CASES).items() if count > 1] == []


def test_who_is_owed_wages_or_was_hurt_is_referred_and_never_answered_with_a_policy() -> None:
    kb = load(Path(__file__).parents[2] / "policies_kb")
    reader = Reader(kb)
    expected = {"wage_arrears": "labour_dispute", "work_injury": "work_injury"}
    own = [case for case in CASES if case.group == "rights"]
    read = [(case, reader.read(case.said, date(2026, 11, 30))) for case in own]
    heard = [(case.said, reading.referrals) for case, reading in read if case.act != NONE]
    wanted = {case.said: expected[case.act] for case in own if case.act != NONE}
    assert [said for said, referrals in heard if wanted[said] not in referrals] == []
    assert [case.said for case, reading in read if case.act != NONE and reading.named] == []
    spared = [reading.referrals for case, reading in read if case.act == NONE]
    assert not any(set(expected.values()) & set(referrals) for referrals in spared)

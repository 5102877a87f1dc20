"""The gold lists of acts are as long as promised, and no message stands under two acts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.kb.act_cases import NONE, load_act_cases
from bot.kb.model.acts import SpokenAct

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

"""What a run would say, to oneself: one letter for each sample, fields under their names, and nothing without a rehearsal."""

from __future__ import annotations

import pytest

from bot.errors import SituationError
from bot.front.desk.pages.rehearsals import Rehearsing, trial_letters
from bot.messaging.api import Letter, Way
from bot.outreach.reports import Rehearsal
from tests.outreach.world import NOON


def rehearsed(*samples: Letter) -> Rehearsing:
    return Rehearsing("editor", tally=Rehearsal(NOON, NOON, 100, samples=list(samples)))


def test_each_sample_is_a_letter_to_whoever_asks_and_says_that_it_is_a_trial() -> None:
    text = Letter(Way.WEB, "web:somebody", "k1", text="您可能够条件。回复退订就不再发。")
    card = Letter(Way.SUBSCRIBE, "openid", "k2", template="t", fields={"thing1": "社保补贴", "time2": "月底"})
    first, second = trial_letters(rehearsed(text, card), "提醒", {"thing1": "政策名称"}, "approver")
    assert first.text == "【试发，只有您收到】提醒\n网页收件箱的样子：\n您可能够条件。回复退订就不再发。"
    assert second.text.splitlines()[2:] == ["政策名称：社保补贴", "time2：月底"]
    assert {first.userid, second.userid} == {"approver"} and first.key != second.key


@pytest.mark.parametrize("rehearsing", [None, Rehearsing("editor"), rehearsed()])
def test_without_a_sample_nothing_is_sent(rehearsing: Rehearsing | None) -> None:
    with pytest.raises(SituationError, match="只看一遍"):
        trial_letters(rehearsing, "提醒", {}, "approver")

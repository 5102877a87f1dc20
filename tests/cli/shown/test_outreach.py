"""What a pass over the outbox did is said so that its numbers can be understood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli.shown.outreach import follow_up_sentence, pass_sentence
from bot.kb import Campaign
from bot.outreach.scheduler import Pass
from tests.outreach.world import real_kb


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """Give a campaign with a follow-up."""
    return real_kb().campaign("flexible_insurance_notice")


def test_letters_that_ask_again_are_told_apart_from_those_that_tell() -> None:
    assert pass_sentence(Pass(79, 79)) == "新列入 79 人，发出 79 条。"
    assert "通知 79 条，再问一次“您申请了吗”3 条" in pass_sentence(Pass(79, 82, asked=3))


def test_it_is_said_when_people_are_asked_again_and_that_the_practice_does_not_wait(campaign: Campaign) -> None:
    assert campaign.follow_up is not None
    assert "过 7 天" in follow_up_sentence(campaign)
    assert "练习不等天数" in follow_up_sentence(replace(campaign, follow_up=replace(campaign.follow_up, after_days=0)))
    assert "不再问" in follow_up_sentence(replace(campaign, follow_up=None))

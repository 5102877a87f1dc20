"""The campaigns that ship: they can be said today and on their last day, and promise nobody what is a target of the district."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.kb import Campaign, CampaignKind, KnowledgeBase, load, validate
from bot.kb.gates.campaigns.texts import texts_of
from bot.kb.model.periods import Period
from bot.kb.statements import PLACE, places_in, value_on
from tests.kb.test_real_content import DISTRICT_TARGETS

FOLDER = Path(__file__).parents[2] / "policies_kb"
TODAY = date(2026, 11, 25)
SHIPPED = {
    "flexible_insurance_notice": "social_insurance_subsidy",
    "startup_training_notice": "training_subsidy",
    "startup_loan_notice": "startup_loan",
    "startup_first_time_deadline": "startup_subsidy",
}
REMINDERS = ("startup_first_time_deadline",)
# The only literal figures: the hotline, and conditions and days whose wording the answers hold.
ALLOWED = {"12333", "1", "100", "2", "3", "25"}


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(FOLDER)


def said(campaign: Campaign) -> list[str]:
    message = campaign.message
    fields = message.wechat.fields.values() if message.wechat is not None else ()
    return [campaign.why, message.headline, message.text, message.text_unsure, *fields]


def test_the_three_headline_topics_have_a_campaign_and_one_deadline_a_reminder(real: KnowledgeBase) -> None:
    assert {campaign.id: campaign.topic for campaign in real.campaigns.values()} == SHIPPED


def test_nothing_stops_them_today() -> None:
    assert not [warning for warning in validate(FOLDER, TODAY).warnings if warning.file.startswith("campaigns/")]


@pytest.mark.parametrize("campaign_id", SHIPPED)
def test_every_figure_is_in_force_until_the_last_day(real: KnowledgeBase, campaign_id: str) -> None:
    campaign = real.campaign(campaign_id)
    assert campaign.not_after.year == 2027
    places = {place for text in said(campaign) for place in places_in(text)}
    assert places
    for day in (TODAY, campaign.not_after):
        assert all(value_on(real.parameters[place], Period.day(day)) for place in places)


@pytest.mark.parametrize("campaign_id", SHIPPED)
def test_figures_come_from_parameters(real: KnowledgeBase, campaign_id: str) -> None:
    texts = [PLACE.sub("", text) for text in said(real.campaign(campaign_id))]
    assert {figure for text in texts for figure in re.findall(r"\d+", text)} <= ALLOWED


@pytest.mark.parametrize("campaign_id", SHIPPED)
def test_a_target_of_the_district_is_no_benefit(real: KnowledgeBase, campaign_id: str) -> None:
    assert not [text for text in said(real.campaign(campaign_id)) if DISTRICT_TARGETS.search(text)]


@pytest.mark.parametrize("campaign_id", SHIPPED)
def test_they_are_careful_with_people(real: KnowledgeBase, campaign_id: str) -> None:
    campaign = real.campaign(campaign_id)
    assert campaign.kind is (CampaignKind.DEADLINE_REMINDER if campaign_id in REMINDERS else CampaignKind.NOTICE)
    assert campaign.caps.per_person_days >= 7
    assert campaign.quiet.on_holidays
    assert "可能" in campaign.message.text_unsure


def test_the_subsidy_for_flexible_workers_is_evergreen(real: KnowledgeBase) -> None:
    campaign = real.campaign("flexible_insurance_notice")
    assert campaign.schedule.daily_at is not None
    assert campaign.audience.statuses == ("eligible", "possibly")


def test_the_grant_of_training_is_never_promised_to_the_person(real: KnowledgeBase) -> None:
    message = real.campaign("startup_training_notice").message
    for text in (message.text, message.text_unsure):
        assert "一般补给培训机构,不是发给您个人的现金" in text


def test_the_loan_is_never_said_to_be_tianjins(real: KnowledgeBase) -> None:
    message = real.campaign("startup_loan_notice").message
    for text in (message.text, message.text_unsure):
        assert "天津现在的条件和上限没有查到" in text
        assert "国家规定" in text


def test_the_reminder_says_the_day_that_the_answers_say_and_comes_before_it(real: KnowledgeBase) -> None:
    campaign = real.campaign("startup_first_time_deadline")
    [deadline] = real.policy(campaign.policy).answers["deadline"].sentences
    assert "每月25日前申请" in deadline.template
    assert campaign.schedule.cron == "0 10 18 * *"
    assert all("每月25日前" in text for text in (campaign.message.text, campaign.message.text_unsure))


def test_the_gate_reads_every_text_of_a_campaign() -> None:
    data = {
        "why": "甲{met}",
        "message": {
            "headline": "乙",
            "text": "丙",
            "text_unsure": "丁",
            "wechat_template": {"fields": {"thing1": "戊"}},
        },
        "follow_up": {"text": "己 1 已申请", "wechat_template": {"fields": {"thing1": "庚"}}},
    }
    assert "".join(text for _, text in texts_of(data)) == "甲乙丙丁戊己 已申请庚"

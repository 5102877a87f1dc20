"""A campaign file becomes a frozen campaign: what is not written is the careful default."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from bot.clock import SHANGHAI
from bot.errors import SituationError
from bot.kb import Campaign, CampaignKind, KnowledgeBase, Quiet, TemplateKind, load, validate
from bot.kb.model.campaigns import Caps

FILE = "campaigns/example_notice.yml"
SCHEDULE = 'schedule: {evergreen: true, at: "10:00"}'


def changed(folder: Path, old: str, new: str) -> Campaign:
    """Return the campaign of the small knowledge base after a change of its file."""
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load(folder).campaign("example_notice")


def test_a_campaign_is_read_as_it_was_written(kb: KnowledgeBase) -> None:
    campaign = kb.campaign("example_notice")
    assert campaign.kind is CampaignKind.NOTICE
    assert campaign.audience.statuses == ("eligible", "possibly")
    assert campaign.audience.towns == ()
    assert campaign.message.headline == "自己交社保,可能补回一些"
    assert campaign.message.wechat is not None
    assert campaign.message.wechat.fields["thing1"] == "灵活就业社保补贴"
    assert campaign.follow_up is not None
    assert campaign.follow_up.after_days == 7
    assert campaign.not_after == date(2027, 12, 31)
    assert campaign.knock


def test_consent_is_asked_for_the_topic_of_the_policy(kb: KnowledgeBase) -> None:
    assert kb.campaign("example_notice").topic == "social_insurance_subsidy"


def test_what_is_not_written_is_the_careful_default(kb: KnowledgeBase) -> None:
    campaign = kb.campaign("example_notice")
    assert campaign.caps == Caps(per_person_days=7, per_day=5000)
    assert campaign.quiet == Quiet(time(20, 0), time(9, 0), on_holidays=True)


def test_one_quiet_hour_can_be_changed_alone(folder: Path) -> None:
    campaign = changed(folder, "knock: true", 'quiet: {to: "08:30"}\nknock: true')
    assert campaign.quiet == Quiet(time(20, 0), time(8, 30), on_holidays=True)


def test_an_evergreen_campaign_goes_out_daily(kb: KnowledgeBase) -> None:
    schedule = kb.campaign("example_notice").schedule
    assert (schedule.daily_at, schedule.once, schedule.cron) == (time(10, 0), None, None)


def test_a_single_moment_is_one_of_shanghai(folder: Path) -> None:
    schedule = changed(folder, SCHEDULE, "schedule: {once: 2027-03-01 10:00}").schedule
    assert schedule.once == datetime(2027, 3, 1, 10, 0, tzinfo=SHANGHAI)
    assert schedule.daily_at is None


def test_a_day_of_the_week_is_kept_by_name(folder: Path) -> None:
    assert changed(folder, SCHEDULE, 'schedule: {cron: "0 10 * * 1"}').schedule.cron == "0 10 * * mon"


def test_a_campaign_without_follow_up_asks_nothing_later(folder: Path) -> None:
    text = (folder / FILE).read_text(encoding="utf-8")
    block = text[text.index("follow_up:\n") : text.index("knock:")]
    assert changed(folder, block, "").follow_up is None


def test_towns_are_those_of_the_stations(folder: Path) -> None:
    town = {"id": "example_town", "title": "示例镇", "clause": "example_plan-3", "quote": "灵活就业人员"}
    entry = ", ".join(f"{key}: {value}" for key, value in town.items())
    (folder / "stations.yml").write_text(f"towns:\n  - {{{entry}}}\nstations: []\n", encoding="utf-8")
    assert changed(folder, "towns: []", "towns: [example_town]").audience.towns == ("example_town",)


def test_templates_know_their_kind_and_fields(kb: KnowledgeBase) -> None:
    template = kb.templates["policy_notice"]
    assert template.kind is TemplateKind.ONE_OFF
    assert [(field.key, field.type.value) for field in template.fields] == [
        ("thing1", "thing"),
        ("thing2", "thing"),
        ("date3", "date"),
        ("phrase4", "phrase"),
    ]


def test_an_unknown_campaign_is_refused_with_those_there_are(kb: KnowledgeBase) -> None:
    with pytest.raises(SituationError, match="没有编号为 nothing 的推送;policies_kb/campaigns 里现有:example_notice。"):
        kb.campaign("nothing")


def test_a_campaign_that_outlives_its_policy_is_refused(folder: Path) -> None:
    path = folder / "policies" / "example_subsidy_flexible.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2022-01-01\nvalid_to: null", "2022-01-01\nvalid_to: 2027-06-30"), encoding="utf-8")
    assert [str(problem) for problem in validate(folder, date(2026, 11, 25)).problems] == [
        f"{FILE}: not_after: 这项政策到 2027-06-30 为止,推送不能晚于它;改早一点"
    ]


def test_a_figure_that_the_answers_no_longer_say_is_refused(folder: Path) -> None:
    """The sentence with 2022年 alone ends on the last day of 2022; 2022年6月21日 stands in one that goes on."""
    (folder / "policies" / "example_subsidy_flexible.yml").write_text(
        (folder / "policies" / "example_subsidy_flexible.yml")
        .read_text(encoding="utf-8")
        .replace("依据是2022年6月21日方案的第3条", "依据是方案的第3条"),
        encoding="utf-8",
    )
    messages = [problem.message for problem in validate(folder, date(2026, 11, 25)).problems]
    assert "数字 2022 在这项政策现行的答案里找不到;改成参数 {组.名},或删去" in messages


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [("20:00", True), ("23:59", True), ("00:00", True), ("08:59", True), ("09:00", False), ("19:59", False)],
)
def test_the_night_is_quiet_over_midnight(at: str, is_quiet: bool) -> None:
    assert Quiet().covers(time.fromisoformat(at)) is is_quiet


def test_quiet_hours_within_a_day_are_just_those() -> None:
    noon = Quiet(time(12, 0), time(14, 0))
    assert [noon.covers(time(hour)) for hour in (11, 12, 13, 14, 23)] == [False, True, True, False, False]


@pytest.mark.parametrize("name", ["templates.yml", "calendar.yml", FILE])
def test_files_of_campaigns_may_be_missing(folder: Path, name: str) -> None:
    (folder / FILE).unlink()
    (folder / name).unlink(missing_ok=True)
    assert not load(folder).campaigns

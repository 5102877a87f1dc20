"""What a campaign says to one person: true on its day, with its sources, why they get it, and how to stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.reply import Choice
from bot.eligibility import Situation, Status, Verdict, evaluate, rule_for
from bot.errors import SituationError
from bot.kb import Campaign, KnowledgeBase, load
from bot.kb.model.wechat_fields import field_mistake
from bot.wording.notices import notice as words

ON = date(2026, 11, 25)
REAL = Path(__file__).parents[3] / "policies_kb"
FLEXIBLE = {
    "difficulty_recognised": True,
    "pays_own_insurance": True,
    "registered_flexible": True,
    "on_establishment": False,
}
LONGEST_CUSTOMER_MESSAGE = 2048


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(REAL)


@pytest.fixture
def small(kb: KnowledgeBase) -> Campaign:
    return kb.campaign("example_notice")


def judged(kb: KnowledgeBase, campaign: Campaign, facts: dict[str, bool | int | str], on: date = ON) -> Verdict:
    return evaluate(rule_for(kb, kb.policy(campaign.policy), on), Situation(facts))


def test_a_notice_says_what_of_which_day_from_where_and_how_to_stop(kb: KnowledgeBase, small: Campaign) -> None:
    assert words.notice_text(kb, small, Status.ELIGIBLE, ON).split("\n") == [
        "自己交社保，可能补回一些",
        "最高补所缴保费的四分之三。",
        "按2026年11月25日的规定。",
        "依据：《示例区“练习”方案》（2022年6月21日）",
        "不想再收，回“退订”。",
    ]


def test_who_is_not_sure_to_fit_hears_so(kb: KnowledgeBase, small: Campaign) -> None:
    text = words.notice_text(kb, small, Status.POSSIBLY, ON)
    assert "您可能够条件，点一下算一算。" in text
    assert "四分之三" not in text


@pytest.mark.parametrize("status", [Status.NOT_ELIGIBLE, Status.OUT_OF_FORCE, Status.NEEDS_FACTS])
def test_nobody_outside_the_audience_is_written_to(kb: KnowledgeBase, small: Campaign, status: Status) -> None:
    with pytest.raises(SituationError, match="推送 example_notice 不发给"):
        words.notice_text(kb, small, status, ON)


def test_a_figure_not_in_force_on_the_day_stops_the_message(kb: KnowledgeBase, small: Campaign) -> None:
    day = date(2022, 6, 20)
    sentence = "示例社保补贴最高比例在2022年6月20日无现行依据"
    assert words.obstacles(kb, small, day) == (f"{sentence}。",)
    with pytest.raises(SituationError, match=sentence):
        words.notice_text(kb, small, Status.ELIGIBLE, day)
    with pytest.raises(SituationError, match=sentence):
        words.template_fields(kb, small, day)


def test_a_campaign_stops_after_its_last_day_and_with_its_policy(kb: KnowledgeBase, small: Campaign) -> None:
    assert words.obstacles(kb, small, date(2027, 12, 31)) == ()
    assert words.obstacles(kb, small, date(2028, 1, 1)) == ("这次推送到2027年12月31日为止。",)
    graduates = replace(small, policy="example_subsidy_graduates")
    assert words.obstacles(kb, graduates, ON) == ("毕业生社保补贴在2026年11月25日无现行依据。",)


def test_a_known_end_of_the_policy_is_said(kb: KnowledgeBase, small: Campaign) -> None:
    graduates = replace(small, policy="example_subsidy_graduates")
    assert words.validity(kb, graduates, date(2024, 1, 1)) == "按2024年1月1日的规定，执行到2024年12月31日。"


def test_fields_are_filled_for_the_day(kb: KnowledgeBase, small: Campaign) -> None:
    assert words.template_fields(kb, small, ON) == {
        "thing1": "灵活就业社保补贴",
        "thing2": "最高补所缴保费的四分之三",
        "date3": "2022年6月21日",
        "phrase4": "可以申请",
    }


def test_a_field_that_got_too_long_is_cut_before_its_number(kb: KnowledgeBase, small: Campaign) -> None:
    assert small.message.wechat is not None
    longer = replace(
        small.message.wechat, fields={"thing2": "够条件的灵活就业人员交社保最高能补回{example_subsidy.max_share}"}
    )
    campaign = replace(small, message=replace(small.message, wechat=longer))
    assert words.template_fields(kb, campaign, ON) == {"thing2": "够条件的灵活就业人员交社保最高能补回…"}


def test_a_campaign_without_template_or_follow_up_has_no_words_for_them(kb: KnowledgeBase, small: Campaign) -> None:
    bare = replace(small, message=replace(small.message, wechat=None), follow_up=None)
    assert words.template_fields(kb, bare, ON) == {}
    assert words.follow_up_text(kb, bare, ON) == ""
    assert words.follow_up_fields(kb, bare, ON) == {}


def test_the_follow_up_says_what_it_is_about(kb: KnowledgeBase, small: Campaign) -> None:
    asked = "前些天告诉过您灵活就业社保补贴的事。您申请了吗？1 已申请 2 还没有 3 不符合"
    assert words.follow_up_text(kb, small, ON) == asked
    assert words.follow_up_fields(kb, small, ON) == {"thing1": "您申请了吗"}


def test_choices_lead_on(kb: KnowledgeBase, small: Campaign) -> None:
    about = {"policy": "example_subsidy_flexible"}
    assert words.notice_choices(kb, small) == (
        Choice("算算我够不够", "check_eligibility", about),
        Choice("能有多少钱", "ask_amount", about),
        Choice("找真人问", "talk_to_person"),
    )


def test_why_names_the_conditions_met_with_their_clauses(real: KnowledgeBase) -> None:
    campaign = real.campaign("flexible_insurance_notice")
    reason = words.why(real, campaign, judged(real, campaign, FLEXIBLE))
    assert "已认定为就业困难人员、以个人身份交社保、灵活就业或做个体，并办了登记（见《" in reason
    assert "》补贴对象）" in reason
    assert "不是机关事业单位在编人员（见《就业补助资金管理办法（2023年修订）》第十六条）" in reason
    assert reason.endswith("（按2026年11月25日的规定）")


def test_why_names_only_what_is_known_to_be_met(real: KnowledgeBase) -> None:
    campaign = real.campaign("startup_training_notice")
    reason = words.why(real, campaign, judged(real, campaign, {"registered_unemployed": True, "veteran": False}))
    assert "登记失业人员（见《天津市创业培训管理办法（试行）》第三条）" in reason
    assert "退役军人" not in reason
    assert "就业困难" not in reason


def test_why_never_names_a_sensitive_condition(real: KnowledgeBase) -> None:
    campaign = real.campaign("startup_training_notice")
    verdict = judged(real, campaign, {"disabled": True})
    assert verdict.status is Status.POSSIBLY
    assert words.why(real, campaign, verdict) == "您同意接收“创业培训补贴”这类消息，所以告诉您。"


def test_why_leaves_out_the_alternative_that_does_not_hold(real: KnowledgeBase) -> None:
    campaign = real.campaign("startup_loan_notice")
    verdict = judged(real, campaign, {"staff": 20, "new_hires_percent": 12, "contract_years": 1})
    assert verdict.status is Status.POSSIBLY
    reason = words.why(real, campaign, verdict)
    assert "在职职工100人及以下" in reason
    assert "大一些的单位" not in reason


def test_why_without_a_place_for_conditions_stays_as_written(kb: KnowledgeBase, small: Campaign) -> None:
    plain = replace(small, why="您同意接收这类消息,所以告诉您。")
    reason = words.why(kb, plain, judged(kb, plain, {}))
    assert reason == "您同意接收这类消息，所以告诉您。（按2026年11月25日的规定）"


@pytest.mark.parametrize("campaign_id", ["flexible_insurance_notice", "startup_training_notice", "startup_loan_notice"])
def test_what_ships_fits_every_way_on_its_first_and_last_day(real: KnowledgeBase, campaign_id: str) -> None:
    campaign = real.campaign(campaign_id)
    for day in (ON, campaign.not_after):
        assert words.obstacles(real, campaign, day) == ()
        for status in campaign.audience.statuses:
            text = words.notice_text(real, campaign, Status(status), day)
            assert len(text.encode()) <= LONGEST_CUSTOMER_MESSAGE
            assert "{" not in text
            assert "以区人社局核定为准" in text
        fields = {**words.template_fields(real, campaign, day)}
        assert fields
        assert not [key for key, value in fields.items() if field_mistake(key, value) or value.endswith("…")]

"""Gate 5 for campaigns: warns of those that are over, that reach nobody today, or that lack a figure today. Never stops a build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.errors import Problem
from bot.kb.model.campaigns import Campaign
from bot.kb.model.criteria import Condition, Criterion
from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.periods import Period
from bot.kb.statements import places_in, value_on

ENDS_SOON = timedelta(days=30)


def check_campaign_freshness(kb: KnowledgeBase, on: date) -> list[Problem]:
    """Return what the editors of campaigns should look at."""
    return [
        Problem(f"campaigns/{campaign.id}.yml", place, words)
        for campaign in kb.campaigns.values()
        for place, words in _warnings(kb, campaign, on)
    ]


def _warnings(kb: KnowledgeBase, campaign: Campaign, on: date) -> Iterator[tuple[str, str]]:
    if campaign.not_after < on:
        yield "not_after", f"{campaign.not_after} 已过,不再发了;改日期,或留着备查"
        return
    if campaign.not_after <= on + ENDS_SOON:
        yield "not_after", f"{campaign.not_after} 到期;还要发就改日期"
    policy = kb.policies[campaign.policy]
    if policy.criteria is None or not policy.validity.covers(on) or not _can_judge(kb, policy.criteria, on):
        yield "policy", f"{policy.short_title}今天没有能判断的条件,选不出人,发不出去;补上 criteria 或换一项政策"
    for parameter in dict.fromkeys(place for text in _texts(campaign) for place in places_in(text)):
        if value_on(kb.parameters[parameter], Period.day(on)) is None:
            yield "message", f"{{{parameter}}} 今天没有依据,发不出去;找接续的文件,或改写"


def _can_judge(kb: KnowledgeBase, criterion: Criterion, on: date) -> bool:
    """Tell whether something of a tree is in force and everything in force has its limit."""
    if not criterion.validity.covers(on):
        return False
    if isinstance(criterion, Condition):
        return criterion.parameter is None or value_on(kb.parameters[criterion.parameter], Period.day(on)) is not None
    in_force = [part for part in criterion.parts if part.validity.covers(on)]
    return bool(in_force) and all(_can_judge(kb, part, on) for part in in_force)


def _texts(campaign: Campaign) -> Iterator[str]:
    message = campaign.message
    yield from (campaign.why, message.headline, message.text, message.text_unsure)
    if message.wechat is not None:
        yield from message.wechat.fields.values()

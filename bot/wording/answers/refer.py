"""Sends people on: to a person, to the office that a matter belongs to, or back to what can be asked here."""

from __future__ import annotations

from datetime import date

from bot.conversation import Outcome, Reply
from bot.kb import KnowledgeBase, NeighbouringMatter
from bot.wording.answers.topic_choices import HEADLINES, topic_choices


def whom_to_reach(kb: KnowledgeBase) -> str:
    """Return the sentence that says where a person can be reached."""
    hotline, street, matchmaker = (kb.contacts[name].say for name in ("hotline", "street_station", "matchmaker"))
    return f"您可以打{hotline}，有工作人员接听；也可以到{street}，或者{matchmaker}当面问。"


def hand_over(kb: KnowledgeBase, today: date) -> Reply:
    """Return whom to reach, for someone who asks for a person."""
    text = f"我是机器人，这里暂时没有真人在线。{whom_to_reach(kb)}各站的地址、电话没有查到依据，我不能乱说。"
    return Reply(text, Outcome.HANDOFF, today)


def refer(referral: NeighbouringMatter, today: date) -> Reply:
    """Return which office a neighbouring matter belongs to; one that has nothing to do with employment is out of scope as well."""
    return Reply(referral.say, Outcome.OUT_OF_SCOPE if referral.is_alien else Outcome.REFERRED, today)


def refer_unknown(kb: KnowledgeBase, today: date) -> Reply:
    """Return whom to ask about a matter that is not employment policy and that no referral names."""
    text = (
        f"这件事不属于就业政策，归别的部门管，我不能替他们答。您可以打{kb.contacts['hotline'].say}，会转到该管的部门。"
    )
    return Reply(text, Outcome.REFERRED, today)


def decline(kb: KnowledgeBase, today: date) -> Reply:
    """Return that a matter is out of scope, what can be asked instead, and where every other matter of the government can."""
    text = (
        "这个我帮不上忙，我只懂西青区的就业政策：社保补贴、创业贷款、创业培训、失业、找工作这些，都可以问我。"
        f"政府别的事，打{kb.contacts['hotline'].say}。"
    )
    return Reply(text, Outcome.OUT_OF_SCOPE, today, choices=topic_choices(kb, HEADLINES))

"""Words the offer to keep what was said in a check, so that a person can be told later what fits them, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.conversation import Choice, Outcome, Reply
from bot.kb import KnowledgeBase, Policy, Value
from bot.wording.checks.check import say_facts

WISH = "subscribe_notices"
OFFER = "记下这些情况，以后有适合我的政策告诉我"
ON_WECHAT = "微信还要您点一次允许：请打开菜单“我的”里的“订阅和我的数据”，点“允许公众号给我发提醒”。"
ON_WEB = "网页不会响，您下次打开这个网页就能看到。"
YOUR_RIGHTS = "想看、想删，到“订阅和我的数据”；不想要了，随时说“退订”，马上停。"
FORGOTTEN = "前面算的情况已经不在了，没有记下什么。要记的话，请再算一次，算完点一下。"
NOT_HERE = "在这里没法给您发提醒，所以没有记。请在微信公众号或者网页上算一次，算完点一下。"


def offer(policy: Policy) -> Choice:
    """Return the choice to have the facts of a check kept and to be told of what fits."""
    return Choice(OFFER, WISH, {"policy": policy.id})


def kept(kb: KnowledgeBase, policy: Policy, facts: Mapping[str, Value], today: date, *, on_wechat: bool) -> Reply:
    """Return what was kept and what it is for, and how to see, delete and stop it."""
    what = (
        f"好的，记下了：{say_facts(kb, facts)}。" if facts else "好的。敏感的情况不存，别的还没有，这次没有记下什么。"
    )
    topic = kb.topics[policy.topic].title
    why = f"以后“{topic}”这方面有适合您的，就告诉您，每条都说明为什么。"
    return Reply(f"{what}{why}{ON_WECHAT if on_wechat else ON_WEB}{YOUR_RIGHTS}", Outcome.CONSENT, today, policy.topic)


def not_kept(policy: Policy, today: date, *, is_forgotten: bool) -> Reply:
    """Return why nothing was kept."""
    again = (Choice("再算一次", "check_eligibility", {"policy": policy.id}),) if is_forgotten else ()
    return Reply(FORGOTTEN if is_forgotten else NOT_HERE, Outcome.CONSENT, today, policy.topic, choices=again)

"""What is said about a notice inside the conversation: why it came, what becomes of the answer whether someone applied."""

from __future__ import annotations

from datetime import date

from bot.conversation import Choice, Outcome, Reply
from bot.eligibility import Verdict
from bot.kb import Campaign, KnowledgeBase
from bot.wording.notices.notice import notice_choices, why

STOP_TOPIC = "好的，“{title}”这一类马上停，以后不再发。别的提醒照旧；想全停，回“退订”。"
NOTHING_KNOWN = "您同意接收这类提醒，所以发给您。"
APPLIED = "记下了，祝您办得顺利。办的时候遇到不清楚的，随时问我。"
NOT_YET = "好的，不着急。要不要看看怎么办、带什么？"
NOT_ELIGIBLE = "记下了，这条以后不再问您。想知道差在哪一条，可以让我帮您查一查。"


def explain_notice(kb: KnowledgeBase, campaign: Campaign, verdict: Verdict | None, today: date) -> Reply:
    """Return why a notice came, and how to have no more of them."""
    reason = NOTHING_KNOWN if verdict is None else why(kb, campaign, verdict)
    text = f"{reason}这只是提醒，够不够以经办机构核定为准。不想再收这一类，回“别再推这类”；全都不要，回“退订”。"
    choices = notice_choices(kb, campaign)
    return Reply(text, Outcome.ANSWERED, today, campaign.topic, campaign.policy, choices=choices)


def confirm_topic_stop(kb: KnowledgeBase, campaign: Campaign, today: date) -> Reply:
    """Return that notices of one topic have stopped."""
    return Reply(STOP_TOPIC.format(title=kb.topics[campaign.topic].title), Outcome.CONSENT, today)


def thank_for_answer(campaign: Campaign, answer: str, today: date) -> Reply:
    """Return what follows from the answer whether someone applied: ``applied``, ``not_yet`` or ``not_eligible``."""
    policy = {"policy": campaign.policy}
    text, choices = {
        "applied": (APPLIED, ()),
        "not_yet": (
            NOT_YET,
            (Choice("怎么办理", "ask_procedure", policy), Choice("带什么材料", "ask_materials", policy)),
        ),
        "not_eligible": (NOT_ELIGIBLE, (Choice("帮我查差在哪", "check_eligibility", policy),)),
    }[answer]
    return Reply(text, Outcome.SMALL_TALK, today, campaign.topic, campaign.policy, choices=choices)

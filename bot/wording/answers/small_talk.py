"""Short, kind sentences for what is not a question."""

from __future__ import annotations

from datetime import date

from bot.conversation import Choice, Outcome, Reply
from bot.kb import KnowledgeBase
from bot.wording.answers.clarify import MENU
from bot.wording.answers.topic_choices import HEADLINES, PERSON, topic_choices

SENTENCES = {
    "greet": "您好！我是乐业西青就业政策助手，是个机器人。社保补贴、创业贷款、创业培训这些政策，直接用平常的话问我就行。",
    "thank": "不客气，能帮上您就好。还有想问的，接着说。",
    "say_goodbye": "再见，祝您顺顺利利。有事随时来问。",
    "ask_identity": "我是乐业西青就业政策助手，是机器人，不是真人。政策的事我照文件答；想找真人，说“转人工”就行。",
    "chat": "您说的我听到了。我是只懂就业政策的机器人，别的聊不好，没帮上忙的地方请您多包涵。想问政策就直接说，想找真人就说“转人工”。",
}
APOLOGY = "抱歉，系统出了点问题，没能答上来。请过一会儿再问一遍；着急的话，请打 12333（人社热线）咨询。"


def small_talk(kb: KnowledgeBase, intent: str, today: date) -> Reply:
    """Return the sentence for an intent of small talk; one that is not known gets the sentence for idle talk."""
    choices: tuple[Choice, ...] = ()
    if intent == "greet":
        choices = (*topic_choices(kb, HEADLINES), MENU)
    elif intent in ("ask_identity", "chat"):
        choices = (MENU, PERSON)
    return Reply(SENTENCES.get(intent, SENTENCES["chat"]), Outcome.SMALL_TALK, today, choices=choices)


def end_topic(today: date, *, starts_over: bool) -> Reply:
    """Return that a subject is left, or that everything begins anew."""
    text = "好的，我们重新开始。您想问什么？" if starts_over else "好的，这个先不问了。想问别的，直接说就行。"
    return Reply(text, Outcome.SMALL_TALK, today, choices=(MENU,))


def say_heard(today: date) -> Reply:
    """Return a short word to 好, 嗯, 是的 where no question is open."""
    return Reply("好的。还想问什么、想算能不能领，直接说就行。", Outcome.SMALL_TALK, today, choices=(MENU,))


def nothing_said_yet(today: date) -> Reply:
    """Return that there is no answer to repeat."""
    return Reply("我还没有答过您的问题。您想问什么？", Outcome.CLARIFY, today, choices=(MENU,))


def apology(today: date) -> Reply:
    """Return the prepared sentence for a failure of ours; the exception's own text never reaches a person."""
    return Reply(APOLOGY, Outcome.ERROR, today)

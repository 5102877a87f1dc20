"""Asks back: which policy is meant, what can be asked, and what to do when a message was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation import Choice, Outcome, Reply
from bot.kb import KnowledgeBase
from bot.wording.answers.refer import whom_to_reach
from bot.wording.answers.topic_choices import ASKED_OFTEN, HEADLINES, PERSON, situation_choices, topic_choices

MENU = Choice("看看能问什么", "show_menu")
# Longer than any amount, age or choice that people send by itself.
LONGEST_NUMBER = 5
NEAREST = 3


def ask_which_policy(kb: KnowledgeBase, topics: Sequence[str], facet: str, today: date) -> Reply:
    """Return the question which of these topics is meant; without any, the headline topics are offered."""
    if topics:
        text = "您问的是下面哪一项？点一下，或者回数字。"
    else:
        text = "您问的是哪项政策？说一下名字，或者点一项、回数字。"
    choices = topic_choices(kb, topics or HEADLINES, facet)
    return _clarify(text, (*choices, MENU), today)


def show_menu(kb: KnowledgeBase, today: date) -> Reply:
    """Return what can be asked."""
    text = (
        "西青区的就业政策都可以问我：能领多少、要什么条件、带什么材料、去哪儿办，用平常的话说就行。"
        "点一项或者回数字，也可以直接写您的问题。"
    )
    return _clarify(text, (*topic_choices(kb, ASKED_OFTEN), PERSON), today)


def list_situations(today: date) -> Reply:
    """Return the situations of life to pick from, for someone who asks what there is for them."""
    text = "您是下面哪种情况？点一项或者回数字，我告诉您有什么政策、什么人能办。有几种就一个一个点。"
    return _clarify(text, situation_choices(), today)


def ask_to_rephrase(kb: KnowledgeBase, nearest: Sequence[str], misses: int, today: date) -> Reply:
    """Return the first step of not understanding (nearest topics to pick), or from the second on whom to reach.

    Args:
        kb: the knowledge base.
        nearest: topics that the message is alike to, nearest first; may be empty.
        misses: how many messages in a row were not understood, this one included.
        today: the day of the question.
    """
    if misses > 1:
        text = f"对不住，还是没听明白，不耽误您工夫了。{whom_to_reach(kb)}"
        return Reply(text, Outcome.HANDOFF, today, choices=(MENU,))
    text = "我没太听明白，您问的是下面哪一件？点一下或者回数字；都不是的话，换个说法再问一遍。"
    choices = topic_choices(kb, tuple(nearest)[:NEAREST] or HEADLINES)
    return _clarify(text, (*choices, PERSON), today)


def ask_what_a_number_means(kb: KnowledgeBase, digits: str, today: date) -> Reply:
    """Return what is asked back to someone who sent nothing but a number; a phone number is not repeated."""
    if len(digits) > LONGEST_NUMBER:
        text = "您发的是一串数字，我不知道是做什么用的，没有记下来。想让红娘给您打电话，请先说“找人工”；想问政策，点一下或者直接说。"
    elif len(digits) == 2:
        text = f"您发的是“{digits}”。要是年龄，就说“我{digits}岁，能领什么”，我帮您看看；想问政策，点一下或者直接说。"
    else:
        text = f"您发的是“{digits}”，现在没有可以按这个数字选的。想问什么，点一下或者直接说。"
    return _clarify(text, (*topic_choices(kb, HEADLINES), PERSON), today)


def _clarify(text: str, choices: tuple[Choice, ...], today: date) -> Reply:
    return Reply(text, Outcome.CLARIFY, today, choices=choices)

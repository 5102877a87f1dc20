"""Asks back: which policy is meant, what can be asked, and what to do when a message was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversation import Choice, Outcome, Outline, Reply
from bot.kb import KnowledgeBase
from bot.wording.answers.refer import whom_to_reach
from bot.wording.answers.topic_choices import ASKED_OFTEN, HEADLINES, PERSON, situation_choices, topic_choices

MENU = Choice("看看能问什么", "show_menu")
# Longer than any amount, age or choice that people send by itself.
LONGEST_NUMBER = 5
# Numbers that people send because they saw them somewhere.
HOTLINES = {
    "12333": "人社热线",
    "12345": "政务便民热线",
    "110": "报警电话",
    "120": "急救电话",
    "12356": "心理援助热线",
}
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
    outline = Outline("我能享受哪些政策", text, page="benefits")
    return replace(_clarify(text, situation_choices(), today), outline=outline)


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


def ask_what_a_number_means(kb: KnowledgeBase, numerals: str, age: int | None, today: date) -> Reply:
    """Return what is asked back to someone who sent nothing but a number; a phone number is not repeated.

    Args:
        kb: the knowledge base.
        numerals: the number as it was written.
        age: the number, where it can be the age of somebody who asks here; None where it cannot.
        today: the day of the question.
    """
    topics = (*topic_choices(kb, HEADLINES), PERSON)
    if len(numerals) > LONGEST_NUMBER:
        text = "您发的是一串数字，我不知道是做什么用的，没有记下来。想让红娘给您打电话，请先说“找人工”；想问政策，点一下或者直接说。"
    elif age is not None:
        text = f"您是说您{age}岁吗？是的话点一下，我看看有什么能办的；不是的话，想问什么直接说。"
        topics = (Choice(f"我{age}岁，看看能办什么", "list_policies", {"fact": "age", "value": str(age)}), *topics)
    elif numerals in HOTLINES:
        text = f"{numerals}是{HOTLINES[numerals]}，直接拨就行。想先在这里问，点一下或者直接说。"
    else:
        text = f"您发的是“{numerals}”，现在没有可以按这个数字选的。想问什么，点一下或者直接说。"
    return _clarify(text, topics, today)


def ask_for_words(kb: KnowledgeBase, today: date) -> Reply:
    """Return what is said to stickers, emoji and bare signs: they are no question, and nobody's fault."""
    text = "表情和符号我看不懂，要用文字跟我说。想问什么政策，打字、说话都行，也可以点一项。"
    return _clarify(text, (*topic_choices(kb, HEADLINES), PERSON), today)


def ask_what_is_answered(kb: KnowledgeBase, today: date) -> Reply:
    """Return what is asked back to 是, 没有, 对 where nothing was asked."""
    text = "这句是答哪一样，我没对上。想问什么政策、想算能不能领，直接说全，或者点一项。"
    return _clarify(text, (*topic_choices(kb, HEADLINES), PERSON), today)


def answer_opener(kb: KnowledgeBase, today: date, *, is_again: bool = False) -> Reply:
    """Return that somebody is here, to one who calls or asks whether they may ask; the second time, how to go on."""
    if is_again:
        text = (
            "在呢。我是机器人，不用客气，把事情直接打出来就行，比如“我52岁下岗了，能领什么”。想找真人，点“找真人问”。"
        )
        return _clarify(text, (PERSON, *topic_choices(kb, HEADLINES)), today)
    text = "在的，您请说。我是就业政策助手，是机器人：想问什么政策、想算自己能不能领，直接说就行。"
    return _clarify(text, (*topic_choices(kb, HEADLINES), PERSON), today)


def _clarify(text: str, choices: tuple[Choice, ...], today: date) -> Reply:
    return Reply(text, Outcome.CLARIFY, today, choices=choices)

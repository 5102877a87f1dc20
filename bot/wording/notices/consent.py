"""Says how it stands with notices: nothing is sent to anyone who did not agree, and whoever says stop has stopped it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation import Choice, Outcome, Reply
from bot.kb import KnowledgeBase
from bot.wording.answers.topic_choices import HEADLINES

# Wishes of the office: the dialogue never sees them.
START, LEAVE = "office_start_notices", "office_leave_notices"
STOP = "stop_notices"
SUBSCRIBE = (
    "可以。请打开“订阅和我的数据”，勾上想收的政策：微信里在菜单“我的”下面，网页上在最下面点“我的数据”。"
    "您不勾，就不会发；每条都会说明为什么发给您，随时能停。"
)
STOPPED = "好的，已经全部停了，马上生效，以后不会再给您发提醒。停错了，回“恢复提醒”；也可以到“订阅和我的数据”里勾选。"
SEEKING_STOPPED = "求职登记也一起停了，不会再推荐您；还想找，再说想找什么活，重新登记。"
REMINDERS_STOPPED = "招聘会的提醒也一起停了；还想要，再问一次招聘会，点“提醒我”。"
NOTHING_TO_STOP = "好的。您没有订阅过提醒，不会收到；以后没有您的同意，也不会发。"
TOPICS_STOPPED = "好的，“{titles}”的提醒马上停，以后不再发。别的照旧；停错了，回“恢复提醒”；想全停，回“退订”。"
TOPICS_NOT_HELD = "好的。您没有订“{titles}”的提醒，不会收到。想把别的也停掉，回“退订”。"
PAUSED = "好的，先停到{until}，那天起再接着发。想早点恢复，回“恢复提醒”；想一直不发，回“退订”。"
HOLDS = "您现在订着：{titles}。想停，回“退订”；只停一类，说“某某的别发了”。"
HOLDS_PAUSED = "已经暂停，{until}以前不会给您发；那天起接着发：{titles}。想一直不发，回“退订”。"
HOLDS_NOTHING = "您现在没有订提醒，不会再收到。"
STOPPED_ON = "已经停了（{day}），现在不会给您发提醒。停错了，回“恢复提醒”。"
ASK_START = "要收“{titles}”的通知吗？没有您点“要”，不会发；收了也随时能停。"
ASK_WHICH = "想收哪方面的通知？点一个才开始收，不点不发；每条都说明为什么，随时能停。"
ASK_AGAIN_NOTHING = "您以前没有订过提醒，没有可恢复的。想收哪方面的？点一个才开始收。"
ASK_MEANT = "您是想停提醒，还是想收？没有您的同意，不会发。"
STARTED = "好的，从现在起收“{titles}”的通知，有适合的才发，每条都说明为什么。不想要了，随时回“退订”，马上停。"
ON_WECHAT = "微信还要您点一次允许：请打开菜单“我的”里的“订阅和我的数据”，点“允许公众号给我发提醒”。"
NOT_HERE = "在这里没法给您发提醒，所以没有订。请在微信公众号或者网页上订。"
LEFT = "好的，没有订，不会发。"
EVERYTHING = "全部政策"
YES, NO = "要", "不要"
# More than this many are named by number.
MOST_NAMED = 3


def explain_subscribing(today: date) -> Reply:
    """Return how to agree to be told about policies: on the page, where it is seen what one agrees to."""
    return Reply(SUBSCRIBE, Outcome.CONSENT, today)


def confirm_stop(today: date, *, had_any: bool, seeks_work: bool = False, reminded: bool = False) -> Reply:
    """Return that nothing more will be sent, and how to undo it.

    Args:
        seeks_work: whether being introduced to employers ended with it.
        reminded: whether reminders of fairs did.
    """
    text = STOPPED if had_any else NOTHING_TO_STOP
    more = f"{SEEKING_STOPPED if seeks_work else ''}{REMINDERS_STOPPED if reminded else ''}"
    return Reply(text + more, Outcome.CONSENT, today)


def confirm_topics_stopped(titles: str, today: date, *, had_any: bool) -> Reply:
    """Return that notices of some topics have stopped, and how to undo it."""
    return Reply((TOPICS_STOPPED if had_any else TOPICS_NOT_HELD).format(titles=titles), Outcome.CONSENT, today)


def confirm_pause(until: date, today: date, *, had_any: bool) -> Reply:
    """Return until when nothing is sent; the choice makes it for good."""
    if not had_any:
        return confirm_stop(today, had_any=False)
    text = PAUSED.format(until=_day(until, today))
    return Reply(text, Outcome.CONSENT, today, choices=(Choice("一直不发", STOP),))


def say_status(titles: str, paused_until: date | None, stopped_on: date | None, today: date) -> Reply:
    """Return how it stands with notices.

    Args:
        titles: what is subscribed; empty for nothing.
    """
    if titles and paused_until is not None:
        text = HOLDS_PAUSED.format(titles=titles, until=_day(paused_until, today))
    elif titles:
        text = HOLDS.format(titles=titles)
    else:
        text = HOLDS_NOTHING if stopped_on is None else STOPPED_ON.format(day=_day(stopped_on, today))
    return Reply(text, Outcome.CONSENT, today)


def ask_start(kb: KnowledgeBase, topics: Sequence[str], all_topics: str, today: date) -> Reply:
    """Return the question whether someone wants these notices; nothing is stored before they pick 要."""
    choices = (Choice(YES, START, {"topics": ",".join(topics)}), Choice(NO, LEAVE))
    text = ASK_START.format(titles=name_topics(kb, topics, all_topics))
    return Reply(text, Outcome.CONSENT, today, choices=choices)


def ask_which(kb: KnowledgeBase, all_topics: str, today: date, *, is_again: bool = False) -> Reply:
    """Return the question of which notices someone wants."""
    choices = [Choice(kb.topics[topic].title, START, {"topics": topic}) for topic in HEADLINES if topic in kb.topics]
    choices += [Choice(EVERYTHING, START, {"topics": all_topics}), Choice(NO, LEAVE)]
    text = ASK_AGAIN_NOTHING if is_again else ASK_WHICH
    return Reply(text, Outcome.CONSENT, today, choices=tuple(choices))


def ask_what_is_meant(today: date) -> Reply:
    """Return the question for words that only a model takes for a wish to be told more, and that hold a refusal."""
    choices = (Choice("停", STOP), Choice("收", "subscribe_notices"))
    return Reply(ASK_MEANT, Outcome.CONSENT, today, choices=choices)


def confirm_start(titles: str, today: date, *, on_wechat: bool) -> Reply:
    """Return what is told from now on, and how to stop it."""
    text = STARTED.format(titles=titles)
    return Reply(text + ON_WECHAT if on_wechat else text, Outcome.CONSENT, today)


def refuse_start(today: date) -> Reply:
    """Return that nobody can be told here."""
    return Reply(NOT_HERE, Outcome.CONSENT, today)


def leave_start(today: date) -> Reply:
    """Return that nothing was subscribed."""
    return Reply(LEFT, Outcome.CONSENT, today)


def name_topics(kb: KnowledgeBase, topics: Sequence[str], all_topics: str) -> str:
    """Return topics as they are named to people: all of them in two words, many by number."""
    if all_topics in topics:
        return EVERYTHING
    titles = [kb.topics[topic].title for topic in topics if topic in kb.topics]
    if len(titles) > MOST_NAMED:
        return f"{'、'.join(titles[:MOST_NAMED])}等{len(titles)}类"
    return "、".join(titles)


def _day(day: date, today: date) -> str:
    """Return a day as it is said; the year where it is another."""
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"

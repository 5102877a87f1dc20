"""Short sentences of the chat besides answers: what cannot be taken, a choice that is gone, and that something of ours is broken."""

from __future__ import annotations

EMPTY = "您还没有写内容。请写下想问的问题。"
CONTROL_CHARACTERS = "内容里有看不见的控制字符。请去掉后再发。"
NOT_A_DATE = "日期请写成 2026-01-31 这样。"
UNKNOWN_CHOICE = "没有找到这个选项。请直接写下您的问题。"
EXPIRED_CHOICE = "这个选项放得太久，已经失效了。请重新问一遍，我再列给您。"
BEING_ANSWERED = "这条消息正在回答中，请稍等。"
LINE_IS_FULL = "您发得太快了，前面的问题还在答。请稍等一会儿再发。"
TOOK_TOO_LONG = "这个问题我想得太久，没能答上来。请过一会儿再问一遍；着急的话，请打 12333（人社热线）咨询。"
CANNOT_KEEP = "系统这会儿记不下您的话，所以还没有答。请过一会儿再问一遍；着急的话，请打 12333（人社热线）咨询。"
ONE_AT_A_TIME = "一次看一项。先看哪一项？点一下，或者回数字。"
OUT_OF_ORDER = "抱歉，系统暂时答不上来。请过几分钟再问一遍；着急的话，请打 12333（人社热线）咨询。"


def text_too_long(longest: int) -> str:
    """Return that a text has more than so many characters."""
    return f"内容太长了，最多 {longest} 个字。请分几次发送。"


def no_such_choice(position: int, count: int) -> str:
    """Return that a number picks nothing of what was offered; the choices follow once more.

    >>> no_such_choice(9, 5)
    '上面一共5项，没有第9项。请点一下，或者回1到5。'
    """
    return f"上面一共{count}项，没有第{position}项。请点一下，或者回{'1' if count == 1 else f'1到{count}'}。"

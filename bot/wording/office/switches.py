"""What is said while something is switched off: to citizens politely and without the reason, to colleagues with it."""

from __future__ import annotations

from datetime import date

from bot.clock import SHANGHAI
from bot.conversation import Outcome, Reply
from bot.kb import KnowledgeBase
from bot.staff import Switch, Turned

TITLES = {Switch.CHAT: "回答居民", Switch.OUTREACH: "推送"}
WHAT_STOPS = {
    Switch.CHAT: "网页和微信上不再回答问题，居民看到一句客气话和热线电话。退订、“我的数据”照常。",
    Switch.OUTREACH: "所有推送马上停，没发的留着；打开以后自己接着发，不会重发。",
}


def out_of_service(kb: KnowledgeBase, today: date) -> Reply:
    """Return what a citizen reads instead of an answer while the assistant is switched off."""
    text = (
        f"对不起，助手正在维护，这会儿答不了您的问题。急事请打{kb.contacts['hotline'].say}，有工作人员接听。"
        "不急的话，请过些时候再来问。"
    )
    return Reply(text, Outcome.SMALL_TALK, today)


def say_switched_off(turned: Turned, name: str) -> str:
    """Return the sentence that colleagues see on every page; ``name`` is who switched it off."""
    since = turned.at.astimezone(SHANGHAI)
    return f"“{TITLES[turned.switch]}”已停用：{since:%m月%d日 %H:%M}，{name}，{turned.reason}"

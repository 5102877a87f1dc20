"""客服消息: custom/send and custom/typing of the simulated 服务号.

Source: doc/service/api/customer/message/api_sendcustommessage.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from simulator.api.gate import ApiCall, Json, text_in
from simulator.callbacks.reply_checks import LONGEST_TEXT_BYTES
from simulator.platform.people import Person, QuotaLeft
from simulator.platform.platform import SandboxPlatform
from simulator.wire.errcodes import Refused

# The most is not published for 服务号; 微信客服 takes ten.
MOST_MENU_ITEMS = 10
MEDIA = {"image": "［图片］", "voice": "［语音］", "video": "［视频］", "mpnews": "［图文］", "wxcard": "［卡券］"}
TYPING = ("Typing", "CancelTyping")
TYPING_SHOWN = timedelta(seconds=15)


class CustomerMessages:
    """Sends 客服消息 within what each person's quota allows."""

    def __init__(self, platform: SandboxPlatform) -> None:
        self._platform = platform

    def send(self, call: ApiCall) -> Json:
        """Put one message on a phone; a refused message costs nothing."""
        person = self._recipient(call)
        line = self._line(call)
        self._use_quota(person)
        call.msg_id = self._platform.next_id()
        person.show(self._platform.now(), "account", way="customer", **line)
        self._platform.counts.received("customer", person.openid)
        return {"errcode": 0, "errmsg": "ok"}

    def typing(self, call: ApiCall) -> Json:
        """Show 「对方正在输入」; that it costs no quota is not confirmed by the page."""
        person = self._recipient(call)
        command = call.text("command")
        if command not in TYPING:
            raise Refused(40008, "command")
        if person.quota.state(self._platform.now()) is QuotaLeft.OUTSIDE:
            raise Refused(45015)
        person.typing_until = self._platform.now() + TYPING_SHOWN if command == "Typing" else None
        return {"errcode": 0, "errmsg": "ok"}

    def _recipient(self, call: ApiCall) -> Person:
        person = self._platform.people.get(call.text("touser", 40003))
        if person is None:
            raise Refused(40003)
        return person

    def _use_quota(self, person: Person) -> None:
        """The errmsg of 45015 itself names both cases: too late, and not following any more."""
        now = self._platform.now()
        state = person.quota.state(now)
        if not person.is_following or state is QuotaLeft.OUTSIDE:
            raise Refused(45015)
        if state is QuotaLeft.USED_UP:
            raise Refused(45047)
        person.quota.use(now)

    def _line(self, call: ApiCall) -> dict[str, Any]:
        kind = call.text("msgtype", 40008)
        content = call.body.get(kind)
        makers = {"text": _text, "news": _news, "msgmenu": self._menu, "miniprogrampage": _mini_program}
        if kind not in makers and kind not in MEDIA:
            raise Refused(40008)
        if not isinstance(content, dict):
            raise Refused(47001 if content is not None else 44004, kind)
        return makers[kind](content) if kind in makers else _media(kind, content)

    def _menu(self, content: Json) -> dict[str, Any]:
        if not self._platform.config.is_certified:
            raise Refused(40200)
        items = content.get("list")
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise Refused(47001, "list")
        if not 1 <= len(items) <= MOST_MENU_ITEMS:
            raise Refused(45098)
        menu = [{"id": text_in(item, "id"), "content": text_in(item, "content", 44004)} for item in items]
        head, tail = str(content.get("head_content") or ""), str(content.get("tail_content") or "")
        _check_length("".join([head, tail, *(item["content"] for item in menu)]))
        return {"kind": "menu", "text": head, "menu": menu, "tail": tail}


def _check_length(text: str) -> None:
    if len(text.encode()) > LONGEST_TEXT_BYTES:
        raise Refused(45002)


def _text(content: Json) -> dict[str, Any]:
    text = text_in(content, "content", 44004)
    _check_length(text)
    return {"kind": "text", "text": text}


def _news(content: Json) -> dict[str, Any]:
    articles = content.get("articles")
    if not isinstance(articles, list) or not articles or not all(isinstance(each, dict) for each in articles):
        raise Refused(47001, "articles")
    if len(articles) > 1:
        raise Refused(45008)
    first = articles[0]
    title = text_in(first, "title", 44004)
    return {"kind": "link", "text": str(first.get("description") or ""), "title": title, "url": first.get("url")}


def _mini_program(content: Json) -> dict[str, Any]:
    return {
        "kind": "link",
        "text": "［小程序］",
        "title": text_in(content, "title"),
        "url": text_in(content, "pagepath"),
    }


def _media(kind: str, content: Json) -> dict[str, Any]:
    text_in(content, "card_id" if kind == "wxcard" else "media_id", 40007)
    return {"kind": "image" if kind == "image" else "text", "text": MEDIA[kind]}

"""What members see of a message that the WeCom application sends.

Source: WeCom path/90236 (发送应用消息).
"""

from __future__ import annotations

import re
from typing import Any

from simulator.api.gate import ApiCall, Json, text_in
from simulator.wire.errcodes import Refused

LONGEST_TEXT_BYTES = 2048
INTERACTIVE = {"button_interaction", "vote_interaction", "multiple_interaction"}
CARDS = INTERACTIVE | {"text_notice", "news_notice"}
TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")


def shown_line(call: ApiCall) -> dict[str, Any]:
    """Return kind, text and the rest of the message; ``is_interactive`` when a card comes with a response_code.

    Raises:
        Refused: the message is not one that the application may send.
    """
    kind = call.text("msgtype", 40008)
    content = call.body.get(kind)
    makers = {"text": _text, "markdown": _text, "textcard": _textcard, "news": _news, "template_card": _card}
    if kind not in makers:
        raise Refused(40008)
    if not isinstance(content, dict):
        raise Refused(44004, kind)
    return {"kind": kind, **makers[kind](content)}


def _text(content: Json) -> dict[str, Any]:
    """Too long a text is cut, not refused (path/90236)."""
    text = text_in(content, "content", 44004).encode()[:LONGEST_TEXT_BYTES]
    return {"text": text.decode(errors="ignore")}


def _textcard(content: Json) -> dict[str, Any]:
    return {
        "title": text_in(content, "title"),
        "text": text_in(content, "description"),
        "url": text_in(content, "url"),
    }


def _news(content: Json) -> dict[str, Any]:
    articles = content.get("articles")
    if not isinstance(articles, list) or not articles or not isinstance(articles[0], dict):
        raise Refused(47001, "articles")
    first = articles[0]
    return {"title": text_in(first, "title"), "text": str(first.get("description") or ""), "url": first.get("url")}


def _card(content: Json) -> dict[str, Any]:
    card_type = text_in(content, "card_type")
    if card_type not in CARDS:
        raise Refused(40058, "card_type")
    line: dict[str, Any] = {
        "title": card_title({"template_card": content}),
        "text": str(content.get("sub_title_text") or ""),
        "card": content,
    }
    if card_type in INTERACTIVE or "action_menu" in content:
        task_id = text_in(content, "task_id", 40058)
        if not TASK_ID.fullmatch(task_id):
            raise Refused(40058, "task_id")
        line.update(task_id=task_id, is_interactive=True)
    return line


def card_title(body: Json) -> str:
    """Return the headline of the card in ``body``.

    Raises:
        Refused: there is none.
    """
    card = body.get("template_card")
    title = card.get("main_title") if isinstance(card, dict) else None
    if not isinstance(title, dict):
        raise Refused(40058, "main_title")
    return str(title.get("title") or title.get("desc") or "")

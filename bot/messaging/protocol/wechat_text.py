"""Turns the replies of a turn into WeChat texts: merged, the choices as tappable lines with numbers, split where it is long. Pure.

A text may hold two kinds of links: https, and weixin://bizmsgmenu, which sends the label and the choice's id as the person's own message.
The second is undocumented and test accounts send no id, hence the numbers (docs/wechat.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bot.messaging.protocol.pieces import MOST_BYTES, size, split
from bot.messaging.protocol.rating_line import ASKED, LABELS, rating_id, ticket_to_show

ONE = "点蓝字，或回复数字1："
PAGE_LABEL = "打开“订阅和我的数据”"
SEVERAL = "点蓝字，或回复数字："
# An answer is short before its choices; the name of its policy must not make it longer than that.
MOST_CHARACTERS = 120
NUMBERED = ". "
SIGNS = {"met": "✓", "not_met": "✗", "unknown": "?"}
# Behind an answer whose sources are marks.
MARK, BASIS = "①", "回复“依据”，看这些数字是哪份文件。"
# What stands in for the characters that would open a link or a tag.
SAFE = str.maketrans({"<": "＜", ">": "＞"})


def chat_texts(replies: Sequence[Mapping[str, Any]], before: Sequence[str] = ()) -> list[str]:
    """Return the messages that say these replies.

    Args:
        replies: in the shape of the chat API.
        before: texts that could not be sent earlier; they come first.
    """
    said = [*before, *(_said(reply) for reply in replies)]
    if any(MARK in reply["text"] and reply.get("sources") for reply in replies):
        said[-1] = f"{said[-1]}\n{BASIS}"
    texts = split("\n\n".join(text for text in said if text))
    choices = choice_lines([choice for reply in replies for choice in reply["choices"]], _unnamed(replies))
    if choices and not _add(texts, choices):
        texts += split(choices)
    ticket = ticket_to_show(replies)
    if ticket is not None:
        # An answer never becomes longer by a message for it.
        _add(texts, rating_line(ticket))
    return texts


def _add(texts: list[str], lines: str) -> bool:
    """Add lines to the last text if they fit; tell whether they did."""
    if not texts or size(texts[-1]) + size(lines) + 2 > MOST_BYTES:
        return False
    texts[-1] = f"{texts[-1]}\n\n{lines}"
    return True


def _said(reply: Mapping[str, Any]) -> str:
    """Return what a reply says; one that has a ``page`` ends with the link to it."""
    text = plain(_worded(reply))
    label = reply.get("page_label") or PAGE_LABEL
    return f"{text}\n{page_link(reply['page'], label)}" if reply.get("page") else text


def _worded(reply: Mapping[str, Any]) -> str:
    """Return the words of a reply: the name of the policy first where it fits, the conditions of a verdict with their marks."""
    outline, text = reply.get("outline"), str(reply["text"])
    if outline is None:
        return text
    if any(point["mark"] for part in outline["parts"] for point in part["points"]):
        return _marked(outline)
    number, dot, name = outline["title"].partition(NUMBERED)
    is_numbered = bool(dot) and number.isdecimal()
    head = f"{number}{NUMBERED}【{name}】" if is_numbered else f"【{outline['title']}】"
    body = text.removeprefix(f"{number}{NUMBERED}") if is_numbered else text
    is_named = (name if is_numbered else outline["title"]) in text
    return text if is_named or len(head) + 1 + len(body) > MOST_CHARACTERS else f"{head}\n{body}"


def _unnamed(replies: Sequence[Mapping[str, Any]]) -> str:
    """Return the name of the policy of an answer that is too long to begin with it; its choices then do."""
    outline = replies[0].get("outline") if len(replies) == 1 else None
    return "" if outline is None or outline["title"] in _worded(replies[0]) else plain(f"【{outline['title']}】")


def _marked(outline: Mapping[str, Any]) -> str:
    lists = [
        line
        for part in outline["parts"]
        for line in (part["heading"] and f"{part['heading']}：", *map(_point, part["points"]))
    ]
    judged = [outline["opening"], outline["lead"], *lists, outline["amount"], *outline["cautions"]]
    beside = [*outline["notes"], outline["next_step"]]
    return "\n\n".join("\n".join(line for line in lines if line) for lines in (judged, beside) if any(lines))


def _point(point: Mapping[str, Any]) -> str:
    return f"{SIGNS[point['mark']]} {point['text']}" if point["mark"] else str(point["text"])


def plain(text: str) -> str:
    """Return a text in which nothing is taken for a link or a tag.

    >>> plain('<a href="x">1</a>')
    '＜a href="x"＞1＜/a＞'
    """
    return text.translate(SAFE)


def choice_lines(choices: Sequence[Mapping[str, str]], about: str = "") -> str:
    """Return the lines that offer choices, ``about`` first; their numbers are those that typed digits mean."""
    if not choices:
        return ""
    lines = [
        f"{number}. {choice_link(choice['id'], choice['label'])}" for number, choice in enumerate(choices, start=1)
    ]
    return "\n".join([about + (ONE if len(choices) == 1 else SEVERAL), *lines])


def choice_link(choice: str, label: str) -> str:
    """Return the link that sends a label and, unseen, the id of the choice.

    >>> choice_link("id-1", "材料")
    '<a href="weixin://bizmsgmenu?msgmenucontent=%E6%9D%90%E6%96%99&msgmenuid=id-1">材料</a>'
    """
    target = f"weixin://bizmsgmenu?msgmenucontent={quote(label, safe='')}&msgmenuid={quote(choice, safe='')}"
    return f'<a href="{target}">{plain(label)}</a>'


def rating_line(ticket: str) -> str:
    """Return the line that asks whether an answer was of use, with the two words to tap."""
    return ASKED + "  ".join(choice_link(rating_id(ticket, rating), label) for rating, label in LABELS.items())


def page_link(address: str, label: str) -> str:
    """Return the link to a page."""
    return f'<a href="{quote(address, safe=":/?&=#%+~.-_")}">{plain(label)}</a>'

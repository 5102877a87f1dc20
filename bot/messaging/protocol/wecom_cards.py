"""WeCom's template cards as JSON: a notice to read, and one with buttons to tap. Pure.

https://developer.work.weixin.qq.com/document/path/90236#%E6%A8%A1%E6%9D%BF%E5%8D%A1%E7%89%87%E6%B6%88%E6%81%AF
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

# What the platform shows whole; it cuts the rest, so we cut where we can say so.
TITLE_CHARACTERS = 36
DESCRIPTION_CHARACTERS = 44
TEXT_CHARACTERS = 160
LABEL_CHARACTERS = 5
VALUE_CHARACTERS = 30
BUTTON_CHARACTERS = 10
MOST_LINES = 6
MOST_BUTTONS = 6
TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")


class Style(IntEnum):
    """How a button looks."""

    MAIN = 1
    PLAIN = 2


@dataclass(frozen=True)
class Button:
    """A button; ``key`` comes back with the tap."""

    key: str
    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True)
class Content:
    """What a card says above its link or buttons.

    Args:
        lines: pairs of a label and its value.
    """

    title: str
    description: str = ""
    text: str = ""
    lines: Sequence[tuple[str, str]] = ()


def button_interaction(content: Content, task: str, buttons: Sequence[Button]) -> str:
    """Return a card with buttons.

    Args:
        task: comes back with the tap; the platform takes one only once in an app.

    Raises:
        ValueError: the platform would refuse the task or the number of buttons.
    """
    if not TASK_ID.fullmatch(task):
        raise ValueError("a task id has 1 to 128 letters, digits, _, - and @")
    if not 1 <= len(buttons) <= MOST_BUTTONS:
        raise ValueError(f"a card has 1 to {MOST_BUTTONS} buttons")
    shown = [
        {"text": cut(each.text, BUTTON_CHARACTERS), "style": each.style.value, "key": each.key} for each in buttons
    ]
    return _json({"card_type": "button_interaction", **_said(content), "task_id": task, "button_list": shown})


def cut(text: str, most: int) -> str:
    """Return at most so many characters; what is cut off is shown by an ellipsis.

    >>> cut("创业担保贷款", 5), cut("贷款", 5)
    ('创业担保…', '贷款')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _said(content: Content) -> dict[str, Any]:
    title = {"title": cut(content.title, TITLE_CHARACTERS), "desc": cut(content.description, DESCRIPTION_CHARACTERS)}
    said: dict[str, Any] = {"main_title": {name: text for name, text in title.items() if text}}
    if content.text:
        said["sub_title_text"] = cut(content.text, TEXT_CHARACTERS)
    if content.lines:
        said["horizontal_content_list"] = [
            {"keyname": cut(label, LABEL_CHARACTERS), "value": cut(value, VALUE_CHARACTERS)}
            for label, value in content.lines[:MOST_LINES]
        ]
    return said


def _json(card: dict[str, Any]) -> str:
    return json.dumps(card, ensure_ascii=False)

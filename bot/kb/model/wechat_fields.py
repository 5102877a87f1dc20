"""The fields of WeChat's message templates: what each type may hold. Pure; for the gate of campaigns and for ``bot.wording``.

Limits: https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/subscribe-message.html (参数值内容限制说明).
"""

from __future__ import annotations

import re
from enum import Enum


class FieldType(str, Enum):
    """The types of fields that our templates use; a field is called by its type and a number, such as ``thing1``."""

    THING = "thing"
    CHARACTER_STRING = "character_string"
    TIME = "time"
    DATE = "date"
    NUMBER = "number"
    PHRASE = "phrase"
    CONST = "const"


LONGEST = {
    FieldType.THING: 20,
    FieldType.CHARACTER_STRING: 32,
    # Two moments of the longest form with a ~ between them.
    FieldType.TIME: 35,
    FieldType.DATE: 17,
    FieldType.NUMBER: 32,
    FieldType.PHRASE: 5,
    FieldType.CONST: 20,
}
_CLOCK = r"\d{1,2}:\d{2}"
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_MOMENT = rf"(?:{_DAY} )?{_CLOCK}"
_FORMS = {
    FieldType.CHARACTER_STRING: (re.compile(r"[\x20-\x7e]+"), "数字、字母或符号,不能有汉字"),
    FieldType.TIME: (re.compile(rf"{_MOMENT}(?:~{_MOMENT})?"), "时间,写成 15:01 或 2019年10月1日 15:01"),
    FieldType.DATE: (re.compile(rf"{_DAY}(?: {_CLOCK})?"), "日期,写成 2019年10月1日"),
    FieldType.NUMBER: (re.compile(r"\d+(?:\.\d+)?"), "数字"),
    FieldType.PHRASE: (re.compile(r"[\u4e00-\u9fff]+"), "汉字"),
}


def field_type(key: str) -> FieldType:
    """Return the type of a field from its key.

    >>> field_type("character_string2").value
    'character_string'
    """
    return FieldType(key.rstrip("0123456789"))


def field_mistake(key: str, text: str) -> str | None:
    """Return what WeChat would refuse in the text of a field (error 47003), or None when it takes it."""
    kind = field_type(key)
    if len(text) > LONGEST[kind]:
        return f"太长了,{kind.value} 最多 {LONGEST[kind]} 个字,现在 {len(text)} 个;写短一点"
    form, wanted = _FORMS.get(kind, (None, ""))
    if form is not None and not form.fullmatch(text):
        return f"「{text}」不行,{kind.value} 只能是{wanted}"
    return None

"""What may stand in a field of a template. Called when a notice is sent.

Source: 订阅消息参数值内容限制说明 (api_sendmessage.html), which the 订阅通知 of a 服务号 share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.platform.config import SandboxTemplate
from simulator.wire.errcodes import Refused

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
TYPE = re.compile(r"[a-z_]+")
DAY = r"\d{4}(年\d{1,2}月\d{1,2}日?|[-/.]\d{1,2}[-/.]\d{1,2})"
HOUR = r"\d{1,2}:\d{2}(:\d{2})?"
ALLOWED = {
    "thing": re.compile(r".{1,20}"),
    "number": re.compile(r"-?\d{1,32}(\.\d+)?"),
    "letter": re.compile(r"[A-Za-z]{1,32}"),
    "symbol": re.compile(r"[^\w\s]{1,5}"),
    "character_string": re.compile(r"[\x21-\x7e]{1,32}"),
    "time": re.compile(rf"({DAY})?\s?({HOUR})?(\s?~\s?({DAY})?\s?({HOUR})?)?"),
    "date": re.compile(rf"{DAY}(\s{HOUR})?(\s?~\s?{DAY}(\s{HOUR})?)?"),
    "amount": re.compile(r"[￥¥$€]?\d{1,10}(\.\d+)?元?"),
    "phone_number": re.compile(r"[\d+\-() ]{1,17}"),
    "car_number": re.compile(r"\w{1,8}"),
    "name": re.compile(r"[\u4e00-\u9fff·]{1,10}|[A-Za-z .]{1,20}"),
    "phrase": re.compile(r"[\u4e00-\u9fff]{1,5}"),
    "const": re.compile(r".{1,20}"),
}


def shown_fields(template: SandboxTemplate, data: Any) -> list[dict[str, str]]:
    """Return the lines that the phone shows, with every field checked; fields the template lacks are not shown.

    Raises:
        Refused: 47003 names the first field that is missing or breaks its limit.
    """
    if not isinstance(data, Mapping):
        raise Refused(47003, "data invalid")
    return [{"name": each.label, "value": _value(data, each.key)} for each in template.fields]


def _value(data: Mapping[str, Any], key: str) -> str:
    item = data.get(key)
    value = item.get("value") if isinstance(item, Mapping) else None
    if not isinstance(value, (str, int, float)) or value == "":
        raise Refused(47003, f"data.{key}.value is empty")
    text = str(value)
    kind = TYPE.match(key)
    allowed = ALLOWED.get(kind.group() if kind else "")
    if CONTROL.search(text) or not text.strip() or (allowed and not allowed.fullmatch(text)):
        raise Refused(47003, f"data.{key}.value invalid")
    return text

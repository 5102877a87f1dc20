"""Writes the XML that the platforms post to a callback."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Union

Value = Union[str, int, float, "Mapping[str, Value]", "Sequence[Mapping[str, Value]]"]
# XML 1.0 has no way to carry these, and no phone sends them.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_xml(fields: Mapping[str, Value]) -> str:
    """Return ``fields`` as the platform writes them: strings in CDATA, numbers bare, a list as its element repeated.

    >>> write_xml({"ToUserName": "gh_1", "CreateTime": 7})
    '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><CreateTime>7</CreateTime></xml>'
    """
    return f"<xml>{_inside(fields)}</xml>"


def cdata(text: str) -> str:
    """Return ``text`` in CDATA, with every ``]]>`` in it split over two sections."""
    return f"<![CDATA[{UNSPEAKABLE.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _inside(fields: Mapping[str, Value]) -> str:
    return "".join(_element(name, value) for name, value in fields.items())


def _element(name: str, value: Value) -> str:
    if isinstance(value, str):
        return f"<{name}>{cdata(value)}</{name}>"
    if isinstance(value, (int, float)):
        return f"<{name}>{value}</{name}>"
    if isinstance(value, Mapping):
        return f"<{name}>{_inside(value)}</{name}>"
    return "".join(_element(name, item) for item in value)

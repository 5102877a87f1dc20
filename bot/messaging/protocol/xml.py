"""Reading and writing the platforms' XML: one root, flat elements, some lists; nothing a hostile document could expand. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

# 64 KiB hold the largest message of 兼容模式, which carries plain and cipher text.
LARGEST_BODY = 64 * 1024
DEEPEST = 6
# A message has some sixty tags, and of what people write at most 2048 characters look like one. An envelope has eight; until
# it is known to be the platform's, no more is parsed than that: sixteen thousand elements take as long as a turn.
MOST_TAGS, ENVELOPE_TAGS = 3000, 200
CDATA_END = "]]>"
# What XML 1.0 cannot carry even escaped; one such character would make the whole reply invalid.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A character that is named by its number, in decimal or hexadecimal.
REFERENCE = re.compile("&#(?:([0-9]{1,9})|x([0-9a-fA-F]{1,8}));")
LARGEST_CHARACTER = 0x10FFFF

Tree: TypeAlias = dict[str, Any]
Writable: TypeAlias = "str | int | Mapping[str, Writable]"


class NotXml(Exception):
    """The body is not a message: no XML, a forbidden kind of XML, another root, nested too deep."""


def read(body: bytes | str, most_tags: int = MOST_TAGS) -> Tree:
    """Return the elements below ``<xml>`` as a dictionary; one that occurs several times becomes a list.

    Raises:
        NotXml: it cannot be read, or has too many tags, which are counted before anything is parsed.
    """
    tags = body.count("<") if isinstance(body, str) else body.count(b"<")
    if tags > most_tags:
        raise NotXml("too many elements")
    try:
        root = ElementTree.fromstring(body, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        raise NotXml("cannot be parsed") from None
    if root.tag != "xml":
        raise NotXml("another root")
    tree = _value(root, DEEPEST)
    return tree if isinstance(tree, dict) else {}


def read_as_sent(body: bytes | str) -> Tree:
    """Return the elements as `read` does, without characters that XML forbids.

    Phones put them into what people write; it is to be answered all the same.

    Raises:
        NotXml: it cannot be read even so.
    """
    try:
        return read(body)
    except NotXml:
        text = body if isinstance(body, str) else body.decode("utf-8", errors="ignore")
        readable = REFERENCE.sub(_kept_reference, UNWRITABLE.sub("", text))
        if readable == text:
            raise
        return read(readable)


def _kept_reference(found: re.Match[str]) -> str:
    number = int(found[1]) if found[1] else int(found[2], 16)
    return "" if number > LARGEST_CHARACTER or UNWRITABLE.match(chr(number)) else found.group()


def write(elements: Mapping[str, Writable]) -> str:
    """Return the XML of flat or nested elements; every text is kept whole in CDATA."""
    return f"<xml>{_elements(elements)}</xml>"


def _value(element: Any, depth: int) -> Any:
    if depth == 0:
        raise NotXml("nested too deep")
    children = list(element)
    if not children:
        return element.text or ""
    values: Tree = {}
    for child in children:
        value = _value(child, depth - 1)
        if child.tag in values:
            held = values[child.tag]
            values[child.tag] = [*(held if isinstance(held, list) else [held]), value]
        else:
            values[child.tag] = value
    return values


def _elements(elements: Mapping[str, Writable]) -> str:
    return "".join(f"<{name}>{_content(value)}</{name}>" for name, value in elements.items())


def _content(value: Writable) -> str:
    if isinstance(value, Mapping):
        return _elements(value)
    if isinstance(value, int):
        return str(value)
    safe = UNWRITABLE.sub("", value).replace(CDATA_END, "]]]]><![CDATA[>")
    return f"<![CDATA[{safe}]]>"

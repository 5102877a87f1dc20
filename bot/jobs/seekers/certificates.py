"""Certificates that openings name, as lists write them. Whether one is needed says the opening, never this page. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

# By id: how it is called, and how openings write it.
CERTIFICATES: Mapping[str, tuple[str, re.Pattern[str]]] = {
    name: (title, re.compile(words))
    for name, title, words in (
        ("welding", "焊工证", "焊工(?:操作|资格)?证|电焊证|焊接(?:操作|资格)?证"),
        ("electrician", "电工证", "(?:高压|低压)?电工(?:操作|资格)?证"),
        ("forklift", "叉车证", "叉车(?:驾驶|操作)?证"),
        ("driving", "驾驶证", r"驾(?:驶)?(?:证|照)|[ABC][123]\s*(?:本|证|照)"),
        ("health", "健康证", "健康证"),
        ("guard", "保安员证", "保安员?(?:资格)?证"),
        ("accounting", "会计证书", "会计(?:从业|资格|职称)?证|(?:初级|中级)会计(?:师|职称)"),
        ("teaching", "教师资格证", "教师(?:资格)?证"),
        ("nursing", "护士执业证", "护士(?:执业|资格)?证|执业护士"),
        ("care", "养老护理员证", "(?:养老)?护理员(?:资格)?证"),
        ("safety", "安全员证", "安全员(?:资格)?[ABC]?证|注册安全工程师"),
    )
}
# What openings of a trade name most often, so that it is asked; nobody is kept out by it.
_OF_TRADE: Mapping[str, str] = {
    "welding": "welding",
    "electrician": "electrician",
    "forklift": "forklift",
    "driver": "driving",
    "courier": "driving",
    "cook": "health",
    "waiter": "health",
    "food": "health",
    "guard": "guard",
    "accounting": "accounting",
    "teaching": "teaching",
    "nursing": "nursing",
    "care": "care",
    "safety": "safety",
}
# Whatever names a certificate holds one of these: most texts name none, and are looked at once.
_ANY = re.compile("证|照|本|会计师|会计职称|护士|安全工程师|[ABC][123]")
_NOT_NEEDED = re.compile("(?:者|的)?(?:优先|更好|加分|不限)")
_DENIED = re.compile("(?:无需|不需要?|不要求?|没有|无)$")


def certificate_of_trade(trade: str) -> str | None:
    """Return the certificate that openings of a trade name most often; None for the others."""
    return _OF_TRADE.get(trade)


def certificates_in(text: str) -> tuple[str, ...]:
    """Return the certificates that a text asks for; those that are only liked better are none.

    >>> certificates_in("持叉车证、健康证，有电工证优先"), certificates_in("无需健康证")
    (('forklift', 'health'), ())
    """
    if not _ANY.search(text):
        return ()
    return tuple(
        name
        for name, (_, pattern) in CERTIFICATES.items()
        for found in [pattern.search(text)]
        if found and not _NOT_NEEDED.match(text, found.end()) and not _DENIED.search(text[: found.start()])
    )

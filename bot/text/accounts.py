"""Finds addresses of mail and accounts of chats in people's words, however they are disguised. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import category, normalize

ACCOUNT = "〔账号〕"
_AT = r"(?:@|\s*[(（\[【#]?\s*(?:at|AT|艾特|圈a|圈A)\s*[)）\]】#]?\s*)"
_DOT = r"\s*(?:\.|。|点|dot|DOT)\s*"
_MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,200}}{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}(?:com|cn|net|org|edu|gov|qq|163|126)\b", re.ASCII
)
_PLAIN_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,200}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ACCOUNT = r"([A-Za-z][\w.-]{4,}|[\w.-]{2,}\d[\w.-]{2,}|\d{5,})"
_NETWORKS = r"(?:微信号?|薇信号?|威信号?|徽信号?|微号|薇号|[vV][xX]|[wW][xX]|[vV]信|QQ号?|扣扣号?|企鹅号?|抖音号?|快手号?|支付宝号?|微博)"
_CHAT_ACCOUNT = re.compile(
    rf"({_NETWORKS}\s*(?:号码|号)?\s*(?:就?是|为|[:：=])?\s*){_ACCOUNT}", re.IGNORECASE | re.ASCII
)
_ADD_ME = re.compile(
    rf"(加(?:一?下)?我?(?:的|个)?\s*(?:[vV+]|微|薇|威|扣|q|Q)\s*(?:号)?\s*(?:就?是|[:：=])?\s*){_ACCOUNT}", re.ASCII
)


def without_accounts(words: str, instead: Callable[[str], str]) -> str:
    """Return the words with something instead of each account; what names its network stays.

    >>> without_accounts("加我微信 abc_12345", lambda account: f"<{len(account)}>")
    '加我微信 <9>'
    """
    for pattern in (_PLAIN_MAIL, _MAIL):
        words = pattern.sub(lambda found: instead(found[0]), words)
    for pattern in (_CHAT_ACCOUNT, _ADD_ME):
        words = pattern.sub(lambda found: found[1] + instead(found[2]), words)
    return words


def as_seen(text: str) -> str:
    """Return a text as it is seen: one form of each letter, and without what takes no place (zero-width, keycaps)."""
    shown = "".join(letter for letter in text if category(letter) not in ("Cf", "Me") and letter not in "\ufe0e\ufe0f")
    return normalize("NFKC", shown)

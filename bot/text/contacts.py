"""Takes telephone numbers and accounts out of a text that becomes public, and tells them apart from hours and pay. Pure."""

from __future__ import annotations

import re

from bot.text.accounts import ACCOUNT, as_seen, without_accounts
from bot.text.disguised_numbers import long_numbers

NUMBER = "〔号码〕"
_TIME = r"\d{1,2}\s*[:.点]\s*\d{2}"
# 8:00-17:00, 8:00-12:00 13:30-17:30, 早8:00晚20:00
_HOURS = re.compile(rf"{_TIME}(?:[^\w\d]{{1,4}}{_TIME})*")
# Ranges of round sums: 5000-8000 is pay, 2738-1265 may be a telephone.
_ROUND = r"\d{1,3}(?:,\d{3})*0"
_PAY = re.compile(rf"{_ROUND}(?:\s*[-—–~～/+]\s*{_ROUND}){{1,3}}")

# ① heads an entry of a list; several in a row spell a number.
_ENTRY = re.compile("(?<![①-⑳])[①-⑳](?![①-⑳])")
_SHORT_ACCOUNT = re.compile(r"((?<![A-Za-z])[vV][:：+]?\s*)((?=[\w-]*\d)[A-Za-z][\w-]{4,})", re.ASCII)


def without_contacts(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text for everybody, and what was taken out of it in the order in which it stood.

    >>> without_contacts("8:00-17:00,月薪5000-8000,电话138 1234 5678,微信abc_12345")
    ('8:00-17:00,月薪5000-8000,电话〔号码〕,微信〔账号〕', ('abc_12345', '138 1234 5678'))
    """
    taken: list[str] = []

    def account(found: str) -> str:
        taken.append(found)
        return ACCOUNT

    entries = _ENTRY.sub(lambda found: f"({ord(found[0]) - ord('①') + 1})", text)
    words = without_accounts(as_seen(entries), account)
    words = _SHORT_ACCOUNT.sub(lambda found: found[1] + account(found[2]), words)
    parts, last = [], 0
    for begin, end in long_numbers(words):
        if not _is_harmless(words[begin:end].strip()):
            parts += [words[last:begin], NUMBER]
            taken.append(words[begin:end])
            last = end
    return "".join([*parts, words[last:]]), tuple(taken)


def _is_harmless(run: str) -> bool:
    return _HOURS.fullmatch(run) is not None or _PAY.fullmatch(run) is not None

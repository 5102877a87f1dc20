"""Brings what people type to one form before anything is looked for in it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from opencc import OpenCC

from bot.kb import Rewrite

_SPACE_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\ufe0f]")


def _gb2312() -> str:
    """Return the Chinese characters of the national set GB 2312, rows 16 to 87."""
    return "".join(
        bytes((row + 0xA0, cell + 0xA0)).decode("gb2312", errors="ignore")
        for row in range(16, 88)
        for cell in range(1, 95)
    )


@cache
def _converter() -> tuple[OpenCC, frozenset[str]]:
    """Return what brings characters to the simplified ones, and the few of the national set that it converts all the same (乾 to 干)."""
    to_simplified = OpenCC("t2s")
    return to_simplified, frozenset(sign for sign in _gb2312() if to_simplified.convert(sign) != sign)


class Normaliser:
    """Full-width to half-width, traditional to simplified, known misspellings to the official writing.

    Args:
        rewrites: the safe replacements of the glossary.
    """

    def __init__(self, rewrites: Sequence[Rewrite] = ()) -> None:
        self._to_simplified, self._converted = _converter()
        pairs = [(heard, rewrite.write) for rewrite in rewrites for heard in rewrite.heard]
        self._written_for = dict(pairs)
        longest_first = sorted((re.escape(heard) for heard, _ in pairs), key=len, reverse=True)
        self._heard = re.compile("|".join(longest_first)) if longest_first else None

    def __call__(self, text: str) -> str:
        """Return the text in one form.

        >>> Normaliser()("個人申請創業擔保貸款 50 萬")
        '个人申请创业担保贷款 50 万'
        """
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
        if not self._is_simplified(text):
            text = self._to_simplified.convert(text)
        text = _SPACE_BETWEEN_HAN.sub("", text).strip()
        if self._heard is not None:
            text = self._heard.sub(lambda found: self._written_for[found.group()], text)
        return text

    def _is_simplified(self, text: str) -> bool:
        """Tell quickly that nothing is to be converted: all is in the national set of simplified characters."""
        try:
            text.encode("gb2312")
        except UnicodeEncodeError:
            return False
        return self._converted.isdisjoint(text)

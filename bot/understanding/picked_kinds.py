"""Reads the answer to one question of several kinds: 1和3, 第二个, 低保、残疾, 都不是. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BETWEEN = re.compile(r"[\s,，、;；。.!！]+|和|跟|还有|以及")
_NUMBER = re.compile(r"(?:我?选择?)?第?(\d{1,2}|[一二两三四五六七八九])(?:个|项|类|种|条)?")
_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_NONE = re.compile(
    r"(?:以上|这些|这几样|这几类|上面)?(?:都|全|哪个都|一个都|一样都|一类都)?(?:不是|没有|不属于|不沾|不占|没)"
)
_DENIED = re.compile(r"^(?:不|没|无|非)")
_ABOUT = re.compile(r"^(?:我|俺|是|属于|就是|算|家里?|我家)+")
SHORTEST = 2


def picked_kinds(labels: Sequence[str], none_label: str, text: str) -> tuple[int, ...] | None:
    """Return the places (from 0) of the kinds that a (normalised) message picks; none of them is ``()``, no answer None.

    A message that denies a single kind, or says anything beside what was offered, is no answer to this question.

    >>> labels = ("低保家庭", "残疾人", "退役军人")
    >>> picked_kinds(labels, "都不是", "1和3"), picked_kinds(labels, "都不是", "低保，残疾"), picked_kinds(labels, "都不是", "都不是")
    ((0, 2), (0, 1), ())
    >>> picked_kinds(labels, "都不是", "不是残疾人"), picked_kinds(labels, "都不是", "要带什么材料")
    (None, None)
    """
    words = [word for word in _BETWEEN.split(text.strip()) if word]
    if not words:
        return None
    if none_label in text or (len(words) == 1 and _NONE.fullmatch(words[0].rstrip("的了啊呀吧呢"))):
        return ()
    places = [_place(labels, word) for word in words]
    if any(place is None for place in places):
        return None
    found = dict.fromkeys(place for place in places if place is not None)
    if len(labels) in found:
        return () if len(found) == 1 else None
    return tuple(found)


def _place(labels: Sequence[str], word: str) -> int | None:
    """Return the place of the one kind that a word names; the place after the last one means none of them."""
    number = _NUMBER.fullmatch(word)
    if number is not None:
        place = int(number[1]) if number[1].isdigit() else _DIGITS[number[1]]
        return place - 1 if 1 <= place <= len(labels) + 1 else None
    bare = _ABOUT.sub("", word)
    if len(bare) < SHORTEST or _DENIED.match(bare):
        return None
    named = [place for place, label in enumerate(labels) if label.startswith(bare) or bare.startswith(label)]
    return named[0] if len(named) == 1 else None

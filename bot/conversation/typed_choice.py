"""Reading a typed message as the number of an offered choice: 1, 1, "1.", ①, 选1, 第一个. Pure."""

from __future__ import annotations

import re
from unicodedata import normalize

CHINESE_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九", start=1)}
NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九]?)"
BETWEEN = re.compile(r"[\s、,，和跟与及还有]+")
TYPED = re.compile(rf"[(\[【]?(?:我?选择?)?第?{NUMBER}(?:个|项)?[)\]】]?[.。、,!]?")


def typed_position(text: str) -> int | None:
    """Return the position that a message names, or None when it is an ordinary sentence.

    >>> [typed_position(text) for text in ("2", "3.", "选1", "第一个", "第十二项", "我选择第2个。")]
    [2, 3, 1, 1, 12, 2]
    >>> [typed_position(text) for text in ("第", "第一条", "1年", "2022", "0", "选")]
    [None, None, None, None, None, None]
    """
    match = TYPED.fullmatch("".join(normalize("NFKC", text).split()))
    if match is None or not match["number"]:
        return None
    number = match["number"]
    position = int(number) if number[0].isdigit() else _chinese_number(number)
    return position or None


def typed_positions(text: str) -> tuple[int, ...]:
    """Return the positions that a message names (1和3, 选2、4), none when it is an ordinary sentence.

    >>> [typed_positions(text) for text in ("2", "1和3", "选1、2跟第4个", "1 3。", "1和3号楼", "十月一号")]
    [(2,), (1, 3), (1, 2, 4), (1, 3), (), ()]
    """
    parts = [part for part in BETWEEN.split(normalize("NFKC", text).strip()) if part]
    found = [typed_position(part) for part in parts]
    if len(parts) > 1 and None not in found:
        return tuple(each for each in found if each is not None)
    one = typed_position(text)
    return () if one is None else (one,)


def _chinese_number(number: str) -> int | None:
    if "十" in number:
        tens, ones = number.split("十")
        return CHINESE_DIGITS.get(tens, 1) * 10 + CHINESE_DIGITS.get(ones, 0)
    return CHINESE_DIGITS[number] if len(number) == 1 else None

"""What cells say that tell who a person is and how to reach them: identity number, phone, key. Pure; messages repeat no cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.people.imports.cells.cell_text import cell_text, has_lost_digits, is_shortened
from bot.people.imports.cells.id_numbers import IdNumber, read_id_number

SHORTENED = "Excel 把长数字改成了科学计数法，后几位已经丢了；请把这一列设为文本，重新导出名单"
LOST_DIGITS = "Excel 把号码当数字保存，后三位已经变成 0，认不回来；请把这一列设为文本，从原来的系统重新导出"
OLD_NUMBER = "身份证号是 15 位的老号码，没有校验位，不能确定是谁；请填 18 位的"
WRONG_NUMBER = "身份证号不对（要 18 位，最后一位校验不上）；请核对"
_COUNTRY = r"(?:\((?:\+?86|0086)\)|\+?86|0086)?"
_MOBILE = re.compile(_COUNTRY + r"(1[3-9]\d{9})")
_TWO_MOBILES = re.compile("(?:" + _COUNTRY + r"1[3-9]\d{9}){2,}")
_NOT_A_MOBILE = re.compile(r"1[3-9](?:\d{8}|\d{10,12})")
_PHONE = re.compile(r"\+?[\d()-][\d() -]{3,22}[\d)]")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_BETWEEN = re.compile(r"[/,，、;；\n\r或和|]+")
# ITU-T E.164: no number of the world is longer.
MOST_DIGITS = 15
_BLANKS = re.compile(r"[\s-]+")
_MANY_ZEROS = re.compile(r"\d{15}000")
# So many numbers of a column end on three zeros by chance once in a thousand lists.
FEWEST_DAMAGED, SHARE_DAMAGED = 3, 0.2
FEWEST_ALL = 2
# Of numbers that lost their digits ten of eleven do not hold, of others that end on zeros all do; what was pasted in stands together.
NEAR = 20


def id_number_text(cell: object) -> str:
    """Return the digits of an identity number as they are compared, without blanks, with a capital X."""
    return _BLANKS.sub("", cell_text(cell)).upper()


def wrong_id_number(cell: object, *, is_damaged: bool) -> str:
    """Return what is wrong with an identity number, nothing when it is right.

    Args:
        cell: as it stands in the list.
        is_damaged: whether the numbers of the column have lost their last digits.
    """
    text = id_number_text(cell)
    if has_lost_digits(cell) or (is_damaged and _MANY_ZEROS.fullmatch(text)):
        return LOST_DIGITS
    if is_shortened(text):
        return SHORTENED
    if len(text) == 15 and text.isdigit():
        return OLD_NUMBER
    return "" if read_id_number(text) is not None else WRONG_NUMBER


def id_number_of(cell: object, *, is_damaged: bool) -> IdNumber | None:
    """Return what a right identity number says, None for any other."""
    return None if wrong_id_number(cell, is_damaged=is_damaged) else read_id_number(id_number_text(cell))


def is_damaged_column(cells: Sequence[object]) -> bool:
    """Tell whether a spreadsheet kept the identity numbers of a column as numbers, so that they end on zeros."""
    texts = [text for cell in cells if (text := id_number_text(cell))]
    ending = sum(_MANY_ZEROS.fullmatch(text) is not None for text in texts)
    is_all = ending == len(texts) >= FEWEST_ALL
    return is_all or (ending >= FEWEST_DAMAGED and ending >= SHARE_DAMAGED * len(texts))


def damaged_places(cells: Sequence[object]) -> frozenset[int]:
    """Return which of the identity numbers of some rows end on zeros beside others that do so and do not hold."""
    texts = [(at, id_number_text(cell)) for at, cell in enumerate(cells)]
    ending = [(at, read_id_number(text) is not None) for at, text in texts if _MANY_ZEROS.fullmatch(text)]
    return frozenset(
        at
        for at, holds in ending
        if any(at != other and abs(at - other) <= NEAR and not (holds and other_holds) for other, other_holds in ending)
    )


def phones_in(text: str) -> list[str] | None:
    """Return the phone numbers of a cell in order, a mobile one in its eleven digits; None when it holds something else.

    >>> phones_in("+86 138 0000 0000"), phones_in("13800000000/022-12345678"), phones_in("1380000000")
    (['13800000000'], ['13800000000', '022-12345678'], None)
    """
    text = text.translate(_DASHES)
    compact = _BLANKS.sub("", text)
    if _TWO_MOBILES.fullmatch(compact):
        return list(dict.fromkeys(found[1] for found in _MOBILE.finditer(compact)))
    found: list[str] = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(text))):
        bare = _BLANKS.sub("", part)
        mobile = _MOBILE.fullmatch(bare)
        if mobile is None and not _is_phone(part, bare):
            return None
        found.append(mobile[1] if mobile else part)
    return list(dict.fromkeys(found)) or None


def _is_phone(part: str, bare: str) -> bool:
    is_short_enough = sum(sign.isdigit() for sign in bare) <= MOST_DIGITS
    return is_short_enough and _PHONE.fullmatch(part) is not None and _NOT_A_MOBILE.fullmatch(bare) is None

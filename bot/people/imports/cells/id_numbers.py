"""Reads a resident's 18-digit id number (公民身份号码, GB 11643-1999): date of birth and sex. The number itself is kept nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

SHAPE = re.compile(r"\d{17}[\dX]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True)
class IdNumber:
    """What an id number says of its holder; ``sex`` is an option of the fact ``sex``."""

    born_on: date
    sex: str


def read_id_number(text: str) -> IdNumber | None:
    """Return what the number says, or None when it is none: wrong length, no calendar day, or a wrong check digit.

    >>> read_id_number("11010519491231002X")
    IdNumber(born_on=datetime.date(1949, 12, 31), sex='female')
    >>> read_id_number("110105194912310021") is None
    True
    """
    number = text.upper()
    if not SHAPE.fullmatch(number) or not number.isascii():
        return None
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    if CHECK_DIGITS[total % 11] != number[17]:
        return None
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return IdNumber(born_on, "male" if int(number[16]) % 2 else "female")

"""Reads the date of birth and the sex out of an identity number (公民身份号码, GB 11643-1999). The number is kept nowhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.understanding.spans.plain_form import plain

# The first two digits are a province.
_NUMBER = re.compile(
    r"(?<![\da-zA-Z])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{13}(?:\d{2}[\dxX])?(?![\da-zA-Z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True)
class IdentityNumber:
    """What an identity number at ``text[start:end]`` says of its holder; ``sex`` is an option of the fact ``sex``."""

    start: int
    end: int
    born_on: date
    sex: Literal["female", "male"]


def read_identity_number(text: str) -> IdentityNumber | None:
    """Return what the first identity number of a text says, or None when it holds none.

    One of 18 digits needs a right check digit; one of 15, as issued until 1999, has none. Both need a province and a
    day of the calendar.

    >>> read_identity_number("身份证11010519491231002x")
    IdentityNumber(start=3, end=21, born_on=datetime.date(1949, 12, 31), sex='female')
    >>> read_identity_number("110105194912310021") is None
    True
    """
    return next(identity_numbers(plain(text)), None)


def identity_numbers(text: str) -> Iterator[IdentityNumber]:
    """Yield what each identity number of a plain text says, in order."""
    for found in _NUMBER.finditer(text):
        number = found.group().upper()
        is_long = len(number) == 18
        born_on = _day(number[6:14] if is_long else f"19{number[6:12]}")
        if born_on is None or (is_long and not _is_checked(number)):
            continue
        is_male = int(number[16] if is_long else number[14]) % 2 == 1
        yield IdentityNumber(found.start(), found.end(), born_on, "male" if is_male else "female")


def _is_checked(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17]


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None

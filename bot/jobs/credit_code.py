"""统一社会信用代码 of GB 32100-2015: eighteen signs, of which the last proves the others. Pure."""

from __future__ import annotations

import re
import unicodedata

# I, O, S, V and Z are left out: they look like digits.
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SHAPE = re.compile(f"[{SIGNS}]{{2}}\\d{{6}}[{SIGNS}]{{10}}")
_BETWEEN = re.compile(r"[\s-]+")


def read_credit_code(text: str) -> str | None:
    """Return the code that a text is, in capitals; None when it is none or its check character is wrong.

    >>> read_credit_code(" 91350100m000100y43 "), read_credit_code("91350100M000100Y44"), read_credit_code("913501OOM000100Y43")
    ('91350100M000100Y43', None, None)
    """
    code = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
    return code if _SHAPE.fullmatch(code) and check_character(code[:17]) == code[17] else None


def check_character(body: str) -> str:
    """Return the check character of the first seventeen signs: weights are powers of three, the modulus is 31.

    >>> check_character("91350100M000100Y4")
    '3'
    """
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return SIGNS[-total % 31]

"""Reminds people who name another city that the rules here are those of 西青区."""

from __future__ import annotations

from collections.abc import Sequence


def other_place_remark(places: Sequence[str]) -> str:
    """Return the remark, or nothing when no other place was named.

    >>> other_place_remark(["湖北"])
    '我只知道天津西青区的规定，湖北的可能不一样，请问当地人社部门。下面说的是西青的。'
    """
    if not places:
        return ""
    named = "、".join(places)
    return f"我只知道天津西青区的规定，{named}的可能不一样，请问当地人社部门。下面说的是西青的。"


def place_opening(places: Sequence[str]) -> str:
    """Return the line that opens an answer to who named another place, or nothing.

    >>> place_opening(["湖北"])
    '按天津西青的规定(湖北的请问当地人社部门):'
    """
    return f"按天津西青的规定({'、'.join(places)}的请问当地人社部门):" if places else ""

"""The words for people are tried only where they can begin."""

from __future__ import annotations

import sre_parse  # its tree says with which signs a pattern can begin
from collections.abc import Iterable
from typing import Any

from bot.understanding.situation.wordings.persons import FIRST_SIGNS, PERSON


def first_signs(parts: Iterable[Any]) -> tuple[set[int], bool]:
    """Return the signs with which a part of a pattern can begin, and whether it can be empty."""
    found: set[int] = set()
    for operation, argument in parts:
        name = str(operation)
        signs, is_empty = signs_of(name, argument)
        found |= signs
        if not is_empty:
            return found, False
    return found, True


def signs_of(name: str, argument: Any) -> tuple[set[int], bool]:
    if name == "LITERAL":
        return {argument}, False
    if name == "IN":
        return {sign for kind, sign in argument if str(kind) == "LITERAL"}, False
    if name == "BRANCH":
        branches = [first_signs(branch) for branch in argument[1]]
        return set().union(*(signs for signs, _ in branches)), any(empty for _, empty in branches)
    if name == "SUBPATTERN":
        return first_signs(argument[-1])
    if name == "MAX_REPEAT":
        signs, is_empty = first_signs(argument[2])
        return signs, is_empty or argument[0] == 0
    return set(), True


def test_every_word_begins_with_a_sign_at_which_it_is_tried() -> None:
    words = list(sre_parse.parse(PERSON.pattern))[1:]
    signs, is_empty = first_signs(words)
    assert not is_empty
    assert {chr(sign) for sign in signs} <= set(FIRST_SIGNS)

"""What a question is: its words, its choices with the right one, and the clause that decides. Frozen, no logic but names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from bot.kb import Citation


class Kind(str, Enum):
    """What is asked: a value that was left out of a statement, or whether a policy fits a person."""

    BLANK = "blank"
    PERSON = "person"


@dataclass(frozen=True)
class Explanation:
    """Why the right choice is right.

    Args:
        text: in one or a few sentences.
        citation: the clause that decides, and its words.
    """

    text: str
    citation: Citation


@dataclass(frozen=True)
class Question:
    """One question with one right choice.

    Args:
        id: changes when its words, its right choice or its clause change, and only then.
        policy: the policy it is of.
        facet: what of the policy it asks.
        lead: what it is about, in a line.
        text: the question itself; `points` are what is known of the person, where it is about one.
        choices: in the order in which they are shown.
        right: the one of the choices that is right.
    """

    id: str
    kind: Kind
    policy: str
    facet: str
    topic: str
    lead: str
    text: str
    choices: tuple[str, ...]
    right: str
    explanation: Explanation
    points: tuple[str, ...] = ()


def digest_of(*parts: str) -> str:
    """Return a short name that the same parts always have.

    >>> digest_of("a", "b") == digest_of("a", "b"), digest_of("a", "b") == digest_of("ab"), len(digest_of("a"))
    (True, False, 16)
    """
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

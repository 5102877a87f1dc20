"""Reads the facts that a colleague jots down while a client waits: 48 女 灵活就业, 男52 失业 本地户口. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.kb import Fact, FactType, Value
from bot.understanding.stated_facts import Stated, stated_facts

_BETWEEN = re.compile(r"[\s,，、;；。/]+")
_AGE_AND_SEX = re.compile(r"(?P<before>[男女])?(?:性)?(?P<age>\d{2,3})?(?:周?岁)?(?P<after>[男女])?(?:性|士)?")
_SEX = {"女": "female", "男": "male"}
# 残疾 for 残疾人, 低保 for 低保家庭: the beginning of one label and of no other.
SHORTEST_BEGINNING = 2
_NO = re.compile(r"^(?:没有?|不是|不|无|未|非)")


@dataclass(frozen=True)
class Jotted:
    """What was read, and the words that nothing was read from."""

    facts: Stated
    unread: tuple[str, ...]


def jotted_facts(facts: Mapping[str, Fact], text: str, today: date, normalise: Callable[[str], str]) -> Jotted:
    """Return the facts of a line of keywords; each word is normalised by itself.

    A word that is no fact is told back rather than guessed at.
    """
    found: list[tuple[str, Value]] = []
    unread: list[str] = []
    for written in filter(None, _BETWEEN.split(text)):
        word = normalise(written)
        read = _age_and_sex(facts, word) or list(stated_facts(facts, word, today)) or _named(facts, word)
        found += read
        unread += [] if read else [written]
    return Jotted(tuple(dict.fromkeys(found)), tuple(unread))


def _age_and_sex(facts: Mapping[str, Fact], word: str) -> list[tuple[str, Value]]:
    match = _AGE_AND_SEX.fullmatch(word)
    if match is None or not {"age", "sex"} <= facts.keys():
        return []
    sex, age = match["before"] or match["after"], match["age"]
    read: list[tuple[str, Value]] = [("sex", _SEX[sex])] if sex else []
    if age and facts["age"].minimum <= int(age) <= facts["age"].maximum:
        read.append(("age", int(age)))
    elif age:
        return []
    return read


def _named(facts: Mapping[str, Fact], word: str) -> list[tuple[str, Value]]:
    """Read a word that is the label of a fact or of an option, or a phrase for it without its denial."""
    denial = _NO.match(word)
    bare = word[denial.end() :] if denial else word
    begun = [fact.id for fact in facts.values() if fact.type is FactType.YES_NO and fact.label.startswith(bare)]
    if len(bare) >= SHORTEST_BEGINNING and len(begun) == 1:
        return [(begun[0], not denial)]
    for fact in facts.values():
        if fact.type is FactType.CHOICE:
            option = next((option.id for option in fact.options if word == option.label), None)
            if option is not None:
                return [(fact.id, option)]
    return []

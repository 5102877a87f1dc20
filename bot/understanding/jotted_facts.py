"""Reads the facts that a colleague jots down while a client waits: 48 女 灵活就业, 男52 失业半年 残疾人：无. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.errors import SituationError
from bot.kb import Fact, FactType, Value
from bot.understanding.situation import Holds, Owner, SituationReader, tidy, value_of

_BETWEEN = re.compile(r"[\s,，、;；。]+|/(?!\d)|(?<!\d)/")
_SEX_BESIDE = re.compile(r"(?P<before>[男女]性?)?(?P<rest>.*?)(?P<after>[男女](?:性|士)?)?")
_LABELLED = re.compile(r"(?P<label>[^:：=]{1,20})[:：=](?P<value>.+)")
# 残疾 for 残疾人, 低保 for 低保家庭: the beginning of one label and of no other.
SHORTEST_BEGINNING = 2
_NO = re.compile(r"^(?:没有?|不是|不|无|未|非)")
_OWNERS = (Owner.SELF, Owner.EMPLOYER)
AGE, SEX = "age", "sex"
Stated = tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Jotted:
    """What was read, and the words that nothing was read from."""

    facts: Stated
    unread: tuple[str, ...]


def jotted_facts(facts: Mapping[str, Fact], text: str, today: date, situations: SituationReader) -> Jotted:
    """Return the facts of a line of keywords, each read by itself; a word that is no fact is told back rather than guessed at."""
    found: list[tuple[str, Value]] = []
    unread: list[str] = []
    for word in filter(None, _BETWEEN.split(text)):
        labelled = _LABELLED.fullmatch(word)
        fact = _fact_of(facts, labelled["label"]) if labelled else None
        try:
            if labelled and fact is not None:
                value = value_of(fact, labelled["value"], today)
                found += [] if value is None else [(fact.id, value)]
                continue
        except SituationError:
            unread.append(word)
            continue
        read = _age_and_sex(facts, word, today) or list(_told(situations, word, today)) or _named(facts, tidy(word))
        found += read
        unread += [] if read else [word]
    return Jotted(tuple(dict.fromkeys(found)), tuple(unread))


def _fact_of(facts: Mapping[str, Fact], label: str) -> Fact | None:
    """Return the fact that a word names as a form would (残疾人：无, 失业：半年)."""
    name = tidy(label)
    return next((fact for fact in facts.values() if name in (tidy(fact.label), fact.id)), None)


def _age_and_sex(facts: Mapping[str, Fact], word: str, today: date) -> list[tuple[str, Value]]:
    match = _SEX_BESIDE.fullmatch(tidy(word))
    if match is None or not {AGE, SEX} <= facts.keys():
        return []
    sex = match["before"] or match["after"]
    said = _value(facts[SEX], sex, today) if sex else None
    read: list[tuple[str, Value]] = [] if said is None else [(SEX, said)]
    if match["rest"]:
        age = _value(facts[AGE], match["rest"], today)
        return [] if age is None else [*read, (AGE, age)]
    return read


def _told(situations: SituationReader, word: str, today: date) -> Iterator[tuple[str, Value]]:
    """Yield what a word tells as a message would; in a note of a client everything is told of them."""
    for stated in situations.read(word, today).stated:
        if stated.is_asserted and stated.holds is Holds.NOW and stated.owner in _OWNERS:
            yield stated.fact, stated.as_of(today)


def _value(fact: Fact, written: str, today: date) -> Value | None:
    try:
        return value_of(fact, written, today)
    except SituationError:
        return None


def _named(facts: Mapping[str, Fact], word: str) -> list[tuple[str, Value]]:
    """Read a word that is the beginning of one label, or the label of an option."""
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

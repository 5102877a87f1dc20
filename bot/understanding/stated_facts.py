"""Reads from a message the facts that a person states of themselves: age, sex, how long, and what facts.yml lets hear. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from bot.kb import Fact, FactType, Value
from bot.understanding.durations import months_in, whole_number
from bot.understanding.question_part import Spans

NUMERAL = r"\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?"
_AGE = re.compile(
    rf"(?P<nominal>虚岁)(?P<counted>{NUMERAL})|(?P<age>{NUMERAL})\s*(?:周岁|岁)|(?:我|女的?|男的?|今年|年龄)(?:今年|都|已经)?(?P<bare>{NUMERAL})(?=了|[,，。!?]|$)"
)
_BORN = re.compile(r"(?P<year>(?:19|20)\d{2}|\d{2})年(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:出生|生人|生的|的人|生)")
# Only the date of birth of an identity number is used; the number itself is never kept or repeated.
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?P<born>(?:19|20)\d{6})\d{2}(?P<sex>\d)[\dx](?!\d)")
_DENIED_AFTER = re.compile(r"没有|没办|不是")
_DENIED = re.compile(r"(?:没有?|不是|无|未|不算)(?:过|在|办)?$")
BESIDE = 8
Stated = tuple[tuple[str, Value], ...]


def stated_facts(facts: Mapping[str, Fact], text: str, today: date, names: Spans = ()) -> Stated:
    """Return the facts that a (normalised) message states, in the order of the file; the same fact may come twice.

    What stands inside the ``names`` of policies (灵活就业社保补贴) states nothing of a person.

    >>> stated_facts({}, "我女的48了", date(2026, 11, 25))
    ()
    """
    found: list[tuple[str, Value]] = []
    for fact in facts.values():
        if fact.id == "age":
            found += [("age", age) for age in _ages(text, today) if fact.minimum <= age <= fact.maximum]
        elif fact.type is FactType.NUMBER:
            found += [(fact.id, number) for number in _amounts(fact, text)]
        else:
            found += [(fact.id, value) for value in _heard(fact, text, names)]
    identity = _IDENTITY.search(text)
    if identity and "sex" in facts and not any(name == "sex" for name, _ in found):
        found.append(("sex", "male" if int(identity["sex"]) % 2 else "female"))
    return tuple(dict.fromkeys(found))


def _ages(text: str, today: date) -> Iterable[int]:
    for found in _AGE.finditer(text):
        number = whole_number(found["counted"] or found["age"] or found["bare"])
        yield number - 1 if found["nominal"] else number
    for found in _BORN.finditer(text):
        year = int(found["year"])
        yield today.year - (year if year > 100 else 1900 + year if year > 30 else 2000 + year)
    for found in _IDENTITY.finditer(text):
        born = found["born"]
        yield today.year - int(born[:4]) - (f"{today:%m%d}" < born[4:])


def _amounts(fact: Fact, text: str) -> Iterable[int]:
    """Yield the durations that stand beside a cue of the fact (下岗一年多, 毕业两年)."""
    if fact.unit != "months":
        return
    for cue in fact.cues:
        for place in (found.start() for found in re.finditer(re.escape(cue), text)):
            months = months_in(text[place + len(cue) : place + len(cue) + BESIDE])
            if months is not None and fact.minimum <= months <= fact.maximum:
                yield months


def _heard(fact: Fact, text: str, names: Spans) -> Iterable[Value]:
    for value, phrases in fact.heard.items():
        place = next((place for phrase in phrases for place in _places(phrase, text, names)), None)
        if place is None:
            continue
        if fact.type is FactType.CHOICE:
            yield value
        else:
            is_denied = bool(_DENIED.search(text[: place[0]]) or _DENIED_AFTER.match(text[place[1] :]))
            yield (value == "yes") != is_denied


def _places(phrase: str, text: str, names: Spans) -> Iterable[tuple[int, int]]:
    """Yield where a phrase stands outside of names."""
    for found in re.finditer(re.escape(phrase), text):
        if not any(start <= found.start() and found.end() <= end for start, end in names):
            yield found.span()

"""Brings stated facts into one list: nothing twice, corrections in place, and what follows from what was said. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.kb import NO, YES, Fact, FactFrame, FactType, Value
from bot.understanding.situation.amounts import amount_of
from bot.understanding.situation.model import Holds, Owner, Said, StatedFact
from bot.understanding.situation.told_message import ToldMessage
from bot.understanding.situation.wordings.masks import BREAK
from bot.understanding.spans import Span

_CORRECTED = re.compile(r"不对|说错|错了|更正|弄错|记错|应该是|应当是|不是.{1,8}是|哦不|啊不|口误|打错|改成")
_TODAY = re.compile("现在|如今|目前|眼下|后来|[去今]年(?:起|才|就)?开始")
NEAR = 40
# What somebody takes back in the same breath: 雇了5个,哦不对4个; 不是两年,是两年半; 有,哦打错了,没有.
_TAKEN_BACK = (
    "(?:不对|说错了?|打错了?|写错了?|记错了?|口误|更正一?下?|说[少多]了|哦不|啊不|不不|刚翻出来一看|刚看了?一?眼?)"
)
_BETWEEN = rf"(?:{BREAK}|[哦噢啊呀呃嗯吧的了个]|应该|应当|其实|我){{0,6}}"
_NUMBER_AFTER = re.compile(rf"^[^{BREAK}]{{0,4}}{BREAK}*{_BETWEEN}{_TAKEN_BACK}{_BETWEEN}(?:是|有|说的是)?(?P<slot>)")
_NUMBER_INSTEAD = re.compile(rf"^[^{BREAK}]{{0,2}}{BREAK}+(?:而是|应该是|是)(?P<slot>)")
_ANSWER_AFTER = re.compile(
    rf"^{_BETWEEN}{_TAKEN_BACK}{_BETWEEN}(?P<answer>没有|没办|没|不是|是|有|办了|办过)(?=[了的呢啊]?(?:{BREAK}|$))"
)
_DENIED_FOR_ANOTHER = "不是"
AHEAD = 24


def tidied(
    found: Sequence[StatedFact], told: ToldMessage, frames: Mapping[str, FactFrame], facts: Mapping[str, Fact]
) -> tuple[StatedFact, ...]:
    """Return the facts in order, without repeats, with what they imply at the end.

    Args:
        found: what was read.
        told: the message.
        frames: the frames of the facts found.
        facts: the facts of the knowledge base.
    """
    by_fact: dict[tuple[str, Owner], list[StatedFact]] = {}
    for fact in sorted(found, key=lambda fact: (fact.start, fact.end)):
        kept = by_fact.setdefault((fact.fact, fact.owner), [])
        if not any(_is_same(fact, other) for other in kept):
            kept[:] = [other for other in kept if not _is_corrected(other, fact, told.text)]
            kept.append(fact)
    left = [fact for kept in by_fact.values() for fact in _decided(kept, frames, told.text)]
    left.sort(key=lambda fact: (fact.start, fact.end))
    return (*left, *_implied(left, frames, facts))


def _decided(kept: Sequence[StatedFact], frames: Mapping[str, FactFrame], text: str) -> Iterator[StatedFact]:
    """Yield what is left of all that was said of one fact of one person."""
    for fact in kept:
        if not _is_outdone(fact, kept, frames) and not _is_vaguer(fact, kept, text):
            yield fact


def _is_same(fact: StatedFact, other: StatedFact) -> bool:
    return (fact.value, fact.holds, fact.is_asserted) == (other.value, other.holds, other.is_asserted)


def _is_corrected(earlier: StatedFact, later: StatedFact, text: str) -> bool:
    """Tell whether words between two values of one fact take the earlier one back (46，不对，47)."""
    is_comparable = earlier.holds is later.holds and earlier.is_asserted and later.is_asserted
    between = text[max(earlier.end, later.start - NEAR) : later.end]
    is_new = isinstance(later.value, bool) and _TODAY.search(between) is not None
    return is_comparable and (is_new or _CORRECTED.search(between) is not None)


def _is_outdone(fact: StatedFact, kept: Sequence[StatedFact], frames: Mapping[str, FactFrame]) -> bool:
    """Tell whether an answer falls before its opposite: a denial where it is true of the couple (我没贷款，爱人有经营贷).

    Which of two answers counts, a frame may say as well: somebody at work outweighs an income that is low enough.
    """
    frame = frames.get(fact.fact)
    if frame is None or not isinstance(fact.value, bool):
        return False
    stronger = YES if frame.owner == "couple" else frame.outweighs
    if not stronger or fact.value is (stronger == YES):
        return False
    return any(
        other.value is not fact.value and other.is_asserted and other.holds is Holds.NOW
        for other in kept
        if isinstance(other.value, bool)
    )


def _is_vaguer(fact: StatedFact, kept: Sequence[StatedFact], text: str) -> bool:
    """Tell whether the same is known better: a date of birth beside an age, a full age (周岁) beside a nominal one."""
    if isinstance(fact.value, bool | str) or fact.unit:
        return False
    others = [other for other in kept if other is not fact]
    is_nominal = "虚" in text[fact.start : fact.end]
    return any(other.unit or (is_nominal and "虚" not in text[other.start : other.end]) for other in others)


def _implied(
    stated: Sequence[StatedFact], frames: Mapping[str, FactFrame], facts: Mapping[str, Fact]
) -> Iterator[StatedFact]:
    """Yield what follows from what holds now, where nothing was said of it."""
    said = {(fact.fact, fact.owner) for fact in stated if fact.is_asserted}
    for fact in stated:
        if not fact.is_asserted or fact.holds is not Holds.NOW:
            continue
        for other, value in _consequences(fact, frames, facts):
            owner = Owner.EMPLOYER if facts[other].of == "employer" else fact.owner
            if (other, owner) not in said:
                said.add((other, owner))
                yield replace(fact, fact=other, value=value, owner=owner, unit="", is_implied=True)


def _consequences(
    fact: StatedFact, frames: Mapping[str, FactFrame], facts: Mapping[str, Fact]
) -> Iterator[tuple[str, Value]]:
    frame = frames.get(fact.fact)
    if frame is None:
        return
    key = str(fact.value)
    if facts[fact.fact].type is FactType.YES_NO:
        key = YES if fact.value else NO
    elif facts[fact.fact].type is FactType.NUMBER:
        key = YES
    yield from frame.implies.get(key, {}).items()


def corrected_number(fact: Fact, span: Span, spans: Mapping[int, Span], plain: str, start: int) -> Said | None:
    """Return the number that somebody put in the place of another, None where none was taken back.

    Args:
        fact: what is counted.
        span: the number said first.
        spans: what is counted in the message, by start.
        plain: the message with breaks where clauses end.
        start: where the words that state it begin.
    """
    rest = plain[span.end : span.end + AHEAD]
    found = _NUMBER_AFTER.match(rest)
    if found is None and plain.endswith(_DENIED_FOR_ANOTHER, 0, start):
        found = _NUMBER_INSTEAD.match(rest)
    other = spans.get(span.end + found.start("slot")) if found else None
    return amount_of(fact, other) if other is not None and other.kind is span.kind else None


def corrected_answer(plain: str, end: int) -> bool | None:
    """Return the yes or no that replaces what ends at ``end``, None where nothing is taken back.

    >>> corrected_answer("困难认定有哦打错了没有", 5), corrected_answer("困难认定有", 5)
    (False, None)
    """
    found = _ANSWER_AFTER.match(plain[end : end + AHEAD])
    return None if found is None else not found["answer"].startswith(("没", "不"))

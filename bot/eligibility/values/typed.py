"""Reads the value of a fact from what staff type or a file holds. Pure; raises with what may be written instead."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.eligibility.values.stored import from_stored
from bot.errors import SituationError
from bot.kb import Fact, FactType, Interval, Value

YES = frozenset({"yes", "true", "是", "有", "对", "1"})
NO = frozenset({"no", "false", "否", "没有", "无", "不是", "0"})
UNKNOWN_WORDS = frozenset({"", "不清楚", "不知道", "unknown"})
# 40-49, 40..49, >=40, <12; a limit that belongs to the range is written with an equals sign.
BETWEEN = re.compile(r"(\d+)\s*(?:-|~|～|—|\.\.|到|至)\s*(\d+)")
BEYOND = re.compile(r"(>=|>|<=|<|≥|≤)\s*(\d+)")
DAY = re.compile(r"(\d{4})(?:[-年.](\d{1,2})(?:[-月.](\d{1,2})日?|月)?|年)?")
ONE_DAY = timedelta(days=1)


def value_of(fact: Fact, written: object) -> Value | None:
    """Return the value that was written, or None when it says that it is not known.

    Raises:
        SituationError: the value does not fit the fact.
    """
    if isinstance(written, dict):
        return _range(fact, written)
    text = str(written).strip().lower()
    if text in UNKNOWN_WORDS:
        return None
    if fact.type is FactType.YES_NO:
        return _yes_or_no(fact, text)
    if fact.type is FactType.NUMBER:
        return _number(fact, text)
    if fact.type is FactType.DATE:
        return _day(fact, text)
    for option in fact.options:
        if text in (option.id, option.label):
            return option.id
    labels = "、".join(option.label for option in fact.options)
    raise SituationError(f"「{fact.label}」没有“{written}”这一项。可以写：{labels}。")


def _yes_or_no(fact: Fact, text: str) -> bool:
    if text in YES:
        return True
    if text in NO:
        return False
    raise SituationError(f"「{fact.label}」请写“是”或“否”，不清楚就不写；现在是“{text}”。")


def _range(fact: Fact, written: dict[object, object]) -> Value:
    """Return the range that a file writes as low and high, one of them left out where it is open."""
    sides = {side: None if written.get(side) is None else value_of(fact, written[side]) for side in ("low", "high")}
    if fact.type not in (FactType.NUMBER, FactType.DATE) or not set(written) <= set(sides) or not any(written.values()):
        raise SituationError(f"「{fact.label}」的范围写 low 和 high，只有数和日期可以；现在是 {written}。")
    if any(isinstance(bound, Interval) for bound in sides.values()):
        raise SituationError(f"「{fact.label}」的 low 和 high 要各写一个确定的值；现在是 {written}。")
    low, high = (bound.isoformat() if isinstance(bound, date) else bound for bound in sides.values())
    return from_stored({"low": low, "high": high})


def _number(fact: Fact, text: str) -> Value:
    if found := BETWEEN.fullmatch(text):
        low, high = _plausible(fact, found[1]), _plausible(fact, found[2])
        if low > high:
            raise SituationError(f"「{fact.label}」的范围请从小写到大，例如 {high}-{low}。")
        return Interval[int](low, high)
    if found := BEYOND.fullmatch(text):
        return _half_open(fact, found[1], _plausible(fact, found[2]))
    if not text.lstrip("-").isdigit():
        raise SituationError(f"「{fact.label}」请写整数，或者 40-49、>=40、<12 这样的范围；现在是“{text}”。")
    return _plausible(fact, text)


def _half_open(fact: Fact, sign: str, number: int) -> Interval[int]:
    if sign in (">", ">=", "≥"):
        return Interval[int](number + (sign == ">"), None)
    # Nothing counted is less than none; what has another smallest plausible number has no sure bound below.
    return Interval[int](0 if fact.minimum == 0 else None, number - (sign == "<"))


def _plausible(fact: Fact, text: str) -> int:
    number = int(text)
    if not fact.minimum <= number <= fact.maximum:
        raise SituationError(f"「{fact.label}」应在 {fact.minimum} 到 {fact.maximum} 之间；现在是 {number}。")
    return number


def _day(fact: Fact, text: str) -> Value:
    """Return a day, or the range of the month or year that was written."""
    found = DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        first = date(year, month, day)
    except ValueError:
        raise SituationError(f"「{fact.label}」请写 2026-03-01、2026-03 或 2026；现在是“{text}”。") from None
    if found[3]:
        return first
    following = date(year + 1, 1, 1) if not found[2] or month == 12 else date(year, month + 1, 1)
    return Interval[date](first, following - ONE_DAY)

"""Reads the value of a fact from what staff type or a file holds. Pure; raises with what may be written instead."""

from __future__ import annotations

from bot.errors import SituationError
from bot.kb import Fact, FactType, Value

YES = frozenset({"yes", "true", "是", "有", "对", "1"})
NO = frozenset({"no", "false", "否", "没有", "无", "不是", "0"})
UNKNOWN_WORDS = frozenset({"", "不清楚", "不知道", "unknown"})


def value_of(fact: Fact, written: object) -> Value | None:
    """Return the value that was written, or None when it says that it is not known.

    Raises:
        SituationError: the value does not fit the fact.
    """
    text = str(written).strip().lower()
    if text in UNKNOWN_WORDS:
        return None
    if fact.type is FactType.YES_NO:
        return _yes_or_no(fact, text)
    if fact.type is FactType.NUMBER:
        return _number(fact, text)
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


def _number(fact: Fact, text: str) -> int:
    if not text.lstrip("-").isdigit():
        raise SituationError(f"「{fact.label}」请写整数；现在是“{text}”。")
    number = int(text)
    if not fact.minimum <= number <= fact.maximum:
        raise SituationError(f"「{fact.label}」应在 {fact.minimum} 到 {fact.maximum} 之间；现在是 {number}。")
    return number

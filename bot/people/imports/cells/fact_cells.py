"""What the text of a cell says of a fact or a consent, and how the mapping's own words are checked. Pure.

Messages never repeat a cell: when columns are mixed up it may hold a name or a number of a document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.eligibility import full_units, to_stored
from bot.errors import SituationError
from bot.kb import Fact, FactType, Interval
from bot.people.imports.cells.cell_text import days_of
from bot.people.imports.mapping import ConsentColumn, FactColumn
from bot.people.imports.workbooks.sheet import EXCEL_DAY_ZERO
from bot.understanding.situation import UNKNOWN_WORDS, WrittenValueError, tidy, value_of, value_since, yes_or_no_written

# How a bare number is written in the unit that the mapping file gives its column.
_SAID_IN = {"years": "年", "months": "个月", "people": "人", "percent": "%"}
_BARE = re.compile(r"\d+(?:\.\d+)?")


class CellMistakeError(Exception):
    """A cell says nothing that can be used; the message says how to mend it, never what stands there."""


@dataclass(frozen=True)
class CellValue:
    """The value that a cell states, as it is stored, and the day from which it counts where that is named."""

    value: Any
    since: str | None = None


def wrong_values(fact: Fact | None, written: object) -> list[str]:
    """Return what is wrong with what a mapping file says that each text of a column means; of a consent (no fact): true or false."""
    if not isinstance(written, dict) or not written:
        return ['应当写每种写法的意思，例如 {"是": true, "否": false}']
    wrong = [text for text, value in written.items() if value is not None and not _fits(fact, value)]
    return [f"“{text}”的意思写得不对；{_may_mean(fact)}，不清楚写 null" for text in wrong]


def read_fact(column: FactColumn, text: str, on: date, day_zero: date = EXCEL_DAY_ZERO) -> CellValue | None:
    """Return what a cell states, or None for unknown.

    Args:
        column: of the mapping.
        text: of the cell, as `cell_text` gives it.
        on: the day on which the list was true.
        day_zero: from which bare numbers count days.

    Raises:
        CellMistakeError: the cell states nothing that fits the fact.
    """
    if column.values is not None and text in column.values:
        meant = column.values[text]
        return None if meant is None else CellValue(meant)
    if tidy(text) in UNKNOWN_WORDS:
        return None
    if column.values is not None:
        raise CellMistakeError(f"只能写 {'、'.join(column.values)}，或在映射文件的 values 里加上这种写法")
    if column.is_since:
        return _since(column.fact, text, on, day_zero)
    return _value(column, text, on, day_zero)


def read_consent(column: ConsentColumn, text: str) -> bool | None:
    """Return whether a cell says yes or no to a consent, or None when it says neither.

    Raises:
        CellMistakeError: the cell holds something else.
    """
    if column.values is not None and text in column.values:
        return None if column.values[text] is None else column.values[text] is True
    if tidy(text) in UNKNOWN_WORDS:
        return None
    said = _CONSENT.get(text, yes_or_no_written(text)) if column.values is None else None
    if said is None:
        words: Mapping[str, Any] = _CONSENT if column.values is None else column.values
        raise CellMistakeError(f"只能写 {'、'.join(words)}，或在映射文件的 values 里加上这种写法")
    return said


_CONSENT = {"是": True, "同意": True, "已同意": True, "否": False, "不同意": False, "未同意": False}


def _value(column: FactColumn, text: str, on: date, day_zero: date) -> CellValue | None:
    fact = column.fact
    if fact.type is FactType.DATE:
        days = days_of(text, on, day_zero)
        if days is None:
            raise CellMistakeError("写成 2025-07-01 这样的日期")
        return CellValue(to_stored(days))
    if fact.grows and not _BARE.fullmatch(text) and isinstance(days_of(text, on, day_zero), date):
        return _since(fact, text, on, day_zero)
    if column.unit != fact.unit and _BARE.fullmatch(text):
        text += _SAID_IN.get(column.unit, "")
    try:
        found = value_of(fact, text, on)
    except WrittenValueError as mistake:
        if fact.type is FactType.YES_NO:
            raise CellMistakeError("写“是”或“否”，不清楚就空着；别的写法在映射文件的 values 里说明") from None
        if fact.type is FactType.CHOICE:
            labels = "、".join(option.label for option in fact.options)
            raise CellMistakeError(f"写 {labels}；别的写法在映射文件的 values 里说明") from None
        raise CellMistakeError(mistake.remedy) from None
    except SituationError:
        raise CellMistakeError("写法不对") from None
    return None if found is None else CellValue(to_stored(found))


def _since(fact: Fact, text: str, on: date, day_zero: date) -> CellValue:
    days = days_of(text, on, day_zero)
    if days is None:
        raise CellMistakeError("写成 2025-07-01 这样的日期，年月日都要")
    latest = days.high if isinstance(days, Interval) else days
    if latest is None or latest > on:
        raise CellMistakeError("这个日期比映射文件的 facts_on 还晚，请核对")
    if isinstance(days, date):
        return CellValue(_within(fact, full_units(days, on, fact.unit)), days.isoformat())
    value = value_since(fact, days, on)
    for bound in (value.low, value.high) if isinstance(value, Interval) else (value,):
        _within(fact, bound if isinstance(bound, int) else fact.minimum)
    return CellValue(to_stored(value))


def _within(fact: Fact, number: int) -> int:
    if not fact.minimum <= number <= fact.maximum:
        raise CellMistakeError(f"应在 {fact.minimum} 到 {fact.maximum} 之间")
    return number


def _fits(fact: Fact | None, value: object) -> bool:
    if fact is None or fact.type is FactType.YES_NO:
        return isinstance(value, bool)
    if fact.type is FactType.NUMBER:
        return isinstance(value, int) and not isinstance(value, bool) and fact.minimum <= value <= fact.maximum
    return value in [option.id for option in fact.options]


def _may_mean(fact: Fact | None) -> str:
    if fact is None or fact.type is FactType.YES_NO:
        return "写 true 或 false"
    if fact.type is FactType.NUMBER:
        return f"写 {fact.minimum} 到 {fact.maximum} 的整数"
    return f"写选项编号：{'、'.join(option.id for option in fact.options)}"

"""What the text of a cell says of a fact or a consent, and how the mapping's own words are checked. Pure.

Messages never repeat a cell: when columns are mixed up it may hold a name or a number of a document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.eligibility import full_units, to_stored, value_of
from bot.errors import SituationError
from bot.kb import Fact, FactType, Value
from bot.people.imports.cells import day_of
from bot.people.imports.mapping import ConsentColumn, FactColumn

MONTHS_IN_YEAR = 12
SUFFIXES = {
    "个月": "months",
    "月": "months",
    "年": "years",
    "周岁": "years",
    "岁": "years",
    "人": "people",
    "%": "percent",
}
NUMBER = re.compile(rf"(-?\d{{1,9}}(?:,\d{{3}})*(?:\.\d{{1,6}})?)\s*({'|'.join(SUFFIXES)})?")
# What people write in a list for "not known", beside what `value_of` knows.
NOT_KNOWN = frozenset({"", "-", "--", "/", "不详", "未知", "未填", "不清楚", "不知道", "unknown", "null", "n/a"})


class CellMistakeError(Exception):
    """A cell says nothing that can be used; the message says how to mend it, never what stands there."""


def wrong_values(fact: Fact | None, written: object) -> list[str]:
    """Return what is wrong with what a mapping file says that each text of a column means; of a consent (no fact): true or false."""
    if not isinstance(written, dict) or not written:
        return ['应当写每种写法的意思，例如 {"是": true, "否": false}']
    wrong = [text for text, value in written.items() if value is not None and not _fits(fact, value)]
    return [f"“{text}”的意思写得不对；{_may_mean(fact)}，不清楚写 null" for text in wrong]


def read_fact(column: FactColumn, text: str, on: date) -> Value | None:
    """Return the value that a cell states, or None for unknown.

    Args:
        column: of the mapping.
        text: of the cell, as `cell_text` gives it.
        on: the day on which the list was true.

    Raises:
        CellMistakeError: the cell states nothing that fits the fact.
    """
    if column.values is not None and text in column.values:
        return column.values[text]
    if text.lower() in NOT_KNOWN:
        return None
    if column.values is not None:
        raise CellMistakeError(f"只能写 {'、'.join(column.values)}，或在映射文件的 values 里加上这种写法")
    if column.is_since:
        return _since(column.fact, text, on)
    if column.fact.type is FactType.NUMBER:
        return _number(column, text)
    try:
        found = value_of(column.fact, text)
        kept: Value | None = None if found is None else to_stored(found)
        return kept
    except SituationError:
        raise CellMistakeError(_usual_words(column.fact)) from None


def read_consent(column: ConsentColumn, text: str) -> bool | None:
    """Return whether a cell says yes or no to a consent, or None when it says neither.

    Raises:
        CellMistakeError: the cell holds something else.
    """
    usual: Mapping[str, Value | None] = {"是": True, "同意": True, "否": False, "不同意": False}
    values = usual if column.values is None else column.values
    if text in values:
        return None if values[text] is None else values[text] is True
    if text.lower() in NOT_KNOWN:
        return None
    raise CellMistakeError(f"只能写 {'、'.join(values)}，或在映射文件的 values 里加上这种写法")


def _since(fact: Fact, text: str, on: date) -> int:
    since = day_of(text)
    if since is None:
        raise CellMistakeError("写成 2025-07-01 这样的日期，年月日都要")
    if since > on:
        raise CellMistakeError("这个日期比映射文件的 facts_on 还晚，请核对")
    return _within(fact, full_units(since, on, fact.unit))


def _number(column: FactColumn, text: str) -> int:
    found = NUMBER.fullmatch(text)
    if not found:
        raise CellMistakeError("写整数，例如 14 或 14个月")
    unit = SUFFIXES.get(found.group(2) or "", column.unit)
    number = Decimal(found.group(1).replace(",", ""))
    if unit == "years" and column.fact.unit == "months":
        number *= MONTHS_IN_YEAR
    elif unit == "months" and column.fact.unit == "years":
        number = number // MONTHS_IN_YEAR
    elif unit != column.fact.unit:
        raise CellMistakeError(f"单位不对，应当是 {column.fact.unit}")
    if number != number.to_integral_value():
        raise CellMistakeError("写整数，不要小数")
    return _within(column.fact, int(number))


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


def _usual_words(fact: Fact) -> str:
    if fact.type is FactType.DATE:
        return "写成 2025-07-01 这样的日期"
    if fact.type is FactType.YES_NO:
        return "写“是”或“否”，不清楚就空着；别的写法在映射文件的 values 里说明"
    return f"写 {'、'.join(option.label for option in fact.options)}；别的写法在映射文件的 values 里说明"

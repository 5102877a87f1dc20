"""What a database knows of a fact as two expressions: the smallest and the largest value it can be. Builds, runs nothing.

Days are numbers here, 20261125, which compare as days do and let full years be counted by subtracting; so SQLite, which has
no type for days, and PostgreSQL answer alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Integer, and_, case, cast, extract, func, literal, null, or_
from sqlalchemy.sql.elements import ColumnElement


@dataclass(frozen=True)
class Bounds:
    """The smallest and the largest value of a number or day; NULL where that side is open, both NULL for unknown."""

    low: ColumnElement[Any]
    high: ColumnElement[Any]

    def only_if(self, condition: ColumnElement[Any]) -> Bounds:
        """Return these bounds where a condition is true, and unknown elsewhere."""
        return Bounds(case((condition, self.low), else_=null()), case((condition, self.high), else_=null()))


# An expression holds what is exactly known; NULL is unknown.
FactColumn: TypeAlias = "ColumnElement[Any] | Bounds"


def bounds_of(column: FactColumn) -> Bounds:
    """Return the bounds of a column; of one that is exactly known, the same twice."""
    return column if isinstance(column, Bounds) else Bounds(column, column)


def day_number(day: ColumnElement[Any] | date) -> Any:
    """Return a day, from a column of type date, as a number that compares as days do.

    >>> day_number(date(2026, 3, 9))
    20260309
    """
    if isinstance(day, date):
        return day.year * 10_000 + day.month * 100 + day.day
    return cast(extract("year", day) * 10_000 + extract("month", day) * 100 + extract("day", day), Integer)


def day_number_of_text(day: ColumnElement[Any]) -> Any:
    """Return a day, from a text in ISO form (2026-03-09), as a number that compares as days do."""
    return cast(func.replace(day, "-", ""), Integer)


def elapsed(since: Bounds, until: Bounds, unit: str) -> Bounds:
    """Return the full units between two days (numbers as of `day_number`); unknown where it may not have begun."""
    found = Bounds(_full_units(since.high, until.low, unit), _full_units(since.low, until.high, unit))
    return found.only_if(since.high <= until.low)


def begun(since: Bounds, until: Bounds, unit: str) -> Bounds:
    """Return the units that have begun between two days (numbers as of `day_number`); unknown where none may have."""
    found = Bounds(_begun_units(since.high, until.low, unit), _begun_units(since.low, until.high, unit))
    return found.only_if(since.high <= until.low)


def share(part: Bounds, whole: Bounds, scale: int, *, rounds_up: bool) -> Bounds:
    """Return the share of one count in another; unknown where the whole may be empty or smaller than its part."""
    found = Bounds(_scaled(part.low, whole.high, scale, rounds_up), _scaled(part.high, whole.low, scale, rounds_up))
    return found.only_if(func.coalesce(part.low <= whole.high, literal(True)))


def both(one: Bounds, other: Bounds) -> Bounds:
    """Return what is left when both are known; unknown where they contradict each other."""
    low = case((or_(one.low.is_(None), other.low > one.low), other.low), else_=one.low)
    high = case((or_(one.high.is_(None), other.high < one.high), other.high), else_=one.high)
    # Each by itself is in order, so only one against the other can cross; asking that of ``low`` and ``high`` says all twice.
    agree = (func.coalesce(side, literal(True)) for side in (one.low <= other.high, other.low <= one.high))
    return Bounds(low, high).only_if(and_(*agree))


def _full_units(since: ColumnElement[Any], until: ColumnElement[Any], unit: str) -> ColumnElement[Any]:
    if unit == "years":
        return _whole(until - since, 10_000)
    if unit == "days":
        return _days(until) - _days(since)
    months = _months(until) - _months(since)
    return months - case((since % 100 > until % 100, 1), else_=0)


def _begun_units(since: ColumnElement[Any], until: ColumnElement[Any], unit: str) -> ColumnElement[Any]:
    if unit == "years":
        return _whole(until - since + 9_999, 10_000)
    if unit == "days":
        return _days(until) - _days(since)
    return _months(until) - _months(since) + case((since % 100 < until % 100, 1), else_=0)


def _whole(number: Any, by: int) -> Any:
    """Divide without a remainder: whole numbers of both databases are cut towards 0, and days after a start are not negative."""
    return cast(number, Integer) / by


def _months(day: Any) -> Any:
    return _whole(day, 10_000) * 12 + _whole(day, 100) % 100


def _days(day: Any) -> Any:
    """Return the days since the 1st of March of the year 0: a year that begins in March has its leap day at its end."""
    month = (_whole(day, 100) % 100 + 9) % 12
    year = _whole(day, 10_000) - _whole(month, 10)
    return (
        365 * year + _whole(year, 4) - _whole(year, 100) + _whole(year, 400) + _whole(month * 306 + 5, 10) + day % 100
    )


def _scaled(part: Any, whole: Any, scale: int, rounds_up: bool) -> ColumnElement[Any]:
    counted = scale * part + (whole - 1 if rounds_up else 0)
    return case((and_(whole > 0, part.is_not(None)), cast(counted, Integer) / whole), else_=null())

"""Says periods and validity the way people do."""

from __future__ import annotations

from bot.kb import Period, Validity, chinese_date


def say_period(period: Period) -> str:
    """Return the period as people say it: 2022年, 2022年7月, 2022年7月1日.

    >>> say_period(Period.year(2022))
    '2022年'
    """
    first, last = period.first, period.last
    if period.is_day:
        return chinese_date(first)
    if first.year == last.year and first.month == last.month:
        return f"{first.year}年{first.month}月"
    return f"{first.year}年"


def say_out_of_force(validity: Validity, period: Period) -> str:
    """Return why a rule says nothing of a period: it had ended, or had not begun."""
    if validity.end is not None and validity.end < period.first:
        return f"按现有资料执行到{chinese_date(validity.end)}"
    if validity.start is not None:
        return f"按现有资料从{chinese_date(validity.start)}起才有依据"
    return "没有查到起止日期"

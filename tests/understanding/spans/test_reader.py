"""Every message of the table is read as it says, and nothing else is read out of it."""

from __future__ import annotations

import itertools
import sys
from datetime import date
from decimal import Decimal
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.kb.model.interval import Interval
from bot.understanding.spans import Span, SpanKind, read_spans
from tests.understanding.spans.spans_table import TODAY, TableRow, table_rows, written

PIECES = [
    "我",
    "女",
    "男",
    "虚岁",
    "周岁",
    "岁",
    "年",
    "月",
    "个月",
    "天",
    "号",
    "日",
    "多",
    "来",
    "半",
    "不到",
    "快",
    "以上",
    "以下",
    "左右",
    "万",
    "千",
    "百",
    "十",
    "块",
    "元",
    "%",
    "成",
    "分之",
    "个",
    "人",
    "户",
    "次",
    "从",
    "起",
    "到",
    "-",
    "/",
    ".",
    ",",
    "、",
    ":",
    "第",
    "〔",
    "〕",
    "一",
    "两",
    "三",
    "五",
    "九",
    "零",
    "几",
    "好几",
    "俩",
    "0",
    "1",
    "2",
    "5",
    "12",
    "31",
    "48",
    "50",
    "2022",
    "2026",
    "去年",
    "上个月",
    "下个月才满",
    "明年满",
    "昨天",
    "年底",
    "开始",
    "生",
    "的",
    "了",
    "①",
    "歲",
    "５",
    "壹",
    "百分之",
    "4050",
    "还差",
    "零",
    "又",
    "今年",
    "x",
    "a",
]
MESSAGES = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize("row", table_rows(), ids=lambda row: row.message)
def test_a_message_of_the_table_is_read_as_it_says(row: TableRow) -> None:
    assert tuple(written(row.message, span) for span in read_spans(row.message, TODAY)) == row.spans


@given(MESSAGES, st.dates(date(1990, 1, 1), date(2099, 12, 31)))
@example("虚岁快50", TODAY)
@example("12.5万零零超过1.5", TODAY)
@example("还差年底0岁", TODAY)
def test_spans_are_in_order_and_apart_and_lie_in_the_message(message: str, today: date) -> None:
    spans = read_spans(message, today)
    assert all(0 <= span.start < span.end <= len(message) for span in spans)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


@given(MESSAGES, st.dates(date(1990, 1, 1), date(2099, 12, 31)))
@example("还差年底0岁", TODAY)
def test_no_span_has_its_bounds_the_wrong_way_round(message: str, today: date) -> None:
    for span in read_spans(message, today):
        low, high = span.value.low, span.value.high
        assert low is not None or high is not None
        assert low is None or high is None or low <= high  # type: ignore[operator]


@given(MESSAGES)
def test_a_span_holds_values_of_its_kind(message: str) -> None:
    types = {SpanKind.DATE: date, SpanKind.AGE: int, SpanKind.DURATION: int, SpanKind.COUNT: int}
    for span in read_spans(message, TODAY):
        for bound in (span.value.low, span.value.high):
            assert bound is None or isinstance(bound, types.get(span.kind, Decimal))


@given(st.from_regex(r"1[3-9]\d{9}|0\d{2,3}-?[2-8]\d{7}|400-?\d{3}-?\d{4}|[1-9]\d{9,29}", fullmatch=True))
def test_a_telephone_number_or_a_long_run_of_digits_is_no_age_and_no_money(digits: str) -> None:
    for message in (digits, f"我{digits}", f"电话{digits}", f"补贴{digits}"):
        assert not {span.kind for span in read_spans(message, TODAY)} - {SpanKind.DATE}


@given(st.integers(0, 120))
def test_an_age_is_read_as_it_is_said(years: int) -> None:
    for message in (f"我{years}岁", f"{years}周岁了"):
        (span,) = read_spans(message, TODAY)
        assert (span.kind, span.value) == (SpanKind.AGE, Interval(years, years))


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)))
def test_a_day_written_out_is_that_day(day: date) -> None:
    for message in (f"{day.year}年{day.month}月{day.day}日办的", f"{day.isoformat()}办的", f"{day:%Y.%m.%d}办的"):
        (span,) = read_spans(message, TODAY)
        assert (span.value, span.unit) == (Interval(day, day), "day")


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_relative_words_are_seen_from_the_day_given(today: date) -> None:
    (last_month,) = read_spans("上个月", today)
    assert last_month.value.high is not None
    assert (today.replace(day=1) - last_month.value.high).days == 1  # type: ignore[operator]
    (last_year,) = read_spans("去年", today)
    assert last_year.value == Interval(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


def test_a_start_is_told_from_other_dates() -> None:
    start, other = read_spans("从2026年3月起交,去年5月停过", TODAY)
    assert (start.is_start, other.is_start) == (True, False)


def test_an_ambiguous_date_is_left_out() -> None:
    assert read_spans("失业三月了", TODAY) == ()
    assert read_spans("20年没交", TODAY) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "岁",
        "年",
        "一",
        "(",
        "〔",
        "[",
        "1年",
        "一年",
        "1,",
        "1-",
        "1/",
        "一、",
        "a",
        "a1",
        "12.",
        "今年",
        "我50",
        "十",
        "1万",
        "电话1",
        "下个月满",
        "几",
        "①",
        "2022-",
        "壹",
        "还差一",
        "二二年",
        "从",
        "好几",
    ],
)
def test_twice_as_long_a_message_takes_at_most_twice_the_steps(unit: str) -> None:
    short, long = (_steps((unit * length)[:length]) for length in (1000, 2000))
    assert long <= short * 2.2 + 50


def _steps(message: str) -> int:
    """Return how many calls, of Python and of C, reading a message takes."""
    steps = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(count)
    try:
        read_spans(message, TODAY)
    finally:
        sys.setprofile(None)
    return steps


def test_a_span_can_be_compared() -> None:
    assert read_spans("48岁", TODAY) == (Span(SpanKind.AGE, 0, 3, Interval(48, 48), "years"),)

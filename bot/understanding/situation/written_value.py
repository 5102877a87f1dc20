"""Reads the value of one fact where a text holds nothing else: a cell, a field of a form, an option of a command. Pure.

What the text does not say is never guessed: whatever is left unread beside the value is a mistake.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.eligibility import from_stored
from bot.errors import SituationError
from bot.kb import Fact, FactType, Interval, Value
from bot.understanding.situation.amounts import amount_of, dates_of
from bot.understanding.situation.model import Owner, StatedFact
from bot.understanding.situation.wordings.yes_no import is_unsure, tidy, yes_or_no, yes_or_no_written
from bot.understanding.spans import Span, SpanKind, read_spans

UNKNOWN_WORDS = frozenset(
    {"", "不清楚", "不知道", "不详", "未知", "未填", "未填写", "不确定", "unknown", "null", "none", "n/a"}
    | {"-", "--", "—", "——", "/", "?"}
)
# What a number may be said as when it answers a question about one in this unit.
KINDS = {
    "years": (SpanKind.AGE, SpanKind.DURATION, SpanKind.NUMBER),
    "months": (SpanKind.DURATION, SpanKind.NUMBER),
    "days": (SpanKind.DURATION, SpanKind.NUMBER),
    "percent": (SpanKind.SHARE, SpanKind.NUMBER),
    "permille": (SpanKind.SHARE, SpanKind.NUMBER),
    "people": (SpanKind.COUNT, SpanKind.NUMBER),
    "yuan": (SpanKind.MONEY, SpanKind.NUMBER),
}
ANY_NUMBER = (SpanKind.NUMBER, SpanKind.COUNT)
# 40-49, 40..49, >=40, <12; a limit that belongs to the range is written with an equals sign.
_BETWEEN = re.compile(r"(\d+)\s*(?:-|~|—|\.\.|到|至)\s*(\d+)")
_BEYOND = re.compile(r"(>=|>|<=|<|≥|≤)\s*(\d+)")
_WHOLE = re.compile(r"-?\d{1,3}(?:,\d{3})+|-?\d{1,12}(?:\.0+)?")
_MONTHS = re.compile(r"(?:1[3-9]|[2-9]\d|\d{3})月")
_DAY = re.compile(
    r"(\d{4})(?:([-年./])\s?(\d{1,2})(?:(?:[-月./])\s?(\d{1,2})[日号]?|月)?|年)?(?:[ t]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_CLOSED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_BEFORE_LABEL = re.compile("^(?:已经|已|有|在|是|办了|办过|属于)")
_NOT = re.compile("^(?:没有|没|不是|不属于|不|无|未|非)")
_PERSON_WORD = re.compile("(?:性别?|士|的|生|人)?")
_SMALL_WORDS = re.compile(r"[\s,.;]*(?:共|满|约|了|整|的|已)?[\s,.;]*")
ONE_DAY = timedelta(days=1)


class WrittenValueError(SituationError):
    """What was written is no value of a fact; ``remedy`` says how to write it and never repeats it."""

    def __init__(self, fact: Fact, remedy: str, written: object) -> None:
        super().__init__(f"「{fact.label}」{remedy}；现在是“{written}”。")
        self.remedy = remedy


def value_of(fact: Fact, written: object, on: date) -> Value | None:
    """Return the value that was written, or None when it says that it is not known.

    Args:
        fact: whose value is asked for.
        written: a text or number; from a file also ``{"low": …, "high": …}``.
        on: the day on which it is true, from which dates are counted.

    Raises:
        SituationError: the value does not fit the fact.
    """
    if isinstance(written, dict):
        return _range(fact, written, on)
    text = tidy(str(written))
    if text in UNKNOWN_WORDS or (len(text) < 8 and is_unsure(text)):
        return None
    if fact.type is FactType.YES_NO:
        return _yes_or_no(fact, text)
    if fact.type is FactType.NUMBER:
        return _number(fact, text, on)
    if fact.type is FactType.DATE:
        return _day(fact, text, on)
    return _option(fact, text)


def day_written(text: str) -> date | Interval[date] | None:
    """Return the day (or the month or year) that a tidy text writes out and nothing else, None when it names none.

    >>> day_written("1978.3.9"), day_written("197803"), day_written("2026-02-30")
    (datetime.date(1978, 3, 9), Interval(low=datetime.date(1978, 3, 1), high=datetime.date(1978, 3, 31)), None)
    """
    found = _DAY.fullmatch(text)
    parts = (found[1], found[3], found[4]) if found else None
    if parts is None and (closed := _CLOSED_DAY.fullmatch(text)):
        # 201203 is December 2020 as well as March 2012.
        parts = None if not closed[3] and _is_short_day(text) else (closed[1], closed[2], closed[3])
    try:
        return None if parts is None else _period(*(int(part) if part else None for part in parts))
    except ValueError:
        return None


def _period(year: int | None, month: int | None, day: int | None) -> date | Interval[date]:
    first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    if day is not None:
        return first
    following = date(first.year + 1, 1, 1) if not month or month == 12 else date(first.year, month + 1, 1)
    return Interval[date](first, following - ONE_DAY)


def _is_short_day(text: str) -> bool:
    try:
        date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return False
    return True


def _yes_or_no(fact: Fact, text: str) -> bool:
    said = yes_or_no_written(text)
    said = _by_label(fact, text) if said is None else said
    if said is None:
        raise WrittenValueError(fact, "请写“是”或“否”，不清楚就不写", text)
    return said


def _by_label(fact: Fact, text: str) -> bool | None:
    """Read the words of the label itself, or their beginning (低保 of 低保家庭), with or without a denial."""
    label = tidy(fact.label)
    if text == label:
        return True
    if _NOT.match(label):
        return None
    denied = _NOT.match(text)
    said = text[denied.end() :] if denied else text
    pairs = ((said, label), (_BEFORE_LABEL.sub("", said), _BEFORE_LABEL.sub("", label)))
    is_meant = any(len(bare) >= 2 and core.startswith(bare) for bare, core in pairs)
    return (denied is None) if is_meant else None


def _range(fact: Fact, written: dict[object, object], on: date) -> Value:
    """Return the range that a file writes as low and high, one of them left out where it is open."""
    sides = {side: None if written.get(side) is None else value_of(fact, written[side], on) for side in ("low", "high")}
    if fact.type not in (FactType.NUMBER, FactType.DATE) or not set(written) <= set(sides) or not any(written.values()):
        raise WrittenValueError(fact, "的范围写 low 和 high，只有数和日期可以", written)
    if any(isinstance(bound, Interval) for bound in sides.values()):
        raise WrittenValueError(fact, "的 low 和 high 要各写一个确定的值", written)
    low, high = (bound.isoformat() if isinstance(bound, date) else bound for bound in sides.values())
    return from_stored({"low": low, "high": high})


def _number(fact: Fact, text: str, on: date) -> Value:
    since = day_written(text) if fact.grows else None
    latest = since.high if isinstance(since, Interval) else since
    if since is not None and latest is not None and latest <= on:
        return value_since(fact, since, on)
    if found := _BETWEEN.fullmatch(text):
        low, high = _plausible(fact, found[1]), _plausible(fact, found[2])
        if low > high:
            raise WrittenValueError(fact, f"的范围请从小写到大，例如 {high}-{low}", text)
        return Interval[int](low, high)
    if found := _BEYOND.fullmatch(text):
        return _half_open(fact, found[1], _plausible(fact, found[2]))
    if _WHOLE.fullmatch(text):
        return _plausible(fact, text.replace(",", "").partition(".")[0])
    if fact.minimum == 0 and yes_or_no(text) is False:
        return 0
    said = _counted(fact, f"{text[:-1]}个月" if _MONTHS.fullmatch(text) else text, on)
    if said is None:
        raise WrittenValueError(fact, _number_remedy(fact, text, on), text)
    return said


def _counted(fact: Fact, text: str, on: date) -> Value | None:
    """Return what the one quantity that a text consists of says of a fact."""
    spans = read_spans(text, on)
    if len(spans) != 1 or not _is_whole(text, spans[0]):
        return None
    span = spans[0]
    if span.kind is SpanKind.DATE:
        return _passed(fact, span, on) if fact.grows else None
    if span.kind not in KINDS.get(fact.unit or "", ANY_NUMBER) or _is_broken(span):
        return None
    amount = amount_of(fact, span)
    return None if isinstance(amount, date) else amount


def _is_whole(text: str, span: Span) -> bool:
    return _SMALL_WORDS.fullmatch(text[: span.start]) is not None and (
        _SMALL_WORDS.fullmatch(text[span.end :]) is not None
    )


def _is_broken(span: Span) -> bool:
    """Tell whether a bare number, count or amount has decimals."""
    low = span.value.low
    return span.kind is not SpanKind.DURATION and not isinstance(low, date | None) and low != int(low)


def value_since(fact: Fact, days: date | Interval[date], on: date) -> Value:
    """Return how many years or months have passed on a day since another one, or since one between two."""
    return StatedFact(fact.id, days, Owner.SELF, unit=fact.unit or "").as_of(on)


def _passed(fact: Fact, span: Span, on: date) -> Value | None:
    days = dates_of(span, on)
    latest = days.high if isinstance(days, Interval) else days
    if not isinstance(days, date | Interval) or not isinstance(latest, date) or latest > on:
        return None
    return value_since(fact, days, on)  # type: ignore[arg-type]


def _number_remedy(fact: Fact, text: str, on: date) -> str:
    """Return how to write a number, first of all in the right unit."""
    spans = read_spans(text, on)
    if len(spans) == 1 and spans[0].kind is SpanKind.NUMBER:
        return "写整数，不要小数"
    if len(spans) == 1 and spans[0].kind not in KINDS.get(fact.unit or "", ANY_NUMBER):
        return f"单位不对，应当是 {fact.unit}"
    return "请写整数，或者 40-49、>=40、<12 这样的范围"


def _half_open(fact: Fact, sign: str, number: int) -> Interval[int]:
    if sign in (">", ">=", "≥"):
        return Interval[int](number + (sign == ">"), None)
    # Nothing counted is less than none; what has another smallest plausible number has no sure bound below.
    return Interval[int](0 if fact.minimum == 0 else None, number - (sign == "<"))


def _plausible(fact: Fact, text: str) -> int:
    number = int(text)
    if not fact.minimum <= number <= fact.maximum:
        raise WrittenValueError(fact, f"应在 {fact.minimum} 到 {fact.maximum} 之间", number)
    return number


def _day(fact: Fact, text: str, on: date) -> Value:
    """Return a day, or the range of the month or year that was written."""
    if (written := day_written(text)) is not None:
        return written
    # Without a year it is told from another day (昨天), which is no way to write one down.
    spans = read_spans(text, on) if "年" in text else ()
    if len(spans) == 1 and spans[0].kind is SpanKind.DATE and _is_whole(text, spans[0]):
        days = dates_of(spans[0], on)
        if isinstance(days, date | Interval):
            return days
    raise WrittenValueError(fact, "请写 2026-03-01、2026-03 或 2026", text)


def _option(fact: Fact, text: str) -> str:
    for option in fact.options:
        if text in (option.id, option.label):
            return option.id
    begun = [option for option in fact.options if len(text) >= 2 and option.label.startswith(text)]
    named = [
        option
        for option in fact.options
        if text.startswith(option.label) and _PERSON_WORD.fullmatch(text[len(option.label) :])
    ]
    if len(begun or named) == 1:
        return (begun or named)[0].id
    labels = "、".join(option.label for option in fact.options)
    raise WrittenValueError(fact, f"没有这一项，可以写：{labels}", text)

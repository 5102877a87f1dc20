"""What someone wants of a job, read from what they say: trade, town, pay, and whether they want nearer or better paid. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from bot.jobs.pay import FEN, PayPeriod, read_pay
from bot.jobs.town_names import towns_in
from bot.jobs.trades import trade_spans
from bot.understanding.spans import Span, SpanKind, read_spans


class SearchOrder(str, Enum):
    """What comes first: what fits best, only the named town, or the best paid."""

    BEST = "best"
    NEAR = "near"
    PAID = "paid"


@dataclass(frozen=True)
class JobWish:
    """A wish; ``floor`` is the least pay in 分 for one ``period``. What was not said is empty or None."""

    trades: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    floor: int | None = None
    period: PayPeriod = PayPeriod.MONTH
    order: SearchOrder = SearchOrder.BEST

    @property
    def is_open(self) -> bool:
        """Return whether it says neither which work nor where, so that everything would fit."""
        return not self.trades and not self.towns


_NOTHING_ELSE = re.compile("只(?:看|要)近")
_NEAR = re.compile("离得?近的$|^近的$|近一?点的?|附近的?$")
_BETTER_PAID = re.compile("(?:工资|钱|薪水|待遇|挣得?)(?:再)?(?:高|多)(?:一?点|些)?的?|高工资|挣钱多")
_OR = re.compile(r"[\s、，,/]*(?:或者?|和|还有|跟|以及|、|，|,|/)[\s]*")


def read_wish(text: str, towns: Iterable[str], today: date) -> JobWish:
    """Return the wish of a message.

    Args:
        towns: the names of towns that openings have.

    >>> wish = read_wish("想找个保洁的活,离中北镇近的,一个月四千左右", ["中北镇", "张家窝镇"], date(2026, 11, 25))
    >>> wish.trades, wish.towns, wish.floor
    (('cleaning',), ('中北镇',), 350000)
    """
    named, (floor, period) = towns_in(text, towns), _pay(text, today)
    return JobWish(_trades(text), named, floor, period, _order(text, is_placed=bool(named)))


def changed_wish(wish: JobWish, text: str, towns: Iterable[str], today: date) -> JobWish:
    """Return the wish that a further message makes of one: what it says counts, the rest stays.

    >>> changed_wish(JobWish(("cleaning",), ("中北镇",)), "工资高的", [], date(2026, 11, 25)).order.value
    'paid'
    """
    said = read_wish(text, towns, today)
    return replace(
        wish,
        trades=said.trades or wish.trades,
        towns=said.towns or wish.towns,
        floor=wish.floor if said.floor is None else said.floor,
        period=wish.period if said.floor is None else said.period,
        order=said.order,
    )


def wish_entities(wish: JobWish, page: int) -> dict[str, str]:
    """Return a wish and a page as they travel with a choice; back: ``wish_of``."""
    entities = {"trades": ",".join(wish.trades), "towns": ",".join(wish.towns), "period": wish.period.value}
    floor = {} if wish.floor is None else {"floor": str(wish.floor)}
    return {**entities, **floor, "order": wish.order.value, "page": str(page)}


def wish_of(entities: Mapping[str, str]) -> tuple[JobWish, int]:
    """Return the wish and the page that entities say.

    >>> wish_of(wish_entities(JobWish(("cleaning",), ("中北镇",), 350000), 2)) == (JobWish(("cleaning",), ("中北镇",), 350000), 2)
    True
    """
    trades, towns = (tuple(filter(None, entities.get(name, "").split(","))) for name in ("trades", "towns"))
    floor = int(entities["floor"]) if "floor" in entities else None
    wish = JobWish(trades, towns, floor, PayPeriod(entities["period"]), SearchOrder(entities["order"]))
    return wish, int(entities["page"])


def _trades(text: str) -> tuple[str, ...]:
    """Return the trades that are named side by side; of words that belong together (食堂保洁) the last one says what it is."""
    found = trade_spans(text)
    kept = [
        trade
        for at, (trade, _, end) in enumerate(found)
        if at + 1 == len(found) or _OR.match(text[end : found[at + 1][1]]) or _is_apart(text[end : found[at + 1][1]])
    ]
    return tuple(dict.fromkeys(kept))


def _is_apart(between: str) -> bool:
    return re.search("[，。,;；]|或|还", between) is not None


def _order(text: str, *, is_placed: bool) -> SearchOrder:
    """Return what comes first; near to a place that is named (中北镇附近) is a wish, and only by itself a limit."""
    if _BETTER_PAID.search(text):
        return SearchOrder.PAID
    is_limit = _NOTHING_ELSE.search(text) or (not is_placed and _NEAR.search(text.strip("。！!？? ")))
    return SearchOrder.NEAR if is_limit else SearchOrder.BEST


def _pay(text: str, today: date) -> tuple[int | None, PayPeriod]:
    """Return the least pay and its period; None where none is said."""
    read = read_pay(text)
    sums = [span for span in read_spans(text, today) if span.kind is SpanKind.MONEY]
    period = read.period or PayPeriod.MONTH
    if sums:
        low = _low(sums[0])
        return (None if low is None else int(low * FEN)), period
    return (read.low, period) if read.period is not None else (None, period)


def _low(span: Span) -> Decimal | None:
    low = span.value.low
    return low if isinstance(low, Decimal) and low > 0 else None

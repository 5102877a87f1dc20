"""Openings in words: for who looks for work, and for colleagues. Only what the list says is said. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.conversation import Choice, Outcome, Reply
from bot.jobs import FEN, Opening, OpeningState, PayPeriod, WorkForm, trades
from bot.jobs.search import (
    PAGE,
    Aspect,
    Fit,
    FoundOpenings,
    JobWish,
    MatchReason,
    RankedOpening,
    SearchOrder,
    wish_entities,
)
from bot.kb import Clause, chinese_date
from bot.wording.jobs.flags import say_flag
from bot.wording.office import CALL, CALL_ME

# The wish of a choice that shows openings; the dialogue never sees it.
FIND = "office_jobs"
PERIODS = {PayPeriod.MONTH: "月", PayPeriod.DAY: "天", PayPeriod.HOUR: "小时"}
FORMS = {
    WorkForm.FULL_TIME: "全日制",
    WorkForm.PART_TIME: "非全日制",
    WorkForm.TEMPORARY: "临时",
    WorkForm.INTERNSHIP: "实习见习",
}
STATE_LABELS = {
    OpeningState.WAITING: "等审核",
    OpeningState.PASSED: "已通过",
    OpeningState.REFUSED: "没通过",
    OpeningState.FILLED: "招满了",
    OpeningState.EXPIRED: "过期了",
}
NEGOTIABLE = "面议"
ASK_WHAT = "想找什么活、在哪个街镇附近？比如：想找个保洁的活，离某某镇近的，一个月四千左右。"
NOTHING = "现在没有合适的岗位。可以换个工种或街镇再问，或者找就业红娘帮忙留意。"
NO_MORE = "没有更多了。可以换个工种或街镇再问。"
FROM_EMPLOYERS = "岗位是招聘单位写的，去之前先问清楚。"
NEXT_PAGE, ONLY_NEAR, BETTER_PAID = "下一页", "只看近的", "工资高的"
MORE = "还有别的，可以说：下一页、只看近的、工资高的。"
# Whatever a pay says beyond sums and their period is shown in the list's words.
_PLAIN_PAY = re.compile(r"[\d\s.,千万kKwW元块￥¥/每一个月天日小时薪年工资:：~～—–-]*")
_SHORT = 60


def say_pay(opening: Opening) -> str:
    """Return the pay as it was read, with the list's own words where they say more; 面议 where there is none.

    A sum that was not understood is shown as it is written.
    """
    if opening.pay_low is None or opening.pay_high is None or opening.pay_period is None:
        return opening.pay_text or NEGOTIABLE
    low, high = _yuan(opening.pay_low), _yuan(opening.pay_high)
    said = f"{low if low == high else f'{low}–{high}'}元/{PERIODS[opening.pay_period]}"
    written = opening.pay_text or ""
    return said if _PLAIN_PAY.fullmatch(written) else f"{said}（单位写的是：{written}）"


def say_found(wish: JobWish, found: FoundOpenings, page: int, *, tells_more: bool = True) -> str:
    """Return what is said of a page of openings to who looks for work.

    Args:
        tells_more: whether what may be said next is said in words, where no buttons say it.
    """
    if wish.is_open:
        return ASK_WHAT
    if not found.openings:
        return NOTHING if page == 1 else NO_MORE
    first = (page - 1) * PAGE + 1
    parts = [f"{first + at}. {say_ranked(wish, ranked)}" for at, ranked in enumerate(found.openings)]
    return "\n".join([*parts, *([MORE] if found.has_more and tells_more else [])])


def reply_found(wish: JobWish, found: FoundOpenings, page: int, on: date) -> Reply:
    """Return a page of openings as a reply, with what may be picked next as choices."""
    if not found.openings:
        return Reply(say_found(wish, found, page), Outcome.ANSWERED, on, choices=(Choice(CALL_ME, CALL),)).typeset()
    next_ones = [
        Choice(label, FIND, wish_entities(further, number)) for label, further, number in _next(wish, found, page)
    ]
    text = f"{say_found(wish, found, page, tells_more=False)}\n{FROM_EMPLOYERS}"
    return Reply(text, Outcome.ANSWERED, on, choices=tuple(next_ones)).typeset()


def _next(wish: JobWish, found: FoundOpenings, page: int) -> Iterator[tuple[str, JobWish, int]]:
    if found.has_more:
        yield NEXT_PAGE, wish, page + 1
    if wish.towns and wish.order is not SearchOrder.NEAR:
        yield ONLY_NEAR, replace(wish, order=SearchOrder.NEAR), 1
    if wish.trades and wish.order is not SearchOrder.PAID:
        yield BETTER_PAID, replace(wish, order=SearchOrder.PAID), 1


def say_ranked(wish: JobWish, ranked: RankedOpening) -> str:
    """Return an opening with the reasons why it is shown."""
    opening = ranked.opening
    where = "，".join(filter(None, [opening.town, opening.place]))
    heads = f"招{opening.headcount}人" if opening.headcount else ""
    form = FORMS[opening.form] if opening.form else ""
    until = f"{chinese_date(opening.until)}截止" if opening.until else ""
    facts = "，".join(filter(None, [f"工资{say_pay(opening)}", form, heads, until]))
    reasons = "；".join(say_reason(wish, opening, reason) for reason in ranked.reasons)
    lines = [f"{opening.title}，{opening.employer.name}" + (f"（{where}）" if where else ""), f"   {facts}"]
    return "\n".join([*lines, *([f"   为什么：{reasons}"] if reasons else [])])


def say_reason(wish: JobWish, opening: Opening, reason: MatchReason) -> str:
    """Return one reason in words."""
    if reason.aspect is Aspect.TRADE:
        return f"是{trades()[opening.trade].title}的活"
    if reason.aspect is Aspect.TOWN:
        return _say_town(wish, opening, reason)
    if reason.fit is Fit.FITS:
        return "工资够您说的数"
    return "工资比您说的低" if reason.fit is Fit.MISSES else "工资要问单位，没法和您说的数比"


def say_judged(opening: Opening, on: date, clauses: Mapping[str, Clause]) -> Iterator[str]:
    """Yield the lines by which a colleague judges an opening."""
    employer = opening.employer
    code = employer.credit_code or "没有信用代码"
    yield f"岗位 {opening.id}（{STATE_LABELS[opening.state_on(on)]}）：{opening.title}，{employer.name}（单位 {employer.id}），{code}"
    yield f"   工种：{trades()[opening.trade].title}；街镇：{opening.town or '没写'}；工资：{say_pay(opening)}"
    for label, text in (("地点", opening.place), ("职责", opening.duties), ("要求", opening.requirements)):
        if text:
            yield f"   {label}：{text}"
    for flag in opening.flags:
        yield f"   ⚠ {say_flag(flag, clauses)}"
    if opening.reason:
        yield f"   理由：{opening.reason}"


def say_queue(openings: Sequence[Opening], on: date) -> Iterator[str]:
    """Yield a short line for each opening of a list."""
    for opening in openings:
        flags = f" ⚠{len(opening.flags)}" if opening.flags else ""
        title = f"{opening.title}，{opening.employer.name}"[:_SHORT]
        state = STATE_LABELS[opening.state_on(on)]
        yield f"{opening.id}\t{state}{flags}\t{title}\t{opening.town or ''}\t{say_pay(opening)}"


def _say_town(wish: JobWish, opening: Opening, reason: MatchReason) -> str:
    if reason.fit is Fit.FITS:
        return f"就在{opening.town}"
    if reason.fit is Fit.UNKNOWN:
        return "没写在哪个街镇"
    if reason.kilometres is None:
        return f"在{opening.town}，离{wish.towns[0]}多远要自己看"
    return f"在{opening.town}，两边的服务站相距约{reason.kilometres:.0f}公里"


def _yuan(fen: int) -> str:
    return f"{(Decimal(fen) / FEN).normalize():f}"

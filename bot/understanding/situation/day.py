"""Finds the day a message asks about; a date of the story is never that day. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kb import Interval
from bot.understanding.situation.model import AskedDay, ClauseKind, MessageClause
from bot.understanding.situation.span_values import days_of
from bot.understanding.situation.wordings.masks import FILL
from bot.understanding.spans import Span

_LINK = rf"{FILL}*(?:[,，]?)(?:初|底|末|份|中旬|上旬|下旬|那会儿?|那时候?|那年|那天|那阵子?|的时候|的话|时|左右|前后|当天|这天|正好|刚好|才|就|再|又|去|来|我们?|我妈|想|那|要是|如果|那么|当时|这时候?)*"
_ASKS_AFTER = re.compile(
    _LINK
    + r"(?:按|照|申请|申领|申报|认定(?![了的过])|认(?=\S{0,8}(?:吗|不|么))|办理|继续|接着|能|可以|够|算|给|行|还能|标准|政策|规定|办法|的?(?:标准|政策|规定|办法|规矩|条件|老政策|版)|听说|问过?|想起来|去问|来问|适用|执行|符合|(?:贷|领|办|报|上|学|拿|参加|享受)(?![了的过着完到满下好]))"
)
_STORY_AFTER = re.compile(
    rf"{FILL}*[^\ue000]{{0,8}}?(?:[办记业领交缴期岗职册开入退毕买婚生立上考拿签搬迁落定校做受请裁辞招雇伍役学到下满享说讲](?:的(?!时候|标准|政策|规定|办法|话)|了|过)|到期|开始|起$|以来)|{FILL}*(?:登记失业|失业登记)"
)
_BY = re.compile(
    r"(?:按照?|(?<![执证办])照|依|参照|执行|要是|如果|假如|假设|算|截至|截止)(?:着|天津|天津市|市里|西青|区里|国家)*$"
)
_NAMES_RULE = re.compile(
    rf"{FILL}*(?:那个|那份|那版|的|版|度|印发的|出的|新出的|发的)*[^\ue000]{{0,8}}(?:办法|文件|方案|通知|规定|政策)"
)
_ONLY_LINK = re.compile(_LINK + "$")
_TODAY_BEFORE = re.compile("(?:今天|今儿|现在|眼下|如今|目前|这会儿)(?:是|就是)?$")
_PLANNED_BEFORE = re.compile("(?:打算|准备|计划|想着|寻思|等)$")
_UNTIL_BEFORE = re.compile("(?:到|至|截至|截止到?|直到)$")
# What ran out on a day is prolonged from that day on, by the rule of then: …12月31号到期,能延一年不.
_PROLONGED = re.compile("(?:能|可以?|还?让|给|再|申请)(?:不能|不可以)?(?:再|往后|接着)?(?:延长?|展期|续期)")
_NOW_BEFORE = re.compile("(?:现在|如今|目前|眼下|这会儿|今年|今天)[^,。;!?]{0,4}$")
_GOING_ON = re.compile(rf"{FILL}*[^\ue000]{{0,3}}着")
_STATE = re.compile(r"[\ue001]|女|男|我")
_BACK_THEN = re.compile(
    r"(?:当时|那时候?|那会儿|那阵子?)(?=[^,。?!\n]{0,8}(?:能|可以|够|算|符合|申请|该|领)[^,。?!\n]{0,10}(?:吗|不|没)(?:[,。?!\n]|$))"
)
SURELY_ASKED = 5
_ROLES_OF_STORY = {"birth", "start", "end"}


@dataclass(frozen=True)
class _Candidate:
    """A date that may be the day asked about; ``is_told_then``: whether the story is told as of it."""

    span: Span
    weight: int
    is_told_then: bool = True


def asked_day(
    clauses: Sequence[MessageClause], masked: str, text: str, spans: Iterable[Span], today: date
) -> tuple[AskedDay | None, bool]:
    """Return the day asked about, None when it is today, and whether the story is told as of that day.

    Args:
        clauses: the clauses of the message.
        masked: the message as ``mask`` writes it.
        text: its normal form.
        spans: what is counted in it.
        today: the day of the message.
    """
    dates = {
        span: days for span in spans if (days := days_of(span)) is not None and not _is_this_year(span, days, today)
    }
    starts = [clause.start for clause in clauses]
    candidates = [
        found
        for span, days in dates.items()
        if (found := _candidate(clauses, starts, masked, text, span)) and days != Interval(today, today)
    ]
    if not any(clause.kind in (ClauseKind.QUESTION, ClauseKind.WISH) for clause in clauses):
        candidates = [found for found in candidates if found.weight >= SURELY_ASKED]
    if candidates:
        best = max(candidates, key=lambda each: (each.weight, each.span.start))
        asked = AskedDay(dates[best.span], text[best.span.start : best.span.end])
        return asked, best.is_told_then and not _speaks_of_today(text)
    back_then = _BACK_THEN.search(text)
    if back_then is not None and dates:
        last = [span for span in dates if span.start < back_then.start()] or list(dates)
        return AskedDay(dates[last[-1]], back_then.group()), False
    return None, False


def _is_this_year(span: Span, days: Interval[date], today: date) -> bool:
    """Tell whether a date is no more than this year (今年还算不算): that asks about today."""
    return span.unit == "year" and days.low is not None and days.low.year == today.year


def _candidate(
    clauses: Sequence[MessageClause], starts: Sequence[int], masked: str, text: str, span: Span
) -> _Candidate | None:
    """Return how likely a date is the day asked about, None when it belongs to the story."""
    index = bisect_right(starts, span.start) - 1
    clause = clauses[index] if index >= 0 else None
    if clause is None or span.start >= clause.end or clause.kind is ClauseKind.QUOTED:
        return None
    # What stands before is read as words: 今天 is a date of its own.
    before, after = text[max(clause.start, span.start - 8) : span.start], masked[span.end : clause.end]
    if span.role in _ROLES_OF_STORY:
        return _end_asked_about(text, span, clause, before) if span.role == "end" else None
    if _NAMES_RULE.match(after):
        return _Candidate(span, 1)
    weight = 0 if _PLANNED_BEFORE.search(before) else _weight(before, after)
    if weight or _STORY_AFTER.match(after):
        return _Candidate(span, weight) if weight else None
    if _ONLY_LINK.match(after):
        return _Candidate(span, 3) if _is_frame(clauses[index:]) else None
    if clause.kind is ClauseKind.QUESTION or (not before.strip() and _STATE.search(after[:3])):
        return _Candidate(span, 2)
    return None


def _end_asked_about(text: str, span: Span, clause: MessageClause, before: str) -> _Candidate | None:
    """Return a day on which something ended as the day asked about: told up to it, or to be prolonged from it on."""
    if _UNTIL_BEFORE.search(before):
        return _Candidate(span, 1)
    prolonged = _PROLONGED.search(text, clause.start) if span.unit == "day" else None
    if prolonged is None or _NOW_BEFORE.search(text[clause.start : prolonged.start()]):
        return None
    return _Candidate(span, 1, is_told_then=False)


def _weight(before: str, after: str) -> int:
    """Return how clearly the words around a date say that it is asked about; 0 where they do not."""
    if _BY.search(before):
        return SURELY_ASKED
    if _ASKS_AFTER.match(after) or _TODAY_BEFORE.search(before):
        return 4
    return 2 if _GOING_ON.match(after) else 0


def _is_frame(clauses: Sequence[MessageClause]) -> bool:
    """Tell whether a date that is all of its clause sets the day of what is asked (22年9月，我女46…)."""
    return any(each.kind in (ClauseKind.QUESTION, ClauseKind.WISH) for each in clauses)


def _speaks_of_today(text: str) -> bool:
    """Tell whether the story is told as of today although another day is asked about (我今年52，按2022年算)."""
    return re.search(r"我?(?:今年|现在|如今|目前)(?:就|都|已经)?\d|现在都|如今都", text) is not None

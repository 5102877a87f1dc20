"""Why a seeker and an opening fit or not, in words, for a colleague and for the person. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.conversation import Choice, Outcome, Reply
from bot.jobs import trades
from bot.jobs.pairs import JobPair, PairAspect, PairReason
from bot.jobs.search import Fit
from bot.jobs.seekers import ANYWHERE, CERTIFICATES
from bot.text import typeset
from bot.wording.jobs.openings import FORMS, say_pay
from bot.wording.jobs.seekers import SEEK_SHOW
from bot.wording.office import CALL, CALL_ME

_PLAIN = {
    (PairAspect.PAY, Fit.FITS): "工资够",
    (PairAspect.PAY, Fit.MISSES): "工资比要的低",
    (PairAspect.PAY, Fit.UNKNOWN): "工资没法比",
    (PairAspect.SHIFT, Fit.FITS): "不用上夜班",
    (PairAspect.SHIFT, Fit.MISSES): "要上夜班，本人不上",
    (PairAspect.SHIFT, Fit.UNKNOWN): "夜班没说清",
    (PairAspect.FORM, Fit.FITS): "用工形式一样",
    (PairAspect.FORM, Fit.MISSES): "用工形式不一样",
    (PairAspect.FORM, Fit.UNKNOWN): "没写用工形式",
}
_QUESTIONS = {
    (PairAspect.PAY, "employer"): "先问单位：工资多少？",
    (PairAspect.TOWN, "employer"): "先问单位：在哪个街镇上班？",
    (PairAspect.FORM, "employer"): "先问单位：全日制还是非全日制？",
    (PairAspect.SHIFT, "employer"): "先问单位：要不要上夜班、倒班？",
    (PairAspect.SHIFT, "seeker"): "先问本人：能不能上夜班、倒班？",
}
UNKNOWN = "不知道"
OF_NIGHT = "昨晚按您登记的配好的，最合适的{count}个："
OF_NOW = "按您登记的，现在最合适的{count}个："
HOW_ON = "岗位是单位报来的，审核过；去之前请再核实。想去哪一家，点“请就业红娘联系我”，说是第几个。"
NONE_FITS = "按您登记的，现在没有合适的岗位。有了，红娘先问您。想换工种、街镇或工资，直接说想找什么活。"
SHOW_REGISTRATION = "看我的求职登记"
_MARKS = {Fit.FITS: "合", Fit.MISSES: "不合", Fit.UNKNOWN: UNKNOWN}


def say_pair(pair: JobPair) -> Iterator[tuple[str, str]]:
    """Yield the reasons of a pair as (合, 不合 or 不知道; words), what fits first."""
    order = [Fit.FITS, Fit.UNKNOWN, Fit.MISSES]
    for reason in sorted(pair.reasons, key=lambda each: order.index(each.fit)):
        yield _MARKS[reason.fit], typeset(_reason(pair, reason))


def say_pair_question(pair: JobPair) -> str:
    """Return what to ask first, and whom; empty when nothing that matters is unknown."""
    asked = pair.question
    if asked is None:
        return ""
    if asked.aspect is PairAspect.CERTIFICATE:
        return f"先问本人：有没有{CERTIFICATES[asked.detail][0]}？"
    return _QUESTIONS[asked.aspect, asked.asks or ""]


def say_proposed(pair: JobPair) -> str:
    """Return an opening and why it is proposed, as its seeker is asked about it."""
    opening = pair.opening
    where = "，".join(filter(None, [opening.town, opening.place]))
    lines = [f"{opening.title}，{opening.employer.name}" + (f"（{where}）" if where else "")]
    lines.append(
        "，".join(filter(None, [f"工资{say_pay(opening)}", FORMS[opening.form] if opening.form else "", opening.hours]))
    )
    reasons = [words for mark, words in say_pair(pair) if mark == _MARKS[Fit.FITS]]
    misses = [words for mark, words in say_pair(pair) if mark != _MARKS[Fit.FITS]]
    lines += [f"合您说的：{'；'.join(reasons)}"] if reasons else []
    lines += [f"要想一想的：{'；'.join(misses)}"] if misses else []
    return typeset("\n".join(lines))


def reply_own(pairs: Sequence[JobPair], on: date, *, is_of_night: bool) -> Reply:
    """Return the openings that fit a registration best, with why; or that none does yet.

    Args:
        is_of_night: whether they were kept in the last night and still hold.
    """
    choices = (Choice(CALL_ME, CALL), Choice(SHOW_REGISTRATION, SEEK_SHOW))
    if not pairs:
        return Reply(NONE_FITS, Outcome.ANSWERED, on, choices=choices).typeset()
    lines = [f"{number}. {say_proposed(pair)}" for number, pair in enumerate(pairs, start=1)]
    head = (OF_NIGHT if is_of_night else OF_NOW).format(count=len(pairs))
    return Reply("\n".join([head, *lines, HOW_ON]), Outcome.ANSWERED, on, choices=choices).typeset()


def _reason(pair: JobPair, reason: PairReason) -> str:
    opening, seeker = pair.opening, pair.seeker
    if reason.aspect is PairAspect.TRADE:
        wanted, offered = trades()[seeker.trade or "other"].title, trades()[opening.trade].title
        return f"是{offered}的活" if reason.fit is Fit.FITS else f"是{offered}的活，想找的是{wanted}"
    if reason.aspect is PairAspect.TOWN:
        return _town(pair, reason)
    if reason.aspect is PairAspect.CERTIFICATE:
        name = CERTIFICATES[reason.detail][0]
        return {Fit.FITS: f"要{name}，有", Fit.MISSES: f"要{name}，没有", Fit.UNKNOWN: f"要{name}，有没有不知道"}[
            reason.fit
        ]
    return _PLAIN[reason.aspect, reason.fit]


def _town(pair: JobPair, reason: PairReason) -> str:
    town, wanted = pair.opening.town, pair.seeker.town
    if reason.fit is Fit.FITS or wanted == ANYWHERE:
        return f"就在{town}"
    if reason.fit is Fit.UNKNOWN:
        return "没写在哪个街镇"
    if reason.kilometres is None:
        return f"在{town}，想找{wanted}的"
    return f"在{town}，离{wanted}的服务站约{reason.kilometres:.0f}公里"

"""Reads what somebody typed to a question of their registration. Pure; what is no answer is left to the others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.jobs.model import WorkForm
from bot.jobs.search import read_wish
from bot.jobs.seekers.model import ANYWHERE, SeekerQuestion
from bot.jobs.town_names import tidy_town, towns_in
from bot.jobs.trades import trades_in

# Whoever writes more is telling or asking something else.
LONGEST = 24
_ASKS = re.compile(r"[?？]|吗$|呢$|怎么|什么|多少|为啥|为什么|哪")
_SKIPS = re.compile("(?:不说|跳过|先不说|不想说|不方便说?|没有?要求|无所谓|随便|不一定)(?:了|吧)?")
_ANYWHERE = re.compile("(?:哪(?:里|儿)?|街镇|地方|远近)?(?:都行|都可以|都成|不限|随便|无所谓)")
_PLACE = re.compile(r"(?:我?(?:在|住|住在)|离)?(\w{2,8}?(?:街道|镇|街|乡))(?:附近|那边|这边|的|吧)*")
_YES = re.compile("(?:能上?|可以|行|都行|都能|有|有的|有证|嗯|好|上得?了)(?:的|啊|吧|夜班|倒班)*")
_NO = re.compile("(?:不能|不行|上不了|不上|没有|没|没证|无|只上白班|白班|不想上?)(?:的|啊|吧|夜班|倒班|证)*")
_FORMS = (
    (WorkForm.PART_TIME, re.compile("(?:做|干|找|只)?(?:兼职|小时工|半天|钟点工?|非全日制?)(?:的|吧)?")),
    (WorkForm.FULL_TIME, re.compile("(?:做|干|找|只)?(?:全职|全天|长期|正式|全日制?)(?:的|吧|工)?")),
    (WorkForm.TEMPORARY, re.compile("(?:做|干|找|只)?(?:临时|短期|日结)(?:的|吧|工)?")),
)


@dataclass(frozen=True)
class SeekerAnswer:
    """An answer; ``values`` are columns of a seeker, empty when the question is passed over."""

    values: dict[str, object]


def read_answer(question: SeekerQuestion, text: str, towns: Iterable[str], on: date) -> SeekerAnswer | None:
    """Return what was answered; None when it is no answer. A telephone number is not read here.

    Args:
        towns: the names of towns that openings have.

    >>> read_answer(SeekerQuestion.PAY, "四千左右", [], date(2026, 11, 25)).values["floor"]
    350000
    >>> read_answer(SeekerQuestion.NIGHTS, "不能", [], date(2026, 11, 25)).values
    {'works_nights': False}
    >>> read_answer(SeekerQuestion.TRADE, "保洁有补贴吗", [], date(2026, 11, 25)) is None
    True
    """
    words = text.strip(" ，。,.!！~")
    if not 0 < len(words) <= LONGEST or _ASKS.search(words):
        return None
    if question is SeekerQuestion.TOWN:
        town = _town(words, towns)
        return None if town is None else SeekerAnswer({"town": town})
    if question is SeekerQuestion.TRADE:
        named = trades_in(words)
        return SeekerAnswer({"trade": named[0].id}) if len(named) == 1 else None
    if _SKIPS.fullmatch(words):
        return SeekerAnswer({})
    return _optional(question, words, on)


def _optional(question: SeekerQuestion, words: str, on: date) -> SeekerAnswer | None:
    if question is SeekerQuestion.PAY:
        wish = read_wish(words, (), on)
        return None if wish.floor is None else SeekerAnswer({"floor": wish.floor, "pay_period": wish.period.value})
    if question is SeekerQuestion.FORM:
        form = next((form for form, pattern in _FORMS if pattern.fullmatch(words)), None)
        return None if form is None else SeekerAnswer({"form": form.value})
    if question not in (SeekerQuestion.NIGHTS, SeekerQuestion.CERTIFICATE):
        return None
    name = "works_nights" if question is SeekerQuestion.NIGHTS else "certificate"
    if _NO.fullmatch(words):
        return SeekerAnswer({name: False})
    return SeekerAnswer({name: True}) if _YES.fullmatch(words) else None


def _town(words: str, towns: Iterable[str]) -> str | None:
    if _ANYWHERE.fullmatch(words):
        return ANYWHERE
    named = towns_in(words, towns)
    if len(named) == 1:
        return named[0]
    written = _PLACE.fullmatch(words)
    return None if written is None or named else tidy_town(written[1])

"""Tells from the words around a date what part it plays: a birth, a beginning, an end, or a day gone by or to come. Pure."""

from __future__ import annotations

import re

from bot.understanding.spans.plain_form import BLANK

_BORN_AFTER = re.compile(
    "年?份?(?:出生|生人|生的|出世|属[鼠牛虎兔龙蛇马羊猴鸡狗猪]|生(?=$|[,。!?;、 的了]))|的人(?=$|[,。!?;、 ])"
)
_BORN_BEFORE = re.compile("(?:生于|出生(?:日期|年月|于|在)?[是为: ]?)$")
_BIRTHDAY_BEFORE = re.compile("生日(?:就|都|也)?(?:是|为|在|:| )?(?:阳历|公历|身份证上?)?(?:是|写的)?$")
_BIRTHDAY_AFTER = re.compile("(?:的|过的?)?生日")
# 「我76年的」 and 「76年的女的」; not 「22年的标准」.
_OF_THE_YEAR = re.compile("份?的(?P<person>[女男])?(?=$|[,。!?;、 女男的])")
_PERSON_BEFORE = re.compile(
    "(?:^|[,。!?;、 ]|(?:我|她|他|本人|女的?|男的?|老公|老婆|媳妇|爱人|对象|妈|爸|闺女|儿子|孩子)(?:是|都是)?)$"
)
_BEGAN_AFTER = re.compile(
    "(?:份|的时候|那会儿?)?(?:就|才|又)?(?:开始|起(?![诉码步来草])|以来|至今|到现在|到如今|到今天|到目前)"
)
_BEGAN_BEFORE = re.compile("(?:从|自|打)$")
_ENDED_AFTER = re.compile("(?:份)?(?:当天)?(?:为止|截止|到期|到的期|期满|止)")
_ENDED_BEFORE = re.compile("(?:截止到?|截至|直到|(?<![等得达])到|(?<!甚)至)$")
_RANGE_AFTER = re.compile(r"\s?(?:到|至|-{1,2}|~)\s?(?=\d|[一二三四五六七八九十去前今明上这])")
_RANGE_BEFORE = re.compile(r"(?:到|至|-{1,2}|~)\s?$")
_GONE_BY = re.compile("[^,。!?;]{1,5}?(?:的|了|过)(?!话)|(?:就|才)?(?:开始|起)")
_TO_COME = re.compile(
    "[^,。!?;]{0,2}?(?:想|打算|准备|计划|再去?|要(?!求)|(?:之前|以前|前)[^,。!?;]{0,2}(?:能|可以|得|要|必须|办|去|交))"
)
# 「今年52了」 says an age; the age has been read and blanked.
_OF_AN_AGE = re.compile(f"(?:已经|都|也|才|刚|就|我|她|他|是|正好|刚好| )*{BLANK}")
_SOON = 12


def is_birth(text: str, start: int, end: int) -> bool:
    """Return whether the words say outright that someone was born at ``text[start:end]``."""
    return _BORN_AFTER.match(text, end) is not None or _BORN_BEFORE.search(text[max(0, start - 7) : start]) is not None


def is_birthday(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` is said to be a birthday: a birth, if it is long enough ago."""
    before = text[max(0, start - 10) : start]
    return _BIRTHDAY_BEFORE.search(before) is not None or _BIRTHDAY_AFTER.match(text, end) is not None


def may_be_birth(text: str, start: int, end: int) -> bool:
    """Return whether a year followed by 的 can only be a person's (我76年的), if the person can be of that age."""
    found = _OF_THE_YEAR.match(text, end)
    if found is None:
        return False
    return found["person"] is not None or _PERSON_BEFORE.search(text[max(0, start - 5) : start]) is not None


def is_of_an_age(text: str, end: int) -> bool:
    """Return whether 今年 only leads to an age that has been read already."""
    return _OF_AN_AGE.match(text, end) is not None


def begins(text: str, start: int, end: int) -> bool:
    """Return whether something began on a date, as 从…, …起, …开始, …至今 and the first end of a range say."""
    before = text[max(0, start - 3) : start]
    return bool(_BEGAN_AFTER.match(text, end) or _BEGAN_BEFORE.search(before) or _RANGE_AFTER.match(text, end))


def ends(text: str, start: int, end: int) -> bool:
    """Return whether something ended on a date or was to (到…, …为止, …到期)."""
    before = text[max(0, start - 4) : start]
    return bool(_ENDED_AFTER.match(text, end) or _ENDED_BEFORE.search(before) or _RANGE_BEFORE.search(before))


def is_gone_by(text: str, end: int) -> bool:
    """Return whether what follows a date tells of it as past (12月交的)."""
    return _GONE_BY.match(text, end, end + _SOON) is not None


def is_to_come(text: str, end: int) -> bool:
    """Return whether what follows a date tells of it as planned (3月想申请)."""
    return _TO_COME.match(text, end, end + _SOON) is not None

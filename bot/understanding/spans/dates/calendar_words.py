"""The words in which a date is said (2022年9月初, 去年5月, 上个月15号, 上礼拜, 年底), as one pattern. Pure."""

from __future__ import annotations

import re

_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = "3[01]|[12]\\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_PART = "初(?![中级步次创])|中旬|上旬|下旬|底(?![薪下])|末"
_SEASON = "年?初(?![中级步次创])|年?底(?![薪下])|年?末|年中|上半年|下半年|(?:第?[一二三四1-4])季度"
_NUMBERED_DAY = f"\\s?(?:{_DAY})[日号]|\\s?(?:3[01]|[12]\\d|0?[1-9])(?!\\d|[.,]\\d|[多来]|\\s?[个人元块万千百天年月岁%家户名次点亩时小周至到~\\-])"

YEAR_WORDS = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "上一年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "来年": 1,
    "后年": 2,
}
MONTH_WORDS = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2}
WEEK_WORDS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1}
DAY_WORDS = {
    "大前天": -3,
    "前天": -2,
    "前儿": -2,
    "昨天": -1,
    "昨日": -1,
    "昨儿": -1,
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "明天": 1,
    "明儿": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# How every match begins, so that few places are tried.
FIRST_SIGN = re.compile(
    r"[\d一二三四五六七八九十大前去上今本明来后这当下昨年月](?=[\d一二三四五六七八九十年月日号天周礼星个上下儿前后初底末中半度版届的标 .\-/])"
)
# 「去年的5月」 and 「2022年 9月」 are one date; a year of two digits needs its 年.
CALENDAR_WORDS = re.compile(
    rf"(?<![\d.])(?<!\d,)(?P<iso_year>(?:19|20)\d\d)(?P<mark>[-./])(?P<iso_month>1[0-2]|0?[1-9])"
    rf"(?:(?P=mark)(?P<iso_day>3[01]|[12]\d|0?[1-9]))?(?![\d万千元块%])(?!(?P=mark)\d)"
    rf"|(?:(?<![\d.])(?<!\d,)(?P<year>(?:19|20)\d\d|\d\d)\s?年度?|(?<![十百\d])(?P<year_word>{_any(YEAR_WORDS)})(?:度|的(?=\d|[一二三四五六七八九十]))?)"
    rf"(?:\s?(?:(?P<month>{_MONTH})月份?(?:(?P<part>{_PART})|(?P<day>{_NUMBERED_DAY}))?|(?P<season>{_SEASON})))?"
    r"|(?<![\d.])(?<!\d,)(?P<bare_year>(?:19|20)\d\d(?=[版届]|的?标准|的?政策|\s?[-~至到]\s?(?:19|20)\d\d年)|(?:(?:19|20)\d\d|\d\d)(?=出生|生人))"
    rf"|(?P<month_word>上上|下下|[上下这本当])个?月(?!台)(?:(?P<word_part>{_PART})|(?P<word_day>{_NUMBERED_DAY}))?"
    rf"|(?P<week>上上|[上这本下])个?(?:周|礼拜|星期)(?!岁)(?P<weekday>[一二三四五六日天])?"
    rf"|(?P<day_word>{_any(DAY_WORDS)})"
    rf"|(?<!\d,)(?<![\d.个第零十百几两俩仨半好])(?P<lone_month>{_MONTH})月(?![嫂薪])份?(?:(?P<lone_part>{_PART})|(?P<lone_month_day>{_NUMBERED_DAY}))?"
    r"|(?P<month_part>月初|月底|月末)"
    r"|(?P<lone_season>(?<![当那])(?:年初(?![中级步次创])|年底(?![薪下])|年末|年中)|上半年|下半年)"
    rf"|(?<!\d,)(?<![\d.月零十百一二三])(?P<lone_day>{_DAY})号"
)
# 「交满15年」 and 「工龄12年」 count years; 「22年的标准」 names one.
COUNTS_YEARS_BEFORE = re.compile(
    "[满交缴龄了够保作干共差续过约近至第每贷签少多足整快歇停等住用养读教学到]$|超过$|最多$|最少$|大概$"
)
COUNTS_YEARS_AFTER = re.compile(
    "没[^,。!?;]{1,8}了|以上|以下|以内|之内|内|了|多|半|来|[零又]|左右|以?前|之前|期|的?(?:工龄|社保|养老|医保|保险|缴费|时间|合同)"
)
# 「10年没交」 is the year or ten years, 「失业3月」 March or three months: nothing is read.
MAY_COUNT_YEARS_AFTER = re.compile("没|不|一直|都没")
MAY_COUNT_MONTHS_BEFORE = re.compile("[业岗停断歇]了?$")

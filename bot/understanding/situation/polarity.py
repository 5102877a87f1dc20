"""Whether what stands in a clause is denied, asked, supposed, over, or still to come: judged by the words around it. Pure."""

from __future__ import annotations

import re

from bot.understanding.situation.masks import BREAK

LOOK_BACK = 14
LOOK_AHEAD = 12
_DOING = "(?:去|来|能|再|给|有|在|办|办理|做|弄|搞|申请|登记|领|拿|享受|认定|评|评上|参加|当|干|交|缴|说|进|被|怎么|啥|什么|任何|这个|那个|过|了|上|成|好|到|得|着|是|算|属于)"
_DENIED = re.compile(
    rf"(?:没有|没|未曾|未|并非|不是|不算|算不上|够不上|不属于|不符合|(?<![差要只是能可够行好对])不(?!过)|无(?!业)|非|从不|从没)(?:{_DOING}){{0,4}}$"
)
_DOUBLE = re.compile(r"(?:不是没有?|没有不|不能不|没少|难道不是?)$")
# 有没有, 是不是, 交没交: the two halves make a question.
_IN_DOUBT = re.compile(
    r"(?:有没有?|是不是|算不算|能不能|够不够|办没办|有无|是否|可否|能否|不知道|不清楚|不确定|不记得|忘了|不晓得|万一|看看?)(?:.{0,2})$|(?P<verb>.)[没不](?P=verb)过?$"
)
_DOUBT_AFTER = re.compile(
    r"^(?:了|过|的)?(?:没有?|不|吗|么|呢|是不是|不知道|不清楚|忘了|不记得|记不清)(?=$|[了呢啊呀吧])"
)
_SUPPOSED = re.compile(
    r"(?:如果|要是|假如|假设|万一|若是?|倘若|的话|只要|除非|比如说?|像那种|凡是|哪怕|就算|必须|需要|须|得先|应该先|要先|是不是得|先得)"
)
_PAST = re.compile(
    r"(?:以前|之前|从前|原来|原先|早先|曾经|曾|过去(?!了)|早年|当年|那时候?|当时|年轻时|头些年|前些年|前几年)(?!没|未|从没|也没|都没)"
)
_ENDED = (
    "(?:不.{0,3}了|没了|停了|取消了|注销了|作废了|过期了|还清了|还完了|结清了|退了|关了|黄了|倒了|转让了|不做了|不干了)"
)
_LATER = "(?:后来|现在|如今|早就?|早已|已经|去年|今年|前年|上个月|那会儿)"
_OVER_AFTER = re.compile(
    rf"^[了过着的]{{0,2}}{_LATER}?[都也就]?{_ENDED}|^[了过着的呢]{{0,2}}{BREAK}+{_LATER}[^{BREAK}]{{0,3}}?{_ENDED}[呢啊呀]?(?={BREAK}|$)"
)
_PLANNED = re.compile(
    r"(?:打算|准备|计划|想要?|想着|正要|马上要?|即将|将要|快要|快|要去|等着|考虑|琢磨|寻思|正在申请|正申请|下一步|下个?月|明年|将来|回头|过几天|过两天|改天|早晚)[^没不未]{0,6}$"
)
_NOW = re.compile(r"(?:现在|如今|目前|眼下|今年|已经|早就|刚)")


def is_denied(before: str) -> bool:
    """Tell whether the words before (of the same clause) deny what follows them.

    >>> is_denied("从来没办过"), is_denied("也不"), is_denied("差不多")
    (True, True, False)
    """
    near = before[-LOOK_BACK:]
    return _DENIED.search(near) is not None and _DOUBLE.search(near) is None


def is_in_doubt(before: str, after: str) -> bool:
    """Tell whether it is only asked, or not known, whether this is so (有没有…, …没有).

    >>> is_in_doubt("我是不是", ""), is_in_doubt("失业登记办了", "没有")
    (True, True)
    """
    return bool(_IN_DOUBT.search(before[-LOOK_BACK:]) or _DOUBT_AFTER.match(after[:LOOK_AHEAD]))


def is_supposed(clause: str) -> bool:
    """Tell whether a clause only supposes something (如果…, 要是…的话)."""
    return _SUPPOSED.search(clause) is not None


def is_past(before: str) -> bool:
    """Tell whether the words before place what follows in the past (以前…)."""
    found = list(_PAST.finditer(before))
    return bool(found) and not _NOW.search(before, found[-1].end())


def is_over(after: str) -> bool:
    """Tell whether the words after say that it is so no longer (…后来不吃了, …注销了)."""
    return _OVER_AFTER.match(after[: LOOK_AHEAD + 4]) is not None


def is_planned(before: str) -> bool:
    """Tell whether the words before say that it is still to come (打算…, 准备…)."""
    return _PLANNED.search(before[-LOOK_BACK:]) is not None

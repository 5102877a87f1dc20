"""Whether what stands in a clause is denied, asked, supposed, over, or still to come: judged by the words around it. Pure."""

from __future__ import annotations

import re

from bot.understanding.situation.wordings.masks import BREAK

LOOK_BACK = 14
LOOK_AHEAD = 12
_DOING = "(?:去|来|能|再|给|有|在|办|办理|做|弄|搞|申请|登记|领|拿|享受|认定|评|评上|参加|当|干|交|缴|说|进|被|怎么|啥|什么|任何|这个|那个|过|了|上|成|好|到|得|着|是|算|属于|你们|咱们|我们|那种|你们说的|你们那)"
_DENIED = re.compile(
    rf"(?:没有|没|未曾|未|并非|不是|不算|算不上|够不上|不属于|不符合|(?<![差要只是能可够行好对])不(?!过)|无(?!业)|非|从不|从没)(?:{_DOING}){{0,4}}$"
)
_DOUBLE = re.compile(r"(?:不是没有?|没有不|不能不|没少|难道不是?)$")
# 有没有, 是不是, 交没交: the two halves make a question.
_TURNED = re.compile(r"(?:不是|谁说我?|谁说|并非|哪能|怎么可能)$")
_IN_DOUBT = re.compile(
    r"(?:有没有?|是不是|算不算|能不能|够不够|办没办|有无|是否|可否|能否|不知道|不清楚|不确定|不记得|忘了|不晓得|万一|看看?)(?:.{0,2})$|(?P<verb>.)[没不](?P=verb)过?$"
)
_DOUBT_AFTER = re.compile(
    r"^(?:了|过|的)?(?:没有?|不|吗|么|是不是|不知道|不清楚|忘了|不记得|记不清|不好说|说不好|一个没办?|[\ue006]\ue010*没办?|有一个没办?|记不得)(?=$|[了呢啊呀吧])"
)
_TWO_HALVES = re.compile(r"(.)[没不]\1")
_SUPPOSED = re.compile(
    r"(?:如果|要是|假如|假设|万一|若是?|倘若|的话|只要|除非|比如说?|像那种|凡是|哪怕|就算|必须|需要|须|得先|应该先|要先|是不是得|先得|像(?!我(?:这|们|自己)).{1,5}(?:那样|这样|那种))"
)
_PAST = re.compile(
    r"(?:以前|之前|从前|原来|原先|早先|曾经|曾|过去(?!了)|早年|当年|那时候?|当时|本来(?!就)|小时候|小那会儿|年轻时|头些年|早些年|早几年|前些年|前几年)(?!没|未|从没|也没|都没)"
)
_ENDED = (
    "(?:不.{0,3}了|没了|停了|取消了?|注销了?|作废了?|过期了?|撤销了?|撤了|收回去?了?|收走了?|退出了?|移出来?了?|补齐了?|补上了?|还清了?|还完了?|结清了?|全结清|退了|关了|黄了|倒了|"
    "转让了?|不做了|不干了|卖了|换了|变更|销了|失效了?|没(?:再|去)?续|没再评上|没评上|放弃了?|断了|给拿掉了?|消了|没干起来|成家了|又结婚了|复婚了)"
)
_LATER = "(?:后来|现在|如今|早就?|早已|已经|都|全|去年|今年|前年|上个?月|那会儿|上班以?后|找着工作|找着活儿?|就|给|被|又|也|到期|复评|没评上|公司|因为|以后|之后|早就?|\\d{2,4}年)"
_OVER_AFTER = re.compile(
    rf"^(?:[了过着的呢那]|社保费?|工资|记录|证|有|以前有){{0,3}}{BREAK}*{_LATER}.{{0,8}}?{_ENDED}"
    rf"|^[了过着的]{{0,2}}{_ENDED}"
    rf"|^[了过着的]{{0,2}}{BREAK}+[又就给被]?{_ENDED}(?={BREAK}|$)"
)
# A time that is over, and a later clause that speaks of today.
_BACK_THEN = re.compile(
    "前年|早年|头些年|前些年|那年|上一份|上一家|上回|上次|那会儿|那时候?|那阵|先在|先是|原先|原来|以前|之前|小时候|去年|前一个|头一份|疫情"
)
_TODAY_AGAIN = re.compile(
    f"{BREAK}(?:可|但|就)?(?:我|我们)?(?:现在|如今|今年|这份|这次|这回|这个|眼下|目前|后来|去年|这会儿|早补|都补|(?:到|直到)[^{BREAK}]{{1,8}}(?:才|又|就))"
)
_OTHERWISE_TODAY = re.compile(
    rf"{BREAK}(?:可|但|就|我|我们)*(?:现在|如今|目前|眼下|后来|今年|去年起|[^{BREAK}]{{1,6}}(?:以后|之后|后))(?!.{{0,4}}(?:还是|还有|仍|也是|依然|想|问|能|可以|怎|打算|准备|要|办))[^{BREAK}]*"
    rf"(?:{BREAK}|[了着过的]|$)"
)
_LESS_NOW = re.compile(f"[^{BREAK}]{{0,6}}{BREAK}+(?:我|现在|目前|如今)*(?:还剩|只剩|就剩|还欠|剩下)")
_LASTING = re.compile("办|登记|认定|拿|领证|毕业|注册|考|评")
_PLANNED = re.compile(
    r"(?:打算|准备|计划|想要?|想着|正要|马上要?|即将|将要|快要|快|要去|等着|考虑|琢磨|寻思|正在申请|正申请|下一步|下个?月|明年|下学年|下学期|下个学期|下半年|将来|往后|(?<![\ue002\ue010月年天])以后|回头|就该|就能|该|过几天|过两天|改天|早晚)[^没不未]{0,6}$|[要会](?:把|被|给|再|还)?$"
)
_NOW = re.compile(r"(?:现在|如今|目前|眼下|今年|已经|早就|刚)")


def is_denied(before: str) -> bool:
    """Tell whether the words before (of the same clause) deny what follows them.

    >>> is_denied("从来没办过"), is_denied("也不"), is_denied("差不多")
    (True, True, False)
    """
    near = before[-LOOK_BACK:]
    return _DENIED.search(near) is not None and _DOUBLE.search(near) is None


def ends_denying(words: str) -> bool:
    """Tell whether words end with a denial of what follows them, and do not deny twice (既没贷款也没…)."""
    return words.endswith(("没", "没有", "不是", "无"))


def is_turned(before: str) -> bool:
    """Tell whether the words before turn a denial round (不是没办, 谁说我没登记)."""
    return _TURNED.search(before[-LOOK_BACK:]) is not None


def is_in_doubt(before: str, words: str, after: str) -> bool:
    """Tell whether it is only asked, or not known, whether this is so (有没有…, …没有).

    >>> is_in_doubt("我是不是", "残疾人", ""), is_in_doubt("", "失业登记办了", "没有")
    (True, True)
    """
    return bool(
        _IN_DOUBT.search(before[-LOOK_BACK:])
        or _DOUBT_AFTER.match(after[:LOOK_AHEAD])
        or _TWO_HALVES.match(before[-1:] + words[:2])
    )


def is_supposed(clause: str) -> bool:
    """Tell whether a clause only supposes something (如果…, 要是…的话)."""
    return _SUPPOSED.search(clause) is not None


def is_past(before: str) -> bool:
    """Tell whether the words before place what follows in the past (以前…)."""
    found = list(_PAST.finditer(before))
    return bool(found) and not _NOW.search(before, found[-1].end())


def over_by(after: str) -> int | None:
    """Return where the words end that say of what stands before them that it is so no longer (…后来不吃了, …注销了); None: none do."""
    found = _OVER_AFTER.match(after[: 2 * LOOK_AHEAD])
    return found.end() if found else None


def is_left_behind(words: str, before: str, after: str) -> bool:
    """Tell whether a state was told of a time that a later clause sets against today (去年欠过社保费，现在都补齐了).

    Args:
        words: what states it.
        before: what stands before in its clause.
        after: what follows, across clauses.
    """
    return not _LASTING.search(words) and bool(_BACK_THEN.search(before + words)) and bool(_TODAY_AGAIN.search(after))


def is_outlived(words: str, after: str) -> bool:
    """Tell whether something of the past is so no longer: a later clause tells of today (以前跑过外卖，现在进厂了).

    Args:
        words: what states it.
        after: what follows, across clauses.
    """
    return not _LASTING.search(words) and _OTHERWISE_TODAY.search(after) is not None


def is_less_now(after: str) -> bool:
    """Tell whether the words after say how much of it is left (六万的消费贷，还剩两万五)."""
    return _LESS_NOW.match(after) is not None


def is_planned(before: str) -> bool:
    """Tell whether the words before say that it is still to come (打算…, 准备…)."""
    return _PLANNED.search(before[-LOOK_BACK:]) is not None

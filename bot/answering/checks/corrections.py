"""How people say that something was understood or picked wrongly. Pure."""

from __future__ import annotations

import re

CORRECTION = re.compile(r"不对|错了|说错|写错|不是这|点错|按错|不是.{1,8}是|改成|应该是")
_BEGINS = re.compile(
    r"(?:哎呀|哦|啊|呀|哎|诶|唉|等等|等下)*[,!。]?(?:不对|错了|不是|.{0,4}(?:说|写|点|按|选|记|打|弄|搞)错)"
)
_LAST_ONE = re.compile(
    r"(?:哎呀|哦|啊|呀|哎|诶|唉|等等|等下|不好意思|对不起|我|[,!。])*(?:上一个|上个|上一步|上面那个|刚才那?个?|刚刚那?个?|前面那?个?|前一个|那个|这个)?"
    r"(?:是|我)?(?:点|按|选|说|答|回|写|弄|打)(?:错|反)了?[啊呀哦吧。!]*"
)
# Whoever tells a story of something wrong (单位给我算错了工资) writes longer.
LONGEST = 16


def takes_back_last(text: str) -> bool:
    """Tell whether a message in normal form says that the last answer was wrong, without saying what is right.

    >>> takes_back_last("上一个点错了"), takes_back_last("刚才说错了,是10个月")
    (True, False)
    """
    return _LAST_ONE.fullmatch(text) is not None


def is_short_correction(text: str, *, is_asked: bool) -> bool:
    """Tell whether a message only wants something put right: anywhere in it while a question is open, else from its start.

    >>> is_short_correction("户口说错了", is_asked=False), is_short_correction("单位给我算错了工资", is_asked=False)
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    return bool(CORRECTION.search(text) if is_asked else _BEGINS.match(text))

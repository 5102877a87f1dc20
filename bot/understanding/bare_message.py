"""Reads a message that says nothing by itself: numbers, signs, an opener, an assent, a wish to leave. Pure: only the words count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# Openers and assents are short; a longer message says more.
LONGEST = 40
PUNCTUATION = " ,。.!?、;:~…—\"'“”()"
_NUMERAL = r"[\d〇零一二三四五六七八九十百千两]"
# What people put around an age, a place in a list or a telephone number.
_AROUND = "我的|我|俺|本人|女的|男的|女|男|今年|已经|都|快|周岁|虚岁|岁|了|啦|啊|呢|的|多|是|第|选|个|项|号码|号|电话|手机|打|给|和|跟|与|或|到"
_ONLY_NUMBERS = re.compile(rf"(?:{_AROUND}|{_NUMERAL}|[\s,。.!?、;:~…+\-—()#*/])+")
_DIGITS_ONLY = re.compile(rf"[\d\s{re.escape(PUNCTUATION)}]+")
# Spoken as 拜拜; the only numbers that are words.
_GOODBYE = (("88",), ("886",))
# What WeChat puts in place of a sticker or of something that it cannot show.
_PLACEHOLDER = re.compile(r"\[[\u4e00-\u9fffa-z0-9]{1,6}\]|【收到不支持的消息类型[^】]*】")
_CALLED = "(?:(?:您|你)好呀?|哈喽|hello|hi|喂|哎|诶|同志|老师|大姐|师傅|那个|麻烦)"
_HERE = "(?:在吗|在么|在嘛|在不在|在线吗|有人吗|有人么|有人没|有人在吗|有没有人|有人不)"
_MAY_ASK = (
    "(?:我)?(?:想|要|能不能|能|可以)?(?:请问|问|咨询|打听|请教|了解)(?:一下|下|您|你|一嘴|一句)*"
    "(?:个|点|点儿|件|一个|一件)?(?:事儿|事情|事|问题|情况)?(?:行吗|可以吗|好吗|吗)?"
    "|(?:我)?有(?:个|点|点儿|件|几个)?(?:事儿|事情|事|问题)(?:想|要)?(?:请问|问|咨询|打听|请教)?(?:一下|下|您|你)*"
)
_OPENER = re.compile(rf"(?:{_CALLED}|{_HERE}|{_MAY_ASK}|[\s,。.!?、~…])*(?:{_HERE}|{_MAY_ASK})[\s,。.!?、~…呀啊呢]*")
_ASSENT = re.compile(
    "(?:好|好的|好吧|好嘞|好呀|好啊|行|行吧|行啊|行的|中|成|可以|可以的|可以吧|可以啊|嗯|嗯嗯|嗯呐|恩|哦|噢|喔|ok|okay"
    "|知道了|明白了|明白|了解|收到|要得|对|对的|对呀|是|是的|是呢|就是|就是这样|差不多|差不多吧|那可不|没错|不是|不对|没有|没|有|不)+"
)
_LEAVE = re.compile(
    "(?:那|哎|唉)?(?:算了|不算了?|不想算了?|先不算了?|不问了?|不想问了?|不查了?|不弄了?|不办了?|取消|取消吧|退出|结束|停|停吧|停止|停一下|拉倒|不用算了?)(?:吧|了|啊)*"
)


class BareKind(str, Enum):
    """What a message is that says nothing by itself."""

    NUMBER = "number"
    GOODBYE = "goodbye"
    WORDLESS = "wordless"
    OPENER = "opener"
    ASSENT = "assent"
    LEAVE = "leave"


@dataclass(frozen=True)
class BareMessage:
    """A message that only the conversation can explain; ``numerals`` are those it holds, without what stands around them."""

    kind: BareKind
    numerals: tuple[str, ...] = ()


def bare_message(text: str) -> BareMessage | None:
    """Return what a message in normal form is when it says nothing by itself, None for any other.

    >>> [bare_message(text).kind.value for text in ("52。", "五十二", "138-1234 5678", "[微笑]", "请问一下", "好的", "不算了")]
    ['number', 'number', 'number', 'wordless', 'opener', 'assent', 'leave']
    >>> bare_message("52岁能领什么"), bare_message("社保补贴")
    (None, None)
    """
    words = text.strip(PUNCTUATION)
    if not re.search(r"\w", _PLACEHOLDER.sub("", text)):
        return BareMessage(BareKind.WORDLESS)
    if _ONLY_NUMBERS.fullmatch(text) and re.search(_NUMERAL, text):
        numerals = tuple(re.findall(f"{_NUMERAL}+", text))
        is_goodbye = numerals in _GOODBYE and _DIGITS_ONLY.fullmatch(text) is not None
        return BareMessage(BareKind.GOODBYE if is_goodbye else BareKind.NUMBER, numerals)
    if len(words) > LONGEST:
        return None
    for kind, pattern in ((BareKind.OPENER, _OPENER), (BareKind.ASSENT, _ASSENT), (BareKind.LEAVE, _LEAVE)):
        if pattern.fullmatch(words):
            return BareMessage(kind)
    return None

"""Reads what someone writes about a call: that they want one, want it no more, ask how far it has come, or give a number. Pure."""

from __future__ import annotations

import re
from unicodedata import normalize

# Whoever writes more is telling or asking something else.
LONGEST = 40
LONGEST_SHORT = 16
PUNCTUATION = " ,。.!?、~“”\"'！？，"
PROGRESS = re.compile(
    r"到(哪一步|哪步|哪里|哪儿|啥程度)了?|有人(管|理|联系)(我)?(吗|没)|(什么时候|啥时候|怎么还不|咋还不).{0,4}联系我"
    r"|(怎么|咋|为啥|为什么)?(还|都|到现在)?没(有)?(人|红娘)?(来)?(联系|打电话|理我|管我)|红娘.{0,6}(联系|打电话)|我的(登记|编号)"
)
FIND_ONE = re.compile(r"(我)?(要|想|想要|帮我|给我)?(找|叫|呼叫|联系)(一下|个|一个)?(就业)?红娘(吧|啊)?")
A_PERSON = re.compile(
    r"我?(?:要|想|想要|请|帮我|给我)?(?:转|转接|转到|找|接|换|叫|联系)?(?:一下|一个|个)?(?:人工|真人|活人|客服|工作人员)(?:客服|服务|坐席|来|吧|啊|问|聊)*"
)
# As the button says it: there is nothing left to offer.
CALL_ONE = re.compile(
    r"(请|让|叫|麻烦)?(就业)?红娘(来)?(联系|找)(一下)?我(吧|一下)?|(请|让|叫|麻烦)(就业)?红娘(给我)?(来)?(打个?电话|回个?电话|打电话)(给我)?(吧|一下)?"
)
AGREED = re.compile(
    r"(?:好|行|可以|中|成|嗯|恩|要|对|是|ok|联系吧)(?:好|行|可以|的|呀|啊|嘞|了|吧|嗯)*(?:谢谢|麻烦您?了?|麻烦你了?|那就联系吧)*",
    re.IGNORECASE,
)
DECLINED = re.compile(r"(先|那|还是|暂时)?(不用|不要|不必|不了|算了|不需要|别|甭)(了|吧|麻烦了)*")
# What stands around a number that is nothing but left to be called at.
AROUND_A_NUMBER = re.compile(r"(?:我的|我|俺|打|给|电话|手机|号码|号|是|的|吧|微信|同号|[\s+\-—()（）:：,，。.])*")
NO_MORE = re.compile(r"(不用|不要|别|甭)(再)?(联系|打电话给|给我打电话|找)我?了?$|不用联系我")
NUMBER = re.compile(r"(?<!\d)(?:\+?86)?(1[3-9]\d{9})(?!\d)|(?<!\d)(0\d{2,3}\d{7,8})(?!\d)|(?<!\d)(\d{8})(?!\d)")
LOOKS_LIKE_A_NUMBER = re.compile(r"\d(?:[\s\-—()（）]*\d){5,}")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-—()（）]+(?=\d)")


def bare_words(text: str) -> str:
    """Return a message in half width, without the punctuation around it.

    >>> bare_words("到哪一步了？"), bare_words("１３８。")
    ('到哪一步了', '138')
    """
    return normalize("NFKC", text).strip(PUNCTUATION)


def calls_a_matchmaker(words: str) -> bool:
    """Tell whether someone asks for a matchmaker by that name.

    >>> calls_a_matchmaker("我想找就业红娘"), calls_a_matchmaker("红娘是什么")
    (True, False)
    """
    return FIND_ONE.fullmatch(words) is not None


def asks_for_a_person(words: str) -> bool:
    """Tell whether someone asks for a person and for nothing else, as the button of the page says it.

    >>> asks_for_a_person("转人工"), asks_for_a_person("我要找人工客服"), asks_for_a_person("人工智能培训")
    (True, True, False)
    """
    return A_PERSON.fullmatch(words) is not None


def wants_a_call(words: str) -> bool:
    """Tell whether someone asks to be contacted by a matchmaker, as the button of the offer says it.

    >>> wants_a_call("请就业红娘联系我"), wants_a_call("红娘怎么还不联系我")
    (True, False)
    """
    return CALL_ONE.fullmatch(words) is not None


def agrees(words: str) -> bool:
    """Tell whether someone says yes to what was just offered.

    >>> agrees("好的谢谢"), agrees("可以啊"), agrees("好像不行"), agrees("谢谢")
    (True, True, False, False)
    """
    return AGREED.fullmatch(words) is not None


def declines(words: str) -> bool:
    """Tell whether someone says no to what was just offered.

    >>> declines("先不用了"), declines("不用交钱吧")
    (True, False)
    """
    return DECLINED.fullmatch(words) is not None


def is_only_a_number(words: str) -> bool:
    """Tell whether a message is a telephone number with nothing to say beside it; eight digits alone may be a day.

    >>> is_only_a_number("我手机138 1234 5678"), is_only_a_number("13812345678是诈骗电话吗"), is_only_a_number("19860305")
    (True, False, False)
    """
    joined = BETWEEN_DIGITS.sub("", words)
    found = NUMBER.search(joined)
    if found is None or found[3] is not None:
        return False
    return AROUND_A_NUMBER.fullmatch(joined[: found.start()] + joined[found.end() :]) is not None


def wants_no_call(words: str) -> bool:
    """Tell whether someone does not want to be contacted any more.

    >>> wants_no_call("不用联系我了"), wants_no_call("什么时候联系我")
    (True, False)
    """
    return len(words) <= LONGEST_SHORT and NO_MORE.search(words) is not None


def asks_how_far(words: str) -> bool:
    """Tell whether someone asks what has become of their call.

    >>> asks_how_far("怎么还没人联系我"), asks_how_far("能领多少")
    (True, False)
    """
    return len(words) <= LONGEST_SHORT and PROGRESS.search(words) is not None


def seems_a_number(words: str) -> bool:
    """Tell whether a message is about a telephone number, right or wrong.

    >>> seems_a_number("1381234567"), seems_a_number("2026年")
    (True, False)
    """
    return LOOKS_LIKE_A_NUMBER.search(words) is not None


def phone_number(words: str) -> str | None:
    """Return the telephone number in a message: a mobile, a landline with or without its area code; None without one.

    >>> phone_number("打 022-2739 1234 吧"), phone_number("+86 138-1234-5678"), phone_number("1381234567")
    ('02227391234', '13812345678', None)
    """
    found = NUMBER.search(BETWEEN_DIGITS.sub("", words))
    return None if found is None else next(group for group in found.groups() if group)

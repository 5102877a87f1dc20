"""What is written with numerals and says no quantity: names, telephone and document numbers, ordinals, hours, everyday words. Pure."""

from __future__ import annotations

import re

from bot.understanding.spans.plain_form import BLANK, blanked
from bot.understanding.spans.scan import matches

# Only words in which a numeral stands before what could be its unit, or two numerals side by side: a single one (三农,
# 一直, 十分) says nothing by itself, nor does a scale without a digit (万一, 百姓, 千万别).
_WORDS = """
一块儿 一块去 一块办 一块交 一块来 一年到头 一天天 一天没 一天不 一天班 一家人 一家子 一口气 一次性 一个劲 一家之
两口子 三天两头 三番五次 三五成群 五花八门 乱七八糟 七七八八 双十一 十一国庆 十一长假 十一假期 国庆十一
四零五零 四〇五〇 四十五十 四零五〇 半天
"""
_WORD = re.compile("|".join(sorted(_WORDS.split(), key=len, reverse=True)))
_SPOKEN = re.compile(
    "第[一二三四五六七八九十百零\\d]{1,7}|[五六七八九零〇][零五]后|(?<!人)数[十百千万]{1,3}|十[三四]五(?![岁个年天人块万千名])"
)
_NUMBER_OF = re.compile(
    r"(?:单号|编号|尾号|验证码|密码|号码|电话|手机号?|微信号?|工号|学号|卡号|账号|文号|代码|邮编|流水号)[:为是 ]{0,3}\d[\d\- ]{2,24}\d*"
)
_FIRST_WRITTEN = re.compile(r"[a-zA-Z\d〔\[(【]")
_WRITTEN = re.compile(
    r"https?://[!-~]{1,200}|(?<![a-zA-Z\d])[a-zA-Z]{1,20}[-.]?\d[\da-zA-Z.\-]{0,40}"
    r"|[〔\[(【](?:19|20)\d{2}[〕\])】]第?\d{1,4}号"
    # Telephone numbers, then hotlines, then what is too long for a quantity.
    r"|(?<!\d)(?:1[3-9]\d[- ]\d{4}[- ]\d{4}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|\d{4}(?: \d{4}){2,5})(?!\d)"
    r"|(?<!\d)12(?:333|345|315|329|366|348|328|351|355|338|393|319|306|388)(?!\d|[元块万]|\.\d)"
    r"|(?<![\d.])\d{10,}|(?<![\d.])\d{7,9}(?!\d|[元块万]|\.\d)"
    r"|(?<!\d)40[、,/\- ]?50(?![\d元块岁])"
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|(?<!\d)[5-90][05]后"
    r"|(?<![\d月])(?:\d{3,}|[4-9]\d|3[2-9])号|(?<![\d月])\d{1,2}号(?=[文令楼线院店窗码门库机室厅公通函])"
)


def without_names(text: str) -> str:
    """Return a text of the same length in which nothing is left of the numerals that say no quantity.

    >>> without_names("打12333问4050补贴,补500元")
    '打□□□□□问□□□□补贴,补500元'
    """
    text = _NUMBER_OF.sub(lambda found: BLANK * len(found.group()), text)
    written = [found.span() for found in matches(_FIRST_WRITTEN, _WRITTEN, text)]
    if written:
        text = blanked(text, written)
    for pattern in (_SPOKEN, _WORD):
        text = pattern.sub(lambda found: BLANK * len(found.group()), text)
    return text

"""Takes out of people's words what could tell who they are, before the words are kept. Pure.

Rather too much than too little: what is left must only show what was asked.
"""

from __future__ import annotations

import re
from unicodedata import normalize

NUMBER, ADDRESS, NAME, ACCOUNT = "〔号码〕", "〔住址〕", "〔姓名〕", "〔账号〕"
_LONG_NUMBER = 7
# Digits with whatever people put between them; an identity number may end in X.
_DIGITS = re.compile(r"(?<![\dA-Za-z])\+?\d(?:[ \-—–_.·,，、/()（）]{0,2}\d){6,}[Xx]?")
_CHINESE_DIGITS = re.compile(r"[零〇一二三四五六七八九幺两](?:[ ,，、]?[零〇一二三四五六七八九幺两]){6,}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_CHAT_ACCOUNT = re.compile(
    r"((?:微信号?|QQ号?|抖音号?|企鹅号?)\s*(?:是|为|[:：])?\s*)([A-Za-z][\w-]{4,}|\d{5,})", re.IGNORECASE | re.ASCII
)
# A family name is one of the frequent ones, so that 我是农民 and 我叫什么 stay.
_FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME = re.compile(
    rf"((?:我|俺|本人|他|她|我妈|我爸|我媳妇|我老公|我对象)?(?:叫做?|名叫|姓名(?:是|为)?|名字(?:是|叫)?|大名)\s*[:：]?\s*)([{_FAMILY_NAMES}][\u4e00-\u9fff·]{{1,2}})"
)
_CALLED = re.compile(rf"(我是|本人)([{_FAMILY_NAMES}][\u4e00-\u9fff]{{1,2}})(?=[,，。.!！ ]|$)")
_INSIDE = r"(?:\d{1,4}\s*(?:单元|门|栋|号楼|楼|层)\s*)*(?:\d{1,5}\s*(?:室|户|号房|房|号)?)?"
_BUILDING = re.compile(rf"[\u4e00-\u9fff]{{0,14}}\d{{1,5}}\s*(?:号楼|号院|栋|幢|座|单元)\s*{_INSIDE}")
_STREET = re.compile(r"[\u4e00-\u9fff]{0,10}(?:路|街|道|大街|胡同|里|园|苑|小区|花园|公寓|家园|村|庄)\d{1,5}\s*号")
_MONEY = re.compile(r"\s*(?:元|块|万|%|％)")


def mask(text: str) -> str:
    """Return the words with numbers, addresses, names and accounts taken out.

    Amounts, ages and years stay: they are what is asked about.

    >>> mask("我叫王小红,电话138 1234 5678,灵活就业交了3年社保能补多少")
    '我叫〔姓名〕,电话〔号码〕,灵活就业交了3年社保能补多少'
    >>> mask("住中北镇福苑里12号楼3门501,身份证１２０１１１１９７０１２１２００1X")
    '〔住址〕,身份证〔号码〕'
    >>> mask("津人社局发〔2016〕88号 50万贷款 2022年6月21日"), mask("我是农民"), mask("加我微信 abc_12345")
    ('津人社局发〔2016〕88号 50万贷款 2022年6月21日', '我是农民', '加我微信 〔账号〕')
    """
    words = normalize("NFKC", text)
    words = _MAIL.sub(ACCOUNT, words)
    words = _CHAT_ACCOUNT.sub(lambda found: found[1] + ACCOUNT, words)
    words = _DIGITS.sub(lambda found: found[0] if _is_moment(found[0]) or _is_range(found) else NUMBER, words)
    words = re.sub(rf"\d{{{_LONG_NUMBER},}}[Xx]?", NUMBER, words)
    words = _CHINESE_DIGITS.sub(NUMBER, words)
    words = _STREET.sub(ADDRESS, _BUILDING.sub(ADDRESS, words))
    words = _NAME.sub(lambda found: found[1] + NAME, words)
    return _CALLED.sub(lambda found: found[1] + NAME, words)


def _is_moment(digits: str) -> bool:
    """Tell whether digits are a date as people write it: 2022-06-21, 2022.6.21."""
    return re.fullmatch(r"(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}", digits) is not None


def _is_range(found: re.Match[str]) -> bool:
    """Tell whether digits are amounts with something between them: 3000-5000元."""
    is_two_numbers = re.fullmatch(r"\d{1,6}[^\d]{1,2}\d{1,6}", found[0]) is not None
    return is_two_numbers and _MONEY.match(found.string, found.end()) is not None

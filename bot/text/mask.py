"""Takes out of people's words what could tell who they are, before the words are kept. Pure.

Rather too much than too little: what is left must only show what was asked.
"""

from __future__ import annotations

import re

from bot.text.accounts import ACCOUNT, as_seen, without_accounts
from bot.text.disguised_numbers import long_numbers
from bot.text.family_names import COMPOUND, SINGLE

NUMBER, ADDRESS, NAME, PLATE = "〔号码〕", "〔住址〕", "〔姓名〕", "〔车牌〕"
_N = r"[\d一二三四五六七八九十百零〇两]"
_SURNAME = f"(?:{'|'.join(COMPOUND)}|[{SINGLE}])"
_GIVEN = r"[\u4e00-\u9fff]{1,2}"
# What follows a name, or ends it: a given name of one letter must not swallow the word after it.
_NAME = re.compile(
    rf"((?:我|俺|本人|他|她|我妈|我爸|我媳妇|我老公|我对象)?(?:叫做?|名叫|姓名(?:是|为|叫)?|名字(?:是|叫)?|大名)\s*[:：]?\s*)({_SURNAME}[·•]?{_GIVEN}(?:·[\u4e00-\u9fff]{{1,6}})?)"
)
_IN_TWO = re.compile(rf"(姓)({_SURNAME})([,，、\s]*(?:名|叫|名叫|名字叫)\s*)({_GIVEN})")
_CALLED = re.compile(rf"(我是|本人|我就是|这里是)({_SURNAME}{_GIVEN})(?=[,，。.!！?？ 、]|$)")
_FOR_SOMEONE = re.compile(
    rf"((?:替|帮|给|为|代)(?:我\S{{0,2}})?)({_SURNAME}{_GIVEN})(?=查|问|办|申请|咨询|看看|报名|登记)"
)
_TITLED = re.compile(rf"({_SURNAME}{_GIVEN})(?=女士|先生|同志)")
_INSIDE = rf"(?:{_N}{{1,4}}\s*(?:单元|门|栋|号楼|楼|层)\s*)*(?:{_N}{{1,5}}\s*(?:室|户|号房|房|号)?)?"
_BUILDING = re.compile(
    rf"[\u4e00-\u9fff]{{0,14}}?[\u4e00-\u9fff]{{0,4}}{_N}{{1,5}}\s*(?:号楼|号院|栋|幢|座|单元)\s*{_INSIDE}"
)
_PLACE = r"(?:小区|花园|公寓|家园|新村|新苑|里|园|苑|城|府|湾|郡|庭|轩|居|村|庄|楼)"
_DASHED = re.compile(
    rf"[\u4e00-\u9fff]{{1,12}}{_PLACE}\s*{_N}{{1,3}}\s*(?:[-—–−/~#]\s*{_N}{{1,4}}\s*){{1,3}}(?![\d.年月天个元块万岁人次名%小公])(?:室|户|号)?"
)
_STREET = re.compile(
    rf"[\u4e00-\u9fff]{{0,10}}(?:路|街|道|大街|胡同|里|园|苑|小区|花园|公寓|家园|村|庄){_N}{{1,5}}\s*号(?![召码文线])"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][ ·•.-]?(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{5,6}(?![A-Za-z0-9])"
)


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
    words = without_accounts(as_seen(text), lambda _: ACCOUNT)
    words = _PLATE.sub(PLATE, words)
    for pattern in (_DASHED, _BUILDING, _STREET):
        words = pattern.sub(ADDRESS, words)
    words = _without_numbers(words)
    words = _IN_TWO.sub(lambda found: found[1] + NAME, words)
    for pattern in (_NAME, _CALLED, _FOR_SOMEONE):
        words = pattern.sub(lambda found: found[1] + NAME, words)
    return _TITLED.sub(NAME, words)


def _without_numbers(words: str) -> str:
    parts, last = [], 0
    for begin, end in long_numbers(words):
        parts += [words[last:begin], NUMBER]
        last = end
    return "".join([*parts, words[last:]])

"""The units of money and of counts, and the words by which a bare number is known to be a sum. Pure."""

from __future__ import annotations

import re

MONEY_UNIT = re.compile(r"\s?(?:块钱|块(?![地儿])|元钱|元(?![旦月宵素])|圆|人民币|rmb)", re.IGNORECASE)
MONEY_TAIL = re.compile("(?P<tenths>[1-9一二三四五六七八九])(?:毛|角)?(?!\\d|[零十百千万个年月天])|半")
MONEY_CUE = re.compile(
    "(?:钱|补贴?|贷款?|房租|租金|押金|交|缴|发|领|借|还|花|付|罚|欠|剩|费|存|奖励?|给)(?:了|是|个|我|着|到|过|的)?$"
)
PAY_CUE = re.compile(
    "(?:一个月|每个?月|工资|月薪|年薪|底薪|收入|挣|开支)(?:是|才|有|就|了|到手|大概|一个月|每个?月| |:)*$"
)
NO_MONEY_AFTER = re.compile(
    r"\s?(?:个|人|名|位|户|家|亩|平|公|里(?!面)|米|步|字|斤|吨|瓦|克|卡|年|月|天|日|号|次|回|份|套|张|笔|项|门|台|间|件|条|种|辆|口|岁|%|所|座|村|多?(?:人|家|户|名))"
)
COUNT_UNITS = re.compile(
    r"\s?(?:(?P<people>个?(?P<over>多)?人(?![民均事])(?!社(?!保))|名|位(?!于)|口(?![气子碑头味号罩])(?:人)?)"
    r"|(?P<households>户(?!口|籍))"
    r"|(?P<firms>家(?![庭里长政属电具装园乡]))"
    r"|(?P<times>次(?![性日月年序要])|回(?![来家去收复答到])|趟|遍)"
    r"|(?P<mu>亩)"
    r"|(?P<items>个(?!半|工作日|百分点|性|税|体|多?(?:月|小时|星期|礼拜|钟))|份(?!额|子)|套(?!路)|张|笔|项|门(?![口店头])|台|间|件|种|辆)"
    r"|(?P<pair>孩子?|企业|公司|门))"
)
LONE_ONE = re.compile("[雇招聘有就只剩生养裁带请过了才差加减共欠还]$|新招$|缺$")
# Hours, degrees, classes: the number is of another kind than any that is read here.
NO_QUANTITY_AFTER = re.compile(
    r"\s?(?:点|时|小时|分|秒|刻|米|公|里|度|级|届|楼|层|路|期|版|页|折|倍|栋|班|斤|吨|克|号|后|字|学时|课时|平|卡|集|档|条|类|代|胎|险|线|环|甲|手|‰|岁|个|年|月|日|周|成|毛|角|块|维|线|轮|星|强|座|所|幢|股|[a-zA-Z:/])"
)

"""The words by which a number is known to be an age, and when it is reached. Pure."""

from __future__ import annotations

import re

_FILLER = "(?:今年|已经|都|也|才|是|刚|就|了|:|: | |,|有|满)"
_KIN = (
    "我|本人|他|她|咱|女的|男的|女士|男士|女性|男性|女|男|老公|老婆|媳妇|爱人|对象|老伴|丈夫|妻子|妈|爸|母亲|父亲|婆婆|公公|姐|妹|哥|弟|姨|叔"
    "|闺女|女儿|儿子|孩子|俩|岁数|(?<!退休)(?<!法定)年龄|年纪|周岁|实岁|足岁"
)

# In 虚岁49周岁48 the 周岁 belongs to the second; 49周岁零8个月 is 49 full years.
UNIT = re.compile(
    r"\s?(?:(?P<nominal>虚岁(?!\d\d|[一二三四五六七八九]?十))|实岁|足岁|周岁(?!\d\d|[一二三四五六七八九]?十)|岁(?!月|数))(?:半|零?(?:\d{1,2}|十[一二]?|[一二三四五六七八九])个月)?"
)
# 「四十岁那年」 is not how old someone is.
AT_ANOTHER_TIME = re.compile("(?:那年|那会|那时|的?时候|时(?![间常]))")
# A number that belongs to another unit is no age, whoever is named before it.
UNIT_OF_ANOTHER = re.compile(
    r"\s?(?:[个人名位户家年月天日号点万千百十元块%成次项份路楼倍小分秒期届级度斤亩米套张间笔口种条门台件折辆周时课平吨公后代栋班]|[-./~:、]\s?\d|,\d{3}|[a-zA-Z]|星期|礼拜|出生|生人)"
)
NOMINAL_BEFORE = re.compile("虚岁?(?:我|她|他)?(?:今年|都|也|已经|是|快|才|有| |:){0,3}$")
CUE_BEFORE = re.compile(f"(?:{_KIN}){_FILLER}{{0,3}}$")
SELF_BEFORE = re.compile("(?:今年|(?<![^,。!?; ])都|就)(?:已经|都|也|才|刚|快)?$")
CUE_AFTER = re.compile("(?:了)?[, ]?的?(?:女|男)(?:的|性|同志|人|士|[,。!? ]|$)|了(?=$|[,。!?])|的人(?=$|[,。!?能可])")
# 招了40多, 工资50以上: what is counted or paid is no age.
OTHER_BEFORE = re.compile("[招雇聘人工员企公司补贷钱分占比率涨挣付超给花借交缴每收入罚租价卖买次第]{1}[^,。!?;]{0,3}$")
_REACH = "(?:我|她|他)?(?:才|就|要|刚好|正好|刚)*(?:满|到|过|够|是|该)?"
_PART_OF_YEAR = "(?:的?(?:(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|初|中旬|底|\\d{1,2}[号日])?|年?[初底]|[上下]半年|开春|春[天节]|夏天|秋天|冬天|国庆|五一))"
# 再过两年: how many years are still to come, with the least and the most that somebody lacks.
YEARS_TO_COME = re.compile(
    f"(?:再过|再有|再等|还要|还得|还有|还差|差|过)(?P<years>[一二两三四五六七八九]|\\d)年(?:才|就|能|可)*{_REACH}$"
)
SOON_BEFORE = re.compile(
    f"(?:下个?月|下周|下个?礼拜|下个?星期|明天|后天|大后天|过几天|过两天|过些天|月底|年底|再过[^,。!?年]{{1,4}}|还差[^,。!?年]{{1,5}}|差[^,。!?岁年]{{1,4}}[月天]|(?:还有|再有|还得|还要|再等)[^,。!?岁年]{{1,4}}(?:月|天|周|星期|礼拜))(?:[一二三四五六日天]?过生日[,，]?)?{_REACH}$"
)
NEXT_YEAR_BEFORE = re.compile(
    f"(?:(?:明年|来年|转年){_PART_OF_YEAR}?|过[了完]?年|(?<![\\d一二两三四五六七八九十几半多])年后|开春){_REACH}$"
)
YEAR_AFTER_NEXT_BEFORE = re.compile(f"后年{_PART_OF_YEAR}?{_REACH}$")
THIS_YEAR_BEFORE = re.compile(
    "(?:今年|本年|下半年|年内|(?:1[0-2]|(?<!\\d)[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底|\\d{1,2}[号日])?)(?:我|她|他)?(?:(?:才|就要|就|要|该)*(?:满|到|够)|(?:就要|就|才))$"
)
LAST_YEAR_BEFORE = re.compile("去年(?:刚|就|才)*(?:满|到)(?:了)?$")
JUST_BEFORE = re.compile(
    "(?:(?:上个?月|上周|上个?礼拜|昨天|前天|今天|今儿|前几天|前两天)(?:刚刚|刚|才|正好|就)?(?:满|过|到|够)(?:了)?|(?:刚刚|刚|才刚|正好|刚好|整)(?:满|过|到|够)?)$"
)

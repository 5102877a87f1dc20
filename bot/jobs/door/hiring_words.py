"""The words by which an opening asks for what may not be asked, or excludes whom it may not exclude. Pure data and patterns.

What stands near a denial (不收押金, 男女不限) is no such word.
"""

from __future__ import annotations

import re

from bot.jobs.model import FlagKind

LAW, CONTRACT = "employment_promotion_law", "labour_contract_law"
# The clause of each kind. Age, marriage and origin are named by no clause of their own: the general one forbids discrimination.
CLAUSES: dict[FlagKind, str] = {
    FlagKind.FEE: f"{CONTRACT}-9",
    FlagKind.PAPERS: f"{CONTRACT}-9",
    FlagKind.SEX: f"{LAW}-27",
    FlagKind.MARRIAGE: f"{LAW}-27",
    FlagKind.AGE: f"{LAW}-26",
    FlagKind.ORIGIN: f"{LAW}-26",
    FlagKind.ETHNICITY: f"{LAW}-28",
    FlagKind.DISABILITY: f"{LAW}-29",
    FlagKind.HEALTH: f"{LAW}-30",
    FlagKind.FAKE_ORDERS: "anti-fraud-line-96110",
}
RURAL_CLAUSE = f"{LAW}-31"

_N = r"[\d一二三四五六七八九十]{1,3}"
_AGE = rf"{_N}\s*(?:周?岁)?\s*(?:[-~—–至到]+\s*{_N}\s*)"
_FEES = (
    "(?:交|缴|收取?|扣|付|预付|需|先)[^，。；,;]{0,4}(?:押金|保证金|报名费|培训费|服装费|工装费|体检费|建档费|中介费|介绍费|资料费|"
    "管理费|手续费|入职费|保险费用?|伙食押金)"
    "|(?:押金|保证金|报名费|培训费|服装费|工装费|建档费|中介费|介绍费|资料费|入职费)[^，。；,;]{0,4}(?:\\d+|自理|自付|自费)"
    "|(?:费用|培训费|服装费|体检费?)(?:自理|自付|自费)"
)
_PAPERS = (
    "(?:扣押?|押|抵押|上交|收取|交|代管|统一保管)(?:本人|个人|员工)?(?:的)?(?:身份证|毕业证|学历证|资格证|证件|银行卡|房产证|户口本)(?!复印件|号)"
    "|(?:身份证|毕业证|学历证|资格证|证件|银行卡)(?:原件)?(?:由(?:公司|单位))?(?:统一)?(?:抵押|押在|保管|上交|扣押?)"
    "|(?:提供|找|需要?)(?:担保人?|保证人)"
)
_BOTH = "(?!\\s*[、/和或]?\\s*[男女])"
_SEX = (
    "(?:限|仅限|只要|只招|仅招|招收|招聘?|要求?|性别)\\s*[:：]?\\s*(?:为)?(?:男|女)(?:性|士|生|工|的|孩)?"
    f"{_BOTH}(?!装|鞋|子|款|厕|浴|朋友|童|宾)"
    "|(?:男|女)(?:性|士|生|工)?(?:优先|为主|优选)|不(?:要|招|收)(?:男|女)(?:性|士|生|的)?"
    f"|(?:^|(?<![男女])[\\s，。；,;、(（:：])(?:男|女)(?:性)?{_BOTH}(?=[，。；,;、)）\\s\\d]|$)"
)
_AGES = (
    rf"(?:年龄|岁数)[^，。；,;]{{0,6}}{_N}|{_AGE}(?:周?岁)|{_N}\s*(?:周?岁)(?:以下|以内|左右|之内|及以下)"
    rf"|不(?:要|招|收)\s*{_N}\s*(?:周?岁)以上|{_N}\s*(?:周?岁)以上(?:勿扰|免谈|不要|不招)|(?<![\d.])[2-6]\d(?:以下|以内)"
    rf"|(?:不超过|不大于|小于|低于)\s*{_N}\s*(?:周?岁)|[6789][05]后(?!团队|老板|创业)|(?:只要|限|仅招)年轻"
)
_MARRIAGE = (
    "(?:限|只要|只招|仅限|要求?|须|需|必须|婚姻状况[:：]?)?\\s*(?:未婚|已婚|已育|未育|单身(?!宿舍|公寓)|离异)(?:优先|者|的|女|男)?"
    "|(?:不得|不准|不能|禁止)(?:结婚|怀孕|生育|生孩子)|(?:\\d+|[一二三四五])年内不(?:得|准|能)?(?:结婚|怀孕|生育|要孩子)"
)
_REGIONS = (
    "河南|东北|新疆|西藏|安徽|四川|山西|山东|河北|甘肃|青海|贵州|云南|广西|湖南|湖北|江西|福建|黑龙江|吉林|辽宁|内蒙古?"
)
_ORIGIN = (
    "(?:限|只要|只招|仅限|仅招|须|需|必须|要求?)\\s*(?:是|为)?(?:天津|本市|本地|本区|西青|当地|津籍)(?:人|户口|户籍|籍)"
    f"|(?:天津|本市|本地|本区|西青)(?:人|户口|户籍|籍)(?:优先|者?优先)|(?:外地|外来|{_REGIONS})(?:人|户口|籍)?(?:勿扰|免谈|不要|不招|除外)"
    f"|不(?:要|招|收)(?:外地|外来|{_REGIONS})(?:人|户口|籍|的)?"
)
_RURAL = "不(?:要|招|收)(?:农村|农民|农业户口)(?:人|工|的)?|(?:农村|农民工?|农业户口)(?:勿扰|免谈|不要|除外)|(?:限|仅限|只要)(?:城镇|非农|城市)(?:户口|户籍)"
_ETHNICITY = "(?:限|仅限|只要|只招|须|要求?)(?:是|为)?汉族|少数民族(?:勿扰|免谈|不要|除外)|不(?:要|招|收)(?:少数民族|回族|维族|藏族)"
_HEALTH = "(?:乙肝|两对半|大三阳|小三阳|艾滋|传染病)[^，。；,;]{0,6}(?:勿扰|不要|不招|阴性|检查|除外|者不|不得)|无(?:乙肝|传染病|艾滋)|非乙肝"
_DISABILITY = "(?:残疾人?|残障)(?:勿扰|免谈|不要|不招|除外)|不(?:要|招|收)残疾人?|无残疾"
_FAKE_ORDERS = (
    "刷单|刷信誉|刷好评|刷流水|点赞(?:兼职|返佣|赚钱)|垫付(?:货款|本金|资金)|先?垫资|返佣|跑分|出租银行卡|日赚\\d{3,}"
)

PATTERNS: tuple[tuple[FlagKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (FlagKind.FEE, _FEES),
        (FlagKind.PAPERS, _PAPERS),
        (FlagKind.FAKE_ORDERS, _FAKE_ORDERS),
        (FlagKind.SEX, _SEX),
        (FlagKind.AGE, _AGES),
        (FlagKind.MARRIAGE, _MARRIAGE),
        (FlagKind.ORIGIN, _ORIGIN),
        (FlagKind.ETHNICITY, _ETHNICITY),
        (FlagKind.HEALTH, _HEALTH),
        (FlagKind.DISABILITY, _DISABILITY),
    )
)
RURAL = re.compile(_RURAL)
# Right before a word it denies it; right behind it, it leaves everybody in.
DENIED_BEFORE = re.compile("(?:不|无|免|没有?|绝不|严禁|禁止|拒绝|概不)[用需要会必得向收取交缴扣任何再先提前]{0,4}$")
DENIED_BEHIND = re.compile(
    "^[^，。；,;]{0,3}(?:不限|均可|都可|皆可|都行|都要|都招|无要求|全免|全包|公司(?:承担|出|报销)|单位(?:承担|出|报销)|报销|免费)"
)

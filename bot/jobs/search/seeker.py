"""Whether a message looks for a job of some kind, rather than asks of a policy, hires somebody, or tells of something. Pure."""

from __future__ import annotations

import re

LONGEST = 120
_WORK = "(?:活儿?|工作|岗位?|职位|差事|班儿?上|零工|兼职)"
_SEEKS = re.compile(
    f"(?:找|寻|求|介绍|推荐)[^。？?！!]{{0,16}}{_WORK}|求职|应聘"
    "|(?:想|打算|愿意|能)(?:去|找|来)?(?:干|做|当|应聘|上)(?!什么|啥)"
    f"|(?:有|缺|招)[^。？?！!]{{0,16}}{_WORK}[^。？?！!]{{0,4}}(?:吗|么|嘛|没有?|不|[?？]|$)"
    f"|(?:哪|谁)[^。？?！!]{{0,6}}(?:招|要|缺|有)[^。？?！!]{{1,12}}|有(?:啥|什么|哪些)[^。？?！!]{{0,8}}{_WORK}"
    "|招(?!聘会)[^。？?！!]{0,12}(?:吗|么|嘛|不)|(?:有没有|有)招[^。？?！!]{1,10}的"
)
# What belongs to a policy, an office, a right or an employer is answered as ever.
_ELSE = re.compile(
    "补贴|补助|补偿|津贴|社保|医保|公积金|养老|贷款|贴息|培训|学(?:技术|手艺|习)|考证|资格|什么证|啥证|要证|证书|政策|登记|认定|申请|申报|条件|材料|手续|失业金|保险金|创业|开店|摆摊|见习|公益"
    "|能领|能拿|领钱|怎么办|咋办|如何|流程|退休|合同|劳动法|仲裁|拖欠|欠薪|欠我|不发|没发|辞退|辞职|离职|开除|工伤|加班|被骗|骗|押金|中介费|交钱|交费|收费|刷单|红娘|服务站|人社|投诉|举报|电话"
    "|招聘会|直播|大学生|毕业生|退役|残疾|低保|孩子|档案|落户|税|以前|原来|之前|曾经|干了|做了|不想|不干|不做"
)
_HIRES = re.compile(
    "招人|想招|要招|我招|我们招|雇|请个|请一|找人|找个(?:人|工人|阿姨|保姆|师傅)(?!的)|用工|企业|公司想|老板"
)
# Said by who is registered; of anybody else it means nothing.
_OWN = re.compile(
    f"(?:看看|看一下|查查|查一下|有没有)?(?:昨晚|夜里|今天)?(?:给|为|帮|替)(?:我|俺|咱)(?:配|找|选|挑|推荐)(?:好|到|着|上)?[了的]*[^。？?！!]{{0,4}}{_WORK}?[^。？?！!]{{0,6}}"
    f"|(?:看看|看一下|查查|查一下)?(?:(?:适合|配给)(?:我|俺)的{_WORK}|(?:我|俺)的岗位)(?:有哪些|呢|有吗)?"
    "|(?:现在|今天)?有(?:没有)?合适(?:我|俺)?的(?:了|岗位|活|工作)*(?:吗|没有?|不)?"
)
LONGEST_OWN = 20


def names_work(text: str) -> bool:
    """Tell whether a message speaks of work by a word for it.

    >>> names_work("有什么活"), names_work("能上")
    (True, False)
    """
    return re.search(_WORK, "".join(text.split())) is not None


def asks_for_own(text: str) -> bool:
    """Tell whether who is registered asks for what fits their registration.

    >>> asks_for_own("昨晚给我配了什么岗位"), asks_for_own("有合适的了吗"), asks_for_own("给我推荐个补贴")
    (True, True, False)
    """
    words = "".join(text.split()).strip(",，.。!！?？~")
    return 0 < len(words) <= LONGEST_OWN and not _ELSE.search(words) and _OWN.fullmatch(words) is not None


def seeks_work(text: str) -> bool:
    """Tell whether a message looks for work; rather too seldom than too often, for everything else has an answer of its own.

    >>> seeks_work("想找个保洁的活"), seeks_work("附近有招保安的吗"), seeks_work("想找个保洁"), seeks_work("干保洁有社保补贴吗")
    (True, True, False, False)
    """
    words = "".join(text.split())
    if not 0 < len(words) <= LONGEST or _ELSE.search(words) or _HIRES.search(words):
        return False
    return _SEEKS.search(words) is not None

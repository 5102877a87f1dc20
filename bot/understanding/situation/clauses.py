"""Divides a message into clauses and tells the story from the question, from what others say, and from a wish. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.situation.model import ClauseKind, MessageClause
from bot.understanding.situation.wordings.masks import BREAK

_CLAUSE = re.compile(f"[^{BREAK}]+")
_ENDS = re.compile(r"[。;；!！?？\n]")
# Where a question begins to ask. What stands before it in the clause may be told of somebody.
_ASKS = re.compile(
    r"能不能|可不可以|行不行|够不够|算不算|是不是|有没有(?=(?:这个|这种|这项|这笔|那个|别的)?(?:资格|机会|补|政策|钱|份|啥|什么|可能|我)|$)|给不给|该不该|要不要|符不符合|合不合|影响不影响|受不受|"
    r"是否|能否|可否|有资格|够格|够条件|有我(?:的份|这|一份|吗|的)|轮得?[到着]|还?赶得?[上趟]|怎么(?!也)|怎样|咋|如何|多少(?!年没)|几(?:个月|年|天|岁|次|号|点)(?![前来没都了多])|多大|哪年|哪天|哪种|划算|区别|指(?:嘛|啥|什么)|[嘛啥]人|什么人|[嘛啥]意思|多长时间(?=.{0,6}(?:才|算|能))|(.{1,3})不\1(?!的)|什么时候|啥时候|(?<!没在)哪[里儿些个种]|(?<!没)在哪|哪(?=办)|找谁|"
    r"(?:是|归|算|找|去|到|回|按|走|选|跟)[^,\ue000]{1,8}还是(?!没|不|一样|老|这样|那样|很|会|能|有|不能)|"
    r"需要(?!赡养|照顾|抚养)|(?:都|还|就|也|又|才|到底|究竟|那|直接|现在)*(?<![不可只才技功性职])(?:能|可以|可(?=申请|领|享))(?=[^\ue000]{0,40}(?:[吗么嘛呢?？]|不(?:能|行)?$|不了$|没$|什么|啥|哪|多少))|"
    r"(?:还|就|也|都|这|我这|到底)*(?:算|够|给|符合|行|认)(?=[^了没不]{0,14}(?:吗|么|嘛|不$))|(?:什么|啥|嘛)(?=补|政策|条件|材料|钱|待遇|手续|意思|扶持|优惠|好处|福利|帮助|说法)"
)
_PARTICLE = re.compile(
    r"(?:吗|么(?<!什么)(?<!怎么)|嘛|吧|不|没|没有|有没有|不(?:能|行|成|够|算|可以|给|中|是))[啊呀呢的]*$"
)
_ASKING_END = re.compile(
    r"(?:吗|么(?<!什么)(?<!怎么)|嘛|(?<!要)不|(?:了|过|够|成|上|下来|格)没|不(?:能|行|成|够|算|可以|给|中)|是不是|(?:行|够|能|算|成|可以|符合)[^\ue000]{0,6}吧|有没有|[是对]吧)[啊呀呢的]*$"
)
# As many signs at the end of a clause as can make it a question.
_LAST = 16
_OF_LIST = re.compile("这几[种个样]|(?<!忘了)(?<!知道)(?<!记得)哪[种个类]|这俩|这两[个种样]|[是对]吧|对吗|对不对|区别")
_OF_ONESELF = re.compile("我(?!就问|想问|问)|俺|咱")
_QUOTED = re.compile(
    r"^(?:我)?(?:听|据|听人|听别人|听邻居|听朋友)说|^(?:有人|别人|人家|网上|抖音上?|电视上?|新闻|群里|邻居|朋友|同事|同学|亲戚|老乡|文件上?|通知上?|政策上?|规定上?|公告|条件|要求)(?:都|也|里|上|中|跟我|和我|给我|告诉我?)*(?:说|讲|写|规定|要求|告诉)"
)
_WISH = re.compile(
    r"^(?:你好|您好|请)?(?:请|麻烦|劳驾|想|我想|就想|能否|帮|替|给|代)*(?:您|你|我|俺)?(?:帮|替|给|代)?(?:我|俺)?(?:忙)?(?:问问?|问一下|打听|咨询|了解|请教|请问|算算|算一下|看看|看一下|查查|查一下|判断|核一下|核对|告诉我)"
)


# Asks for help or an answer, and nothing of its own (能否给予帮助, 能不能给个答复).
_PLEA = re.compile(
    r"(?:能否|能不能|可否|可不可以|请|恳请)[^,]{0,10}(?:帮助|帮忙|帮帮我们?|答复|回复|解答|重视|关注|督[促助办]|落实|管一?管|做主|说法)(?:一下|下|呢|吗)?$"
)
_WISH_TO_GET = re.compile(r"想(?:要|去|来)?(?:认定|申请|申领|领(?!着)|贷(?!过)|享受|报名|参加(?=.{0,6}(?:培训|见习)))")


def clauses_of(masked: str, text: str) -> tuple[MessageClause, ...]:
    """Return the clauses of a message in order.

    Args:
        masked: the message as ``mask`` writes it.
        text: the message in normal form.

    >>> [clause.kind.value for clause in clauses_of(f"我有执照{BREAK}能贷吗", "我有执照,能贷吗")]
    ['story', 'question']
    """
    found = list(_clauses(masked, text))
    for index, clause in enumerate(found):
        if clause.kind is ClauseKind.QUESTION and _OF_LIST.search(text, clause.start, clause.end):
            _make_asked(found, index, text)
    return tuple(found)


def _make_asked(found: list[MessageClause], index: int, text: str) -> None:
    """Make what is listed before a question of the whole list a part of it (残疾人、低保户，哪种先认定)."""
    for place in range(index - 1, -1, -1):
        clause = found[place]
        if clause.is_last or _OF_ONESELF.search(text, clause.start, clause.end):
            break
        found[place] = MessageClause(ClauseKind.QUESTION, clause.start, clause.end, clause.start, False)


def _clauses(masked: str, text: str) -> Iterator[MessageClause]:
    found = list(_CLAUSE.finditer(masked))
    for index, part in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        between = text[part.end() : end]
        yield _clause(part, text, between)


def _clause(part: re.Match[str], text: str, between: str) -> MessageClause:
    words = part.group()
    start, end = part.span()
    is_last = _ENDS.search(between) is not None
    asks = _ASKS.search(words)
    is_question = (
        asks is not None
        or "?" in between
        or "？" in between
        or _ASKING_END.search(words, max(0, len(words) - _LAST)) is not None
    )
    asks_from = start + asks.start() if asks else end
    if _PLEA.search(words):
        return MessageClause(ClauseKind.STORY, start, end, end, is_last)
    if _QUOTED.match(words) or _is_in_quotes(text, start, end):
        return MessageClause(ClauseKind.QUOTED, start, end, asks_from, is_last)
    if _WISH.match(words):
        return MessageClause(ClauseKind.WISH, start, end, asks_from, is_last)
    wish = None if is_question else _WISH_TO_GET.search(words)
    if wish is not None:
        return MessageClause(ClauseKind.WISH, start, end, start + wish.start(), is_last)
    kind = ClauseKind.QUESTION if is_question else ClauseKind.STORY
    return MessageClause(kind, start, end, asks_from if is_question else end, is_last)


def _is_in_quotes(text: str, start: int, end: int) -> bool:
    return text.endswith(("“", '"', "「", "《"), 0, start) and text.startswith(("”", '"', "」", "》"), end)


def asks_yes_or_no(words: str) -> bool:
    """Tell whether a clause ends or is built as a yes-or-no question (…吗, …不, 能不能 …)."""
    return (
        bool(_PARTICLE.search(words))
        or re.search(
            r"能不能|可不可以|行不行|够不够|算不算|是不是|给不给|符不符合|合不合|是否|能否|可否|有我|轮得?[到着]|赶得?[上趟]|[能行够成]不[能行够成]|((?:能|可以|够|算|给|符合).{1,4})不\1",
            words,
        )
        is not None
    )

"""Of whom a clause speaks: the writer, kin, a firm, others. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.situation.model import MessageClause, Owner

_KIN = {
    Owner.SPOUSE: "老公|丈夫|爱人|对象|老婆|媳妇|妻子|先生|太太|老伴儿?|配偶|我?那口子|孩儿?子?他?[爸妈]|孩他[爸妈]|内人",
    Owner.CHILD: "孩子们?|儿子|女儿|闺女|娃儿?|小孩|丫头|小子|俩娃|大儿子|小儿子|我儿",
    Owner.PARENT: "老?妈妈?|母亲|老?爸爸?|父亲|老?爹|老娘|父母|爸妈|老爷子|老太太|老人(?!家属)|双亲",
    Owner.OTHER_KIN: "(?:表|堂|大|小|二|亲)?(?:哥哥?|姐姐?|弟弟?|妹妹?)|侄[子女儿]|外甥女?|姑姑?|舅舅?|叔叔?|姨妈?|嫂子?|大爷|大妈|公公|婆婆|公婆|岳[父母]|丈人|丈母娘|亲戚|爷爷|奶奶|姥姥|姥爷|孙[子女]|女婿|儿媳妇?|小[叔姑]子|小舅子|连襟",
    Owner.OTHERS: "朋友|邻居|同事|同学|老乡|街坊|战友|客户|有个人|有的人|别人|人家|居民|村民|群众|服务对象|室友|闺蜜|哥们儿?",
    Owner.EMPLOYER: "我们?(?:公司|单位|厂子?|企业|店)|公司|单位|厂里|厂子|企业|老板",
}
_MALE = re.compile("老公|丈夫|先生|儿子|爸|父亲|爹|老爷子|哥|弟|叔|舅|大爷|岳父|丈人|爷爷|姥爷|孙子|女婿|小子")
_FEMALE = re.compile(
    "老婆|媳妇|妻子|太太|女儿|闺女|丫头|妈|母亲|老娘|老太太|姐|妹|姑|姨|嫂|婆婆|岳母|丈母娘|奶奶|姥姥|孙女"
)
_TOKEN = re.compile(
    "(?P<couple>(?:我们?)?(?:两口子|俩口子|夫妻[俩双]?方?|夫妇俩?)|(?:我们?|咱们?)俩|(?:我|俺)(?:跟|和|与)(?:我)?(?:老公|丈夫|爱人|对象|老婆|媳妇|妻子|老伴)(?=都|俩|两|全|没|也)|双方)"
    + "".join(f"|(?P<{owner.value}>(?:我|俺|咱)?们?家?(?:的)?(?:{words}))" for owner, words in _KIN.items())
    + "|(?P<self>我|俺|咱|本人|自个儿?)(?!们?这边|市|省|区|国|爱人)|(?P<third>他|她)(?!们)"
)
# After these a person is whom something is done to or with, not whom the clause speaks of.
_OBJECT = re.compile(
    r"(?:跟|和|与|给|替|帮|为|对|把|被|靠|照顾|伺候|赡养|抚养|养着?|陪|带着?|随|管|向|比|写的?|是|找|填的?|有个?|上有|下有|当|做|嫁给?|娶|离了|以|个)$"
)
_OWNS_AFTER = re.compile(r"^(?:证|也|都|就|还|可)?(?:是|写的是|在)(?:我|俺)?")
_ASKS_FOR = re.compile(r"(?:替|帮|给|代|为)(?:我|俺)?$")
_ASKING = re.compile(r"问|咨询|打听|查|算|了解|申请|办")
BACK = 8
_GREETING = re.compile(r"你好|您好|请问|问|咨询|麻烦|同志|老师|乐业|小乐")


@dataclass(frozen=True)
class Mention:
    """A person mentioned: who, where, and whether the clause speaks of them."""

    owner: Owner
    start: int
    end: int
    is_subject: bool
    is_couple: bool = False
    is_third: bool = False
    is_asked_for: bool = False
    sex: str = ""


@dataclass(frozen=True)
class Speaker:
    """Of whom each clause speaks where it names nobody, and who is mentioned in it."""

    topics: tuple[Owner, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    asked_for: Owner | None
    main: Owner


def people_in(clauses: Sequence[MessageClause], text: str) -> Speaker:
    """Return of whom the clauses of a message speak.

    Args:
        clauses: the clauses of the message.
        text: its normal form.
    """
    mentions = tuple(_mentions(text, clause) for clause in clauses)
    topics: list[Owner] = []
    main: Owner | None = None
    topic = Owner.SELF
    asked_for: Owner | None = None
    for clause, found in zip(clauses, mentions, strict=True):
        asked = next((each.owner for each in found if each.is_asked_for), None)
        asked_for = asked_for or asked
        first = next((each for each in found if each.is_subject and each.owner is not Owner.EMPLOYER), None)
        if asked is not None:
            topic = main = asked
        elif first is None:
            topic = main or Owner.SELF
            if main is None and not _GREETING.search(text, clause.start, clause.end):
                main = Owner.SELF
        elif first.is_third:
            topic = _last_named(mentions[: len(topics)])
        else:
            topic = first.owner
            main = main if main not in (None, Owner.OTHERS) else topic
            if topic is Owner.SELF:
                main = Owner.SELF
        topics.append(topic)
    return Speaker(tuple(topics), mentions, asked_for, main or Owner.SELF)


def _last_named(mentions: Sequence[Sequence[Mention]]) -> Owner:
    """Return whom 他 or 她 means: the one named last; of a couple, the other one."""
    for found in reversed(mentions):
        for each in reversed(found):
            if each.is_couple:
                return Owner.SPOUSE
            if each.owner not in (Owner.SELF, Owner.EMPLOYER):
                return each.owner
    return Owner.OTHERS


def owner_at(speaker: Speaker, index: int, start: int, after: str) -> tuple[Owner, bool]:
    """Return of whom words at ``start`` in a clause speak, and whether of the writer and spouse alike.

    Args:
        speaker: what ``people_in`` returned.
        index: the clause.
        start: where the words begin in the message.
        after: what follows the words in their clause.
    """
    found = _OWNS_AFTER.match(after)
    if found:
        rest = after[found.end() :]
        named = _TOKEN.match(rest)
        if named and re.match(r"的|名下|交|办|那边|缴", rest[named.end() :]):
            return _owner(named), False
    before = [each for each in speaker.mentions[index] if each.is_subject and each.end <= start]
    before = [each for each in before if each.owner is not Owner.EMPLOYER]
    if before:
        return (speaker.topics[index] if before[-1].is_third else before[-1].owner), before[-1].is_couple
    return speaker.topics[index], False


def sex_of(words: str) -> str:
    """Return the sex that a word of kin tells (我妈: female), empty where it tells none."""
    if _FEMALE.search(words):
        return "female"
    return "male" if _MALE.search(words) else ""


def _mentions(text: str, clause: MessageClause) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for token in _TOKEN.finditer(text, clause.start, clause.end):
        before = text[max(clause.start, token.start() - BACK) : token.start()]
        after = text[token.end() : min(clause.end, token.end() + BACK)]
        owner = _owner(token)
        is_kin = token.lastgroup not in ("self", "third", "couple")
        is_asked_for = is_kin and bool(_ASKS_FOR.search(before)) and bool(_ASKING.search(after[:5]))
        is_object = _OBJECT.search(before) is not None and not is_asked_for
        found.append(
            Mention(
                owner=owner,
                start=token.start(),
                end=token.end(),
                is_subject=not is_object,
                is_couple=token.lastgroup == "couple",
                is_third=token.lastgroup == "third",
                is_asked_for=is_asked_for,
                sex=sex_of(token.group()) if is_kin else "",
            )
        )
    return tuple(found)


def _owner(token: re.Match[str]) -> Owner:
    group = token.lastgroup or "self"
    if group in ("self", "couple"):
        return Owner.SELF
    return Owner.OTHERS if group == "third" else Owner(group)

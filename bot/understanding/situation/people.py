"""Of whom a clause speaks: the writer, kin, a firm, others. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.understanding.situation.model import ClauseKind, MessageClause, Owner
from bot.understanding.situation.wordings.masks import BREAK

_KIN = {
    Owner.SPOUSE: "老公|丈夫|爱人|(?<![测助扶务保策招养])对象|老婆|媳妇|妻子|先生|太太|老伴儿?|配偶|老头儿?|家里男人|我?那口子|孩儿?子?他?[爸妈]|孩他[爸妈]|内人",
    Owner.CHILD: "孩子们?(?!小那|小的?时候)|儿子|女儿|闺女|姑娘|小子|娃儿?|小孩|丫头|小子|俩娃|大儿子|小儿子|我儿(?!媳)",
    Owner.PARENT: "老?妈妈?|母亲|老?爸爸?|父亲|老?爹|老娘|父母|爸妈|老爷子|老太太|老人(?!家属)|双亲",
    Owner.OTHER_KIN: "(?:表|堂|大|小|二|亲)?(?:哥哥?|姐姐?|弟弟?|妹妹?)|侄[子女儿]|外甥女?|姑姑?|舅舅?|叔叔?|姨妈?|嫂子?|大爷|大妈|公公|婆婆|公婆|岳[父母]|丈人|丈母娘|亲戚|爷爷|奶奶|姥姥|姥爷|孙[子女]|小叔子|大姨姐|小姨子?|二姑家?|表姐|表哥|表弟|表妹|老家儿|女婿|儿媳妇?|小[叔姑]子|小舅子|连襟",
    Owner.OTHERS: "(?:隔壁|对面|别的?|别人|邻居|同行|兄弟|母|总|另一个|另外一个|人家|上家|前|原|老|以前那?个?|合作的?那?家?|分包那?家?|供应)(?:那?家|公司|单位|厂子?|店|企业|商户?|东家)|甲方|乙方|供应商|同行|隔壁|对面|对门|老东家|合伙人|(?:小|老)[赵钱孙李周吴郑王冯陈刘张杨黄林何高马罗梁宋郭谢韩唐许邓曹曾彭](?:家|头|的)?(?![岁年月个天])|好几个(?!月|小时|钱)人?|好些人|不少人|大伙儿?|上一个招的|前一个招的|朋友|邻居|同事|同学|老乡|街坊(?:老.)?|大婶|大姐|战友|客户|有个人|有的人|别人|人家|居民|村民|群众|服务对象|室友|工友|同屋的?|同寝室的?|班组长|村支书|楼上的?|导师|供货的?|闺蜜|哥们儿?",
    Owner.EMPLOYER: "我们?(?:公司|单位|厂子?|企业|店)|公司|单位|厂里|厂子|企业|老板",
}
_OURS = (Owner.SPOUSE, Owner.CHILD, Owner.PARENT, Owner.OTHER_KIN)
_OF_US = "(?:(?:我|俺|咱)们?家?(?:的)?)?"
_TOKEN = re.compile(
    "(?P<couple>(?:我们?)?(?:两口子|俩口子|夫妻[俩双]?方?|夫妇俩?)|(?:我们?|咱们?)俩|(?:我|俺)(?:跟|和|与)(?:我)?(?:老公|丈夫|爱人|对象|老婆|媳妇|妻子|老伴)(?=都|俩|两|全|没|也)|双方)"
    + "|(?P<hired>新招的?|招的|雇的|聘的|新来的|招了个|那员工|这员工|员工)"
    + "".join(f"|(?P<{owner.value}>{_OF_US if owner in _OURS else ''}(?:{words}))" for owner, words in _KIN.items())
    + "|(?P<self>我|俺|咱|本人|自个儿?)(?!们?这边|市|省|区|国|爱人)|(?P<third>他|她)(?!们)"
)
# After these a person is whom something is done to or with, not whom the clause speaks of.
_OBJECT = re.compile(
    r"(?:跟|和|与|给|替|帮|为|对|把|被|靠|照顾|伺候|赡养|抚养|养着?|陪|带着?|随|管|向|比|写的?|是|找|填的?|有个?|上有|下有|当|做|嫁给?|娶|离了|以|(?<![那这])个|单亲|重病|瘫痪|跟着|归|在|家里|家中)$"
)
_OBJECT_AFTER = re.compile(
    r"^(?:(?:要|需要|得|都)?(?:养|照顾|伺候|赡养|抚养)|(?:都|也|全)?(?:归|判给|跟着?)了?(?:我|俺))"
)
_OWNS_AFTER = re.compile(r"^(?:证|也|都|就|还|可)?(?:是|写的是|在)?(?:我|俺)?")
_ASKS_FOR = re.compile(r"(?:替|帮|给|代|为)(?:我|俺)?$")
_ASKING = re.compile(r"问|咨询|打听|查|算|了解|申请|办")
# 二姑家的姑娘 is no child of ours.
# 家里有地，是公公名下的: whose it is comes in the next clause.
_WHOSE_AFTER = re.compile(f"^[^{BREAK}]{{0,4}}{BREAK}(?:也|都|就|可)?(?:是|写的是|挂在|在)")
_OWNED = re.compile(f"(?:名下)?的?(?:名字)?(?:{BREAK}|$)")
_OF_THEIRS = ("的", "家", "家的", "他", "她", "家里")
BACK = 8
# 名下的 behind the one whose name it is.
NAMED_AFTER = 3
_KIN_GROUPS = {owner.value for owner in _OURS}
_THIRD_ASKED = re.compile(
    r"(?:问|替|帮|代)(?:问问|咨询|问一下)?(?:他|她)|不是我[,，]?(?:是|而是)(?:帮|替|给)?(?:我|俺)?$"
)
_WISHING = re.compile(r"^(?:就|也|是|先|只)?(?:想|要|来)?(?:先)?(?:问|咨询|打听|了解|替|帮|跟你说|跟您说)")
_GREETING = re.compile(r"你好|您好|请问|问|咨询|麻烦|同志|老师|乐业|小乐")


@dataclass(frozen=True)
class Mention:
    """A person mentioned.

    Args:
        owner: who it is.
        start: where the word begins in the message.
        end: where it ends.
        is_subject: whether the clause speaks of them.
        is_couple: whether it is the writer and spouse together.
        is_hired: whether it is somebody hired.
        is_asked_for: whether the check is asked for them.
        is_singular: whether it is the writer alone (我, not 我们).
        is_of_somebody: False where only some firm is meant (企业), not ours.
    """

    owner: Owner
    start: int
    end: int
    is_subject: bool
    is_couple: bool = False
    is_hired: bool = False
    is_asked_for: bool = False
    is_singular: bool = False
    is_of_somebody: bool = True


@dataclass(frozen=True, eq=False)
class PeopleOfMessage:
    """Of whom a message speaks.

    Args:
        topics: of whom each clause speaks where it names nobody.
        hired: whether that is somebody hired.
        mentions: who is mentioned in each clause.
        asked_for: for whom the check is asked in so many words.
        main: of whom the message speaks first.
        speaks_of_self: whether the writer tells of themselves alone.
    """

    topics: tuple[Owner, ...]
    hired: tuple[bool, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    asked_for: Owner | None
    main: Owner
    speaks_of_self: bool

    @property
    def names_self(self) -> bool:
        """Return whether the writer alone is named at all, as in 跟我不是一户."""
        return any(each.is_singular for found in self.mentions for each in found)

    @cached_property
    def named(self) -> tuple[bool, ...]:
        """Return of each clause whether it speaks of a person (or of our firm) and not of people in general."""
        return tuple(any(each.is_subject and each.is_of_somebody for each in found) for found in self.mentions)

    @cached_property
    def starts(self) -> tuple[list[int], ...]:
        """Return where those of whom each clause speaks are named, firms left out."""
        return tuple([each.start for each in found] for found in self.subjects)

    @cached_property
    def subjects(self) -> tuple[tuple[Mention, ...], ...]:
        """Return those of whom each clause speaks, firms left out."""
        return tuple(
            tuple(each for each in found if each.is_subject and each.owner is not Owner.EMPLOYER)
            for found in self.mentions
        )

    @cached_property
    def last_hired(self) -> tuple[int, ...]:
        """Return where somebody hired is named last in each clause, -1 where nobody is."""
        return tuple(max((each.start for each in found if each.is_hired), default=-1) for found in self.mentions)


def people_in(clauses: Sequence[MessageClause], text: str) -> PeopleOfMessage:
    """Return of whom the clauses of a message speak.

    Args:
        clauses: the clauses of the message.
        text: its normal form.
    """
    mentions: list[tuple[Mention, ...]] = []
    topics: list[Owner] = []
    hired: list[bool] = []
    main: Owner | None = None
    topic, is_hired = Owner.SELF, False
    named = Owner.OTHERS
    for clause in clauses:
        found, named = _mentions(text, clause, named)
        mentions.append(found)
        first = _first_subject(found)
        asked = next((each.owner for each in found if each.is_asked_for), None)
        if asked is not None:
            topic = main = asked
        elif first is None and not is_hired:
            topic = main or (topic if topic is Owner.OTHERS else Owner.SELF)
            if main is None and topic is not Owner.OTHERS and not _GREETING.search(text, clause.start, clause.end):
                main = Owner.SELF
        elif first is not None:
            topic, is_hired = first.owner, first.is_hired
            if topic is Owner.SELF or (main is None and topic is not Owner.OTHERS):
                main = topic
        topics.append(topic)
        hired.append(is_hired)
    return PeopleOfMessage(
        tuple(topics),
        tuple(hired),
        tuple(mentions),
        _asked_for(clauses, mentions),
        main or Owner.SELF,
        any(each.is_singular and each.is_subject for found in mentions for each in found),
    )


def _first_subject(found: Sequence[Mention]) -> Mention | None:
    """Return of whom a clause speaks first: who was hired comes before who hired them (我们招了个会计)."""
    subjects = [each for each in found if each.is_subject and each.owner is not Owner.EMPLOYER]
    return next((each for each in subjects if each.is_hired), subjects[0] if subjects else None)


def _asked_for(clauses: Sequence[MessageClause], mentions: Sequence[Sequence[Mention]]) -> Owner | None:
    """Return for whom it is asked: 替我妈问, 问她的, 她能领吗."""
    for found in mentions:
        for each in found:
            if each.is_asked_for:
                return each.owner
    for clause, found in zip(reversed(clauses), reversed(mentions), strict=True):
        subjects = [each for each in found if each.is_subject and each.start <= clause.asks_from]
        has_self = any(each.is_singular and each.is_subject for each in found)
        if clause.kind is ClauseKind.QUESTION and clause.asks_from < clause.end and subjects and not has_self:
            last = subjects[-1]
            if last.owner in _OURS and last.end >= clause.asks_from - 1:
                return last.owner
    return None


def owner_at(speaker: PeopleOfMessage, index: int, start: int, end: int, after: str, beyond: str) -> tuple[Owner, bool]:
    """Return of whom words at ``start`` in a clause speak, and whether of the writer and spouse alike.

    Args:
        speaker: what ``people_in`` returned.
        index: the clause.
        start: where the words begin in the message.
        end: where they end.
        after: what follows the words in their clause.
        beyond: what follows them in the message, with breaks where clauses end.
    """
    inside = next(
        (each for each in speaker.mentions[index] if start < each.start and each.end < end <= each.end + NAMED_AFTER),
        None,
    )
    if inside is not None and inside.owner in _OURS:
        return inside.owner, False
    whose = _WHOSE_AFTER.match(beyond)
    named = _TOKEN.match(beyond, whose.end()) if whose else None
    if named and named.lastgroup in _KIN_GROUPS and _OWNED.match(beyond, named.end()):
        return _owner(named), False
    owning = _OWNS_AFTER.match(after)
    if owning:
        rest = after[owning.end() :]
        named = _TOKEN.match(rest)
        if named and re.match(r"的|名下|交|办|那边|缴", rest[named.end() :]):
            return _owner(named), False
    subject = _subject_before(speaker, index, start)
    if subject is None or subject.owner is Owner.EMPLOYER:
        begins_here = speaker.last_hired[index] >= start
        return (speaker.main if begins_here else speaker.topics[index]), False
    return subject.owner, subject.is_couple


def writer_at(speaker: PeopleOfMessage, index: int, start: int) -> Owner:
    """Return of whose household words at ``start`` speak: the writer's, unless somebody of another one is named before."""
    subject = _subject_before(speaker, index, start)
    is_other = subject is not None and subject.owner in (Owner.OTHERS, Owner.OTHER_KIN) and not subject.is_hired
    return subject.owner if subject is not None and is_other else speaker.main


def firm_at(speaker: PeopleOfMessage, index: int, start: int) -> Owner:
    """Return of whose firm words at ``start`` in a clause speak: the asker's, unless another is named."""
    subject = _subject_before(speaker, index, start)
    if subject is not None:
        is_ours = subject.is_hired or subject.owner in (Owner.SELF, Owner.EMPLOYER)
    else:
        is_ours = speaker.hired[index] or speaker.topics[index] is not Owner.OTHERS
    return Owner.EMPLOYER if is_ours else Owner.OTHERS


def _subject_before(speaker: PeopleOfMessage, index: int, start: int) -> Mention | None:
    """Return who was last named in the clause before a place, as one of whom it speaks."""
    place = bisect_right(speaker.starts[index], start) - 1
    while place >= 0 and speaker.subjects[index][place].end > start:
        place -= 1
    if place >= 0:
        return speaker.subjects[index][place]
    first = speaker.mentions[index][0] if speaker.mentions[index] else None
    return first if first is not None and first.owner is Owner.EMPLOYER and first.end <= start else None


def _mentions(text: str, clause: MessageClause, named: Owner) -> tuple[tuple[Mention, ...], Owner]:
    """Return who is mentioned in a clause, and who was named last, whom 他 and 她 mean."""
    found: list[Mention] = []
    for token in _TOKEN.finditer(text, clause.start, clause.end):
        before = text[max(clause.start, token.start() - BACK) : token.start()]
        after = text[token.end() : min(clause.end, token.end() + BACK)]
        group = token.lastgroup or "self"
        owner = named if group == "third" else _owner(token)
        if (
            found
            and found[-1].owner in (Owner.OTHER_KIN, Owner.OTHERS)
            and text[found[-1].end : token.start()] in _OF_THEIRS
        ):
            owner = found[-1].owner
        is_kin = owner in _OURS
        wider = text[max(0, token.start() - BACK) : token.start()]
        is_asked_for = is_kin and bool(
            (_ASKS_FOR.search(before) and _ASKING.search(after[:5]))
            or _THIRD_ASKED.search(wider + (token.group() if group == "third" else ""))
        )
        is_object = not is_asked_for and bool(_OBJECT.search(before) or (is_kin and _OBJECT_AFTER.match(after)))
        is_wish = group == "self" and _WISHING.match(after) is not None
        found.append(
            Mention(
                owner=owner,
                start=token.start(),
                end=token.end(),
                is_subject=not is_object and not is_wish,
                is_couple=group == "couple",
                is_hired=group == "hired",
                is_asked_for=is_asked_for,
                is_of_somebody=owner is not Owner.EMPLOYER or "我" in token.group(),
                is_singular=group == "self" and not after.startswith(("们", "家", "这儿", "这边")),
            )
        )
        named = Owner.SPOUSE if group == "couple" else owner if owner not in (Owner.SELF, Owner.EMPLOYER) else named
    return tuple(found), named


def _owner(token: re.Match[str]) -> Owner:
    group = token.lastgroup or "self"
    if group in ("self", "couple"):
        return Owner.SELF
    return Owner.OTHERS if group in ("third", "hired") else Owner(group)

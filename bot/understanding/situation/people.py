"""Of whom a clause speaks: the writer, kin, a firm, others. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from bot.understanding.situation.model import ClauseKind, Mention, MessageClause, Owner, PeopleOfMessage
from bot.understanding.situation.wordings.masks import BREAK
from bot.understanding.situation.wordings.persons import OURS, PERSON

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
# 公司员工,去年失业过: what the writer is, nobody whom they hired.
_IS_ONE = re.compile(
    r"(?:我|俺|本人)?(?:现在)?(?:就?是)?(?:一?[个名])?(?:公司|厂里?|单位|企业|超市|物业|国企|私企)的?(?:正式|普通|老|在职|合同工?)?(?:员工|职工|工人)"
)
BACK = 8
# 名下的 behind the one whose name it is.
NAMED_AFTER = 3
_KIN_GROUPS = {owner.value for owner in OURS}
_THIRD_ASKED = re.compile(
    r"(?:问|替|帮|代)(?:问问|咨询|问一下)?(?:他|她)|不是我[,，]?(?:是|而是)(?:帮|替|给)?(?:我|俺)?$"
)
_WISHING = re.compile(r"^(?:就|也|是|先|只)?(?:想|要|来)?(?:先)?(?:问|咨询|打听|了解|替|帮|跟你说|跟您说)")
_GREETING = re.compile(r"你好|您好|请问|问|咨询|麻烦|同志|老师|乐业|小乐")


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
    for clause, tokens in zip(clauses, _tokens_of(clauses, text), strict=True):
        found, named = _mentions(text, clause, named, tokens)
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
            if last.owner in OURS and last.end >= clause.asks_from - 1:
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
    inside = _named_inside(speaker, index, start, end)
    if inside is not None and inside.owner in OURS:
        return inside.owner, False
    whose = _WHOSE_AFTER.match(beyond)
    named = PERSON.match(beyond, whose.end()) if whose else None
    if named and named.lastgroup in _KIN_GROUPS and _OWNED.match(beyond, named.end()):
        return _owner(named), False
    owning = _OWNS_AFTER.match(after)
    if owning:
        rest = after[owning.end() :]
        named = PERSON.match(rest)
        if named and re.match(r"的|名下|交|办|那边|缴", rest[named.end() :]):
            return _owner(named), False
    subject = _subject_before(speaker, index, start)
    if subject is None or subject.owner is Owner.EMPLOYER:
        begins_here = speaker.last_hired[index] >= start
        return (speaker.main if begins_here else speaker.topics[index]), False
    return subject.owner, subject.is_couple


def _named_inside(speaker: PeopleOfMessage, index: int, start: int, end: int) -> Mention | None:
    """Return who is named near the end of words, as in 地是我公公名下的."""
    place = bisect_right(speaker.starts_of_all[index], start)
    found = speaker.mentions[index]
    for at in range(place, len(found)):
        each = found[at]
        if each.end >= end:
            break
        if end <= each.end + NAMED_AFTER:
            return each
    return None


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


def _tokens_of(clauses: Sequence[MessageClause], text: str) -> list[list[re.Match[str]]]:
    """Return the words for people in each clause, found in one pass over the message."""
    found: list[list[re.Match[str]]] = [[] for _ in clauses]
    starts = [clause.start for clause in clauses]
    for token in PERSON.finditer(text):
        index = bisect_right(starts, token.start()) - 1
        if index < 0 or token.end() > clauses[index].end:
            continue
        if token.lastgroup != "hired" or not _IS_ONE.fullmatch(text, clauses[index].start, clauses[index].end):
            found[index].append(token)
    return found


def _mentions(
    text: str, clause: MessageClause, named: Owner, tokens: Sequence[re.Match[str]]
) -> tuple[tuple[Mention, ...], Owner]:
    """Return who is mentioned in a clause, and who was named last, whom 他 and 她 mean."""
    found: list[Mention] = []
    for token in tokens:
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
        is_kin = owner in OURS
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

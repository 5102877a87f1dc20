"""Which policy a question is about, and whether it asks for a check or for all there is. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.kb import KnowledgeBase
from bot.understanding.phrases import FoundPhrase, PhraseFinder
from bot.understanding.reader import NamedSubject, subject_names
from bot.understanding.situation.clauses import asks_yes_or_no
from bot.understanding.situation.model import (
    ClauseKind,
    FocusSubject,
    MessageClause,
    StatedFact,
    apart_from_facts,
)

_GETTING = re.compile(
    r"领|申请|申领|申报|认定|认|贷|上(?!班|学|个?月|年|次|海)|享受|办|报|参加|拿|补|够|算|符合|给|免|接着|继续|延|去|行|份|格|条件|资格|赶|轮|要回|有没有|有我|比例|达标|满足|影响"
)
_OF_RULE = re.compile(
    r"多少|几(?:天|个月|年|次|岁|号|点|级|种)|什么时候|啥时候|多久|多长|怎么(?!也)|怎样|如何|咋(?!就)|哪|谁|为什么|为啥|还是.{1,12}|啥意思|什么意思|什么材料|电话|地址|"
    r"要不要|需不需要|(?:要|需要|用|得)(?:交|带|花|付|本人|自己去|等).{0,8}(?:吗|么|不)|网上|手机上?|代办|代领|邮寄|转(?:回|到|走)|异地|补办|取消|停(?!保)|退(?:款|费|钱|回|保)"
)
_GENERIC = re.compile(
    r"\ue001?[\ue010]*(?:以上|以下|以内)?的?(?:人|男的|女的|人员|男性|女性|企业|单位|家庭)[^我]{0,4}$"
)
_OVERVIEW = re.compile(
    r"(?:能|可以|可|还能|都能|该)?(?:领|享受?|申请|拿|补|办|得到?)(?:到|点|些|个)?(?:什么|啥|哪些|哪几|哪种|多少种)(?!时候|材料|手续|条件|意思)|(?:有|给|享受)(?:没有)?(?:什么|啥|哪些|哪种)(?:.{0,6})?(?:补贴|补助|政策|待遇|优惠|扶持|福利|好处|帮助|钱|可以领|能领|能享)|"
    r"(?:什么|啥|哪些)(?:补贴|补助|政策|待遇|优惠|扶持|福利|好处)|符合(?:什么|哪些|啥)|(?:补贴|政策|补助)(?:都)?有(?:哪些|什么|啥)|怎么办$|咋办$|咋整$"
)
# 这钱他是不是该给, 老板该不该补给我: what another owes is no condition of a policy.
_DUTY_OF_ANOTHER = re.compile(
    r"(?:他们?|她|老板|公司|单位|厂里?|东家|人家|领导)(?:是不是)?(?:该|应该|应当|得|必须|要)(?:不该|不要|不得)?[^,]{0,2}(?:给|赔|补|还)(?:我|俺|咱)?[^,]{0,3}$"
)
_AFTER_VERB = 6
# Written without a comma: 能领失业金吗领几个月, 能补多少能领吗.
_YES_OR_NO_BESIDE = re.compile(r"(?:能|可以|够|符合)(?:(?!多少|几|什么|啥|哪|怎|能|可以)[^,]){1,10}[吗么嘛]")
# So many facts are a story: who tells it wants to be judged.
STORY = 2


@dataclass(frozen=True)
class Asked:
    """What a message asks for."""

    focus: tuple[FocusSubject, ...]
    wants_check: bool
    wants_overview: bool


class FocusFinder:
    """Finds what questions are about, with the names of one knowledge base.

    Args:
        kb: the knowledge base.
        normalise: brings names to the form of messages.
    """

    def __init__(self, kb: KnowledgeBase, normalise: Callable[[str], str]) -> None:
        self._kb = kb
        self._names = PhraseFinder(subject_names(kb, normalise))

    def names_in(self, text: str) -> list[FoundPhrase[NamedSubject]]:
        """Return the names of policies and topics in a text, in order."""
        return self._names.find(text)

    def asked(
        self,
        text: str,
        clauses: Sequence[MessageClause],
        names: Sequence[FoundPhrase[NamedSubject]],
        stated: Sequence[StatedFact],
    ) -> Asked:
        """Return what a message asks for.

        Args:
            text: the message in normal form.
            clauses: its clauses.
            names: the names in it.
            stated: the facts in it.
        """
        asking = [clause for clause in clauses if clause.kind in (ClauseKind.QUESTION, ClauseKind.WISH)]
        focus = self._focus(text, clauses, asking, names, stated)
        told = [fact for fact in stated if fact.is_asserted]
        wants_overview = _asks_for_all(text, asking) and not _is_one_policy(focus, asking, names)
        if not asking and told and not focus:
            wants_overview = True
        wants_check = not wants_overview and any(self._asks_check(text, clause, told) for clause in asking)
        return Asked(focus, wants_check, wants_overview)

    def _focus(
        self,
        text: str,
        clauses: Sequence[MessageClause],
        asking: Sequence[MessageClause],
        names: Sequence[FoundPhrase[NamedSubject]],
        stated: Sequence[StatedFact],
    ) -> tuple[FocusSubject, ...]:
        """Return the subjects named where it is asked; else those named nearest before, beside facts told."""
        question_text = "".join(text[clause.start : clause.end] for clause in asking) or text
        # A question outweighs a wish; of several questions the first comes first.
        in_order = sorted(asking, key=lambda clause: clause.kind is not ClauseKind.QUESTION)
        chosen = [name for clause in in_order for name in _asked_in(text, clause, names, stated)]
        if chosen:
            return self._subjects(chosen, question_text)
        for clause in in_order:
            hinted = self._hinted(text[clause.start : clause.end])
            if hinted:
                return hinted
        beside = [name for name in names if not _states(name, stated)]
        if beside:
            return self._subjects(beside[-1:], _clause_of(text, clauses, beside[-1]))
        if asking:
            hinted = self._hinted(question_text)
            # Whom a policy is for is told by facts as well: 自己按灵活就业交.
            hinted = hinted if len(hinted) == 1 else self._hinted(apart_from_facts(text, stated), text)
            if len(hinted) == 1:
                return hinted
        hinted = self._hinted(text, asked=question_text) if asking else ()
        hinted = hinted if len(hinted) == 1 or not asking else self._hinted(text)
        return (replace(hinted[0], is_told=True),) if len(hinted) == 1 else ()

    def _subjects(self, names: Sequence[FoundPhrase[NamedSubject]], text: str) -> tuple[FocusSubject, ...]:
        found = dict.fromkeys(self._narrowed(name.meaning, text) for name in names)
        exact = {subject.topic for subject in found if subject.policy}
        return tuple(subject for subject in found if subject.policy or subject.topic not in exact)

    def _narrowed(self, subject: NamedSubject, text: str) -> FocusSubject:
        """Choose the policy of a topic when the words of the question say whom it is for."""
        if subject.policy is None:
            fitting = [
                policy
                for policy in self._kb.policies_of(subject.topic)
                if any(word in text for word in policy.picked_by)
            ]
            if len(fitting) == 1:
                return FocusSubject(subject.topic, fitting[0].id)
        return FocusSubject(subject.topic, subject.policy)

    def _hinted(self, text: str, told: str = "", asked: str = "") -> tuple[FocusSubject, ...]:
        """Return the topics that words hint at, narrowed to a policy by all that is told, by default by the same words.

        With ``asked`` one of the words must stand in it: 有执照半年了,能贷款吗 asks for a loan, whatever else the story hints at.
        """
        topics = [
            topic.id
            for topic in self._kb.topics.values()
            if any(
                all(word in text for word in words) and (not asked or any(word in asked for word in words))
                for words in topic.hints
            )
        ]
        return tuple(self._narrowed(NamedSubject(topic, None), told or text) for topic in topics)

    @staticmethod
    def _asks_check(text: str, clause: MessageClause, told: Sequence[StatedFact]) -> bool:
        words = _yes_or_no_part(text[clause.start : clause.end], told)
        if _OF_RULE.search(words) or _DUTY_OF_ANOTHER.search(words) or not _GETTING.search(words):
            return False
        if (
            not asks_yes_or_no(words)
            and not words.endswith(("?", "？"))
            and text[clause.end : clause.end + 1] not in ("?", "？")
        ):
            return clause.kind is ClauseKind.WISH and bool(told) and re.search("算|够|看|查|想", words) is not None
        return bool(told) or re.search("我|咱|俺|本人", words) is not None


def _yes_or_no_part(words: str, told: Sequence[StatedFact]) -> str:
    """Return the yes-or-no question of a clause that asks something else as well (能领吗领几个月), after a story; else all of it."""
    part = _YES_OR_NO_BESIDE.search(words) if len(told) >= STORY else None
    return words if part is None else part.group()


def _clause_of(text: str, clauses: Sequence[MessageClause], name: FoundPhrase[NamedSubject]) -> str:
    """Return the words of the clause in which a name stands."""
    clause = next((clause for clause in clauses if clause.start <= name.start < clause.end), None)
    return text if clause is None else text[clause.start : clause.end]


def _asked_in(
    text: str, clause: MessageClause, names: Sequence[FoundPhrase[NamedSubject]], stated: Sequence[StatedFact]
) -> list[FoundPhrase[NamedSubject]]:
    """Return the names that a question is about: those behind what asks, else objects, else those that state no fact."""
    inside = [name for name in names if clause.start <= name.start < clause.end]
    behind = [name for name in inside if name.start >= min(clause.asks_from, clause.end)]
    behind = behind or [name for name in inside if _is_object(text, clause, name)]
    return behind or [name for name in inside if not _states(name, stated)]


def _is_object(text: str, clause: MessageClause, name: FoundPhrase[NamedSubject]) -> bool:
    """Tell whether a name follows a verb of getting (领失业金, 申请创业贷款)."""
    before = text[max(clause.start, name.start - _AFTER_VERB) : name.start]
    return re.search(r"(?:领|申请|申领|认定?|贷|上|享受|办|报|够|算|拿|参加|学)[^,。]{0,4}$", before) is not None


def _states(name: FoundPhrase[NamedSubject], stated: Sequence[StatedFact]) -> bool:
    """Tell whether a name is part of a fact told: there it names no policy."""
    return any(fact.start < name.end and name.start < fact.end and fact.is_asserted for fact in stated)


def _asks_for_all(text: str, asking: Sequence[MessageClause]) -> bool:
    return any(_OVERVIEW.search(text, clause.start, clause.end) for clause in asking)


def _is_one_policy(
    focus: Sequence[FocusSubject], asking: Sequence[MessageClause], names: Sequence[FoundPhrase[NamedSubject]]
) -> bool:
    """Tell whether the question itself names what it is about (社保补贴能领什么)."""
    return bool(focus) and any(clause.start <= name.start < clause.end for clause in asking for name in names)

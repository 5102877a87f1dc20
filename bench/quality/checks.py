"""Plays the editors' eligibility cases to the real assistant as a person would: one question answered after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.stage.chat import Conversation, Reply
from bot.kb import CriterionGroup, EligibilityCase, Fact, FactType, KindsQuestion, KnowledgeBase, Value
from bot.text import typeset

MOST_QUESTIONS = 25


@dataclass(frozen=True)
class Checked:
    """What came of one case: the verdict, and how many questions it took."""

    case: EligibilityCase
    status: str
    questions: int

    @property
    def is_right(self) -> bool:
        return self.status == self.case.verdict


def playable(kb: KnowledgeBase) -> Iterator[EligibilityCase]:
    """Yield the cases of policies for people in which something is known."""
    for case in kb.eligibility_cases:
        if kb.policies[case.policy].serves == "person" and case.facts:
            yield case


def play(address: str, kb: KnowledgeBase, case: EligibilityCase) -> Checked:
    """Ask whether the policy fits, answer what is asked from the facts of the case, and return where it ended."""
    conversation = Conversation(address)
    on = case.on.isoformat()
    [*_, reply] = conversation.say(f"{kb.policies[case.policy].title}，我能申请吗", on)
    questions = 0
    while questions < MOST_QUESTIONS and (asked := _kinds(kb, case, reply) or _asked(kb, reply)) is not None:
        questions += 1
        if isinstance(asked, Fact):
            [*_, reply] = _answer(conversation, asked, case.facts.get(asked.id), reply, on)
        else:
            [*_, reply] = conversation.say(_which_kinds(kb, case, asked, reply), on)
    verdict = reply["verdict"] or {}
    return Checked(case, str(verdict.get("status", reply["outcome"])), questions)


def _asked(kb: KnowledgeBase, reply: Reply) -> Fact | None:
    """Return the fact that a reply asks for, or None when it asks nothing more."""
    if not reply["verdict"] or reply["verdict"]["status"] != "needs_facts":
        return None
    return next(
        (kb.facts[name] for name in reply["verdict"]["missing"] if typeset(kb.facts[name].question) in reply["text"]),
        None,
    )


def _kinds(kb: KnowledgeBase, case: EligibilityCase, reply: Reply) -> KindsQuestion | None:
    """Return the question of several kinds that a reply asks, or None when it asks for one fact or nothing."""
    waiting = [kb.policies[case.policy].criteria]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CriterionGroup):
            if part.ask_as is not None and typeset(part.ask_as.question) in reply["text"]:
                return part.ask_as
            waiting += part.parts
    return None


def _which_kinds(kb: KnowledgeBase, case: EligibilityCase, asked: KindsQuestion, reply: Reply) -> str:
    labels = {choice["label"] for choice in reply["choices"]}
    offered = [fact for fact in asked.offer if kb.facts[fact].label in labels]
    said = [kb.facts[fact].label for fact in offered if case.facts.get(fact) is True]
    if said:
        return "、".join(said)
    return asked.none_label if all(case.facts.get(fact) is False for fact in offered) else "不清楚"


def _answer(conversation: Conversation, fact: Fact, value: Value | None, reply: Reply, on: str) -> list[Reply]:
    if value is None:
        return conversation.say("不清楚", on)
    if fact.type is FactType.YES_NO:
        return conversation.say("是" if value else "不是", on)
    if fact.type is FactType.CHOICE:
        return conversation.say(next(option.label for option in fact.options if option.id == value), on)
    return conversation.say(f"{value}{'个月' if fact.unit == 'months' else ''}", on)

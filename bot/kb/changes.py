"""Tells what two versions of the knowledge base say differently, in the words residents hear. Pure; for ``leye kb diff``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.parameters import Parameter
from bot.kb.model.periods import Period
from bot.kb.model.policies import Answer, Policy
from bot.kb.statements import Statement, statements

NOT_SOURCED = "（没有依据）"
NOT_IN_FORCE = "（这一天没有在用的依据）"
NOTHING = "（无）"


@dataclass(frozen=True)
class Change:
    """One difference: where it is, what was there before and what is there now."""

    place: str
    before: str
    after: str


def changes(before: KnowledgeBase, after: KnowledgeBase, on: date) -> tuple[Change, ...]:
    """Return the differences in policies, names, dated numbers, and in what each facet says on a day."""
    return (
        *_policies(before, after),
        *_names(before, after),
        *_parameters(before, after),
        *_answers(before, after, on),
    )


def _policies(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    for policy in sorted({*before.policies} ^ {*after.policies}):
        titles = [kb.policies[policy].title if policy in kb.policies else NOTHING for kb in (before, after)]
        yield Change(f"政策 {policy}", *titles)


def _names(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    for old, new in _in_both(before, after):
        old_names, new_names = ((policy.title, policy.short_title, *policy.aliases) for policy in (old, new))
        gone = [name for name in dict.fromkeys(old_names) if name not in new_names]
        come = [name for name in dict.fromkeys(new_names) if name not in old_names]
        if gone or come:
            yield Change(f"{new.id} · 叫法", "、".join(gone) or NOTHING, "、".join(come) or NOTHING)


def _parameters(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    for parameter in sorted({*before.parameters} | {*after.parameters}):
        old, new = (_values(kb.parameters.get(parameter)) for kb in (before, after))
        if old != new:
            yield Change(f"数 {parameter}", old, new)


def _answers(before: KnowledgeBase, after: KnowledgeBase, on: date) -> Iterator[Change]:
    for old, new in _in_both(before, after):
        for facet in after.facets.values():
            said = _said(before, old, facet.id, on), _said(after, new, facet.id, on)
            if said[0] != said[1]:
                yield Change(f"{new.id} · {facet.label}", *said)


def _in_both(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[tuple[Policy, Policy]]:
    return ((before.policies[each], after.policies[each]) for each in after.policies if each in before.policies)


def _values(parameter: Parameter | None) -> str:
    if parameter is None:
        return NOTHING
    return "；".join(
        f"{value.shown}（{value.validity.start or '…'} 至 {value.validity.end or '…'}）" for value in parameter.values
    )


def _said(kb: KnowledgeBase, policy: Policy, facet: str, on: date) -> str:
    held = policy.answers.get(facet)
    if not isinstance(held, Answer):
        return NOT_SOURCED
    if not policy.validity.covers(on):
        return NOT_IN_FORCE
    parts = statements(kb, held, Period.day(on))
    return "".join(part.text for part in parts if isinstance(part, Statement)) or NOT_IN_FORCE

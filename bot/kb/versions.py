"""Tells the version of a policy by what a person would be told of it on a day, so that nobody is told the same twice. Pure; for outreach."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from bot.kb.changes import NOTHING, Change
from bot.kb.model.criteria import Condition, Criterion
from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.periods import Period
from bot.kb.model.policies import Answer, FacetAnswer, NotApplicable
from bot.kb.statements import Statement, statements, value_on

LENGTH = 12
CONDITIONS = "条件"
ATTESTED = "要人核定"
NOT_IN_FORCE = "无现行依据"
_SPACE = re.compile(r"\s+")


def told(kb: KnowledgeBase, policy_id: str, on: date) -> Mapping[str, str]:
    """Return what a person would be told of a policy on a day: each facet by its label, and the conditions.

    Raises:
        SituationError: no policy has this id.
    """
    policy = kb.policy(policy_id)
    if not policy.validity.covers(on):
        return {CONDITIONS: NOT_IN_FORCE}
    said = {kb.facets[facet].label: _said(kb, held, on) for facet, held in policy.answers.items()}
    said[CONDITIONS] = "；".join(_conditions(kb, policy.criteria, on)) if policy.criteria is not None else ""
    said[ATTESTED] = "；".join(each.text for each in policy.attested if each.validity.covers(on))
    for state, held in policy.states.items():
        attested = (each.text for each in held.attested if each.validity.covers(on))
        said[f"{CONDITIONS}（{state.value}）"] = "；".join((*_conditions(kb, held.criteria, on), *attested))
    return said


def policy_version(kb: KnowledgeBase, policy_id: str, on: date) -> str:
    """Return a short digest of what is told: the same words and values give the same version, on any machine.

    Comments, quotes, aliases and the width of punctuation change nothing; a new amount, sentence or condition does.

    Raises:
        SituationError: no policy has this id.
    """
    words = {
        label: _SPACE.sub("", unicodedata.normalize("NFKC", text)) for label, text in told(kb, policy_id, on).items()
    }
    plain = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:LENGTH]


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what is told differently, given what was `told` then and now."""
    labels = dict.fromkeys((*after, *before))
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
    return tuple(Change(label, old or NOTHING, new or NOTHING) for label, old, new in pairs if old != new)


def _said(kb: KnowledgeBase, held: FacetAnswer, on: date) -> str:
    if isinstance(held, NotApplicable):
        return held.why
    if not isinstance(held, Answer):
        return f"{held.what}：未找到依据，问{held.ask.say}"
    return "".join(
        part.text if isinstance(part, Statement) else f"{part.parameter.title}：{NOT_IN_FORCE}。"
        for part in statements(kb, held, Period.day(on))
    )


def _conditions(kb: KnowledgeBase, criterion: Criterion, on: date) -> Iterator[str]:
    """Yield the conditions in force with their limits, and how they go together."""
    if not criterion.validity.covers(on):
        return
    if isinstance(criterion, Condition):
        yield f"{criterion.title} {criterion.fact} {criterion.operator.value} {_limit(kb, criterion, on)}"
        return
    yield f"{criterion.kind}["
    for index, part in enumerate(criterion.parts):
        if criterion.routes:
            yield criterion.routes[index].label
        yield from _conditions(kb, part, on)
    yield "]"


def _limit(kb: KnowledgeBase, condition: Condition, on: date) -> str:
    if condition.parameter is None:
        return str(condition.value)
    found = value_on(kb.parameters[condition.parameter], Period.day(on))
    return f"{found.value} {found.shown}" if found is not None else NOT_IN_FORCE

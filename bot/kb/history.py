"""How what is said of a policy has changed with time: each wording with the days on which it holds. Pure; for the desk's lookup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.kb.changes import NOT_IN_FORCE
from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.periods import Period, Validity
from bot.kb.model.policies import Answer, Policy
from bot.kb.statements import Statement, places_in, statements


@dataclass(frozen=True)
class Wording:
    """What was said, and when."""

    validity: Validity
    text: str


def wordings(kb: KnowledgeBase, policy: Policy, facet: str) -> tuple[Wording, ...]:
    """Return what is said of a facet through time, the earliest first; empty where no source holds it.

    A stretch for which nothing is in force says so; stretches of one wording are one.
    """
    held = policy.answers[facet]
    if not isinstance(held, Answer):
        return ()
    starts = sorted(set(_turning_points(kb, policy, held)))
    found: list[Wording] = []
    for start, following in zip([None, *starts], [*starts, None], strict=True):
        end = None if following is None else following - timedelta(days=1)
        # Without a single turning point, any day will do.
        day = start or end or policy.verified_on
        text = _said(kb, policy, held, day)
        if found and found[-1].text == text:
            found[-1] = Wording(Validity(found[-1].validity.start, end), text)
        else:
            found.append(Wording(Validity(start, end), text))
    return tuple(found)


def _turning_points(kb: KnowledgeBase, policy: Policy, held: Answer) -> Iterator[date]:
    """Yield the days on which something may begin to be said differently."""
    validities = [policy.validity]
    for sentence in held.sentences:
        validities.append(sentence.validity)
        for place in places_in(sentence.template):
            validities += [value.validity for value in kb.parameters[place].values]
    for validity in validities:
        if validity.start is not None:
            yield validity.start
        if validity.end is not None:
            yield validity.end + timedelta(days=1)


def _said(kb: KnowledgeBase, policy: Policy, held: Answer, day: date) -> str:
    if not policy.validity.covers(day):
        return NOT_IN_FORCE
    parts = statements(kb, held, Period.day(day))
    return "".join(part.text for part in parts if isinstance(part, Statement)) or NOT_IN_FORCE

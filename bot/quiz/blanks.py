"""Questions that leave a value out of a statement: the other choices stand elsewhere in the knowledge base, and are wrong here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import inf, log

from bot.kb import Answer, Citation, KnowledgeBase, Period, Policy, Statement, places_in, statements
from bot.quiz.model import Explanation, Kind, Question, digest_of
from bot.quiz.values import Value, values_in
from bot.text import typeset

BLANK = "＿＿＿"
FACETS = ("amount", "duration", "deadline", "materials", "where", "eligibility", "procedure", "restrictions")
FEWEST, MOST = 2, 3
# What a sentence denies cannot be asked for by leaving a name out of it.
_DENIALS = ("不是", "不用", "不归", "不看", "没有查到", "没写", "别")
_NAMED = ("place", "office", "form")
# How far a wrong amount may be from the right one and still be thought of: ten times.
_FARTHEST = log(10.5)
# In days; within it, no day is too far away to be thought of.
_LONG_AGO = 36500


@dataclass(frozen=True)
class _StatementInForce:
    """A statement in force, where it stands, and its values."""

    policy: Policy
    facet: str
    statement: Statement
    values: tuple[Value, ...]


def blank_questions(kb: KnowledgeBase, on: date) -> Iterator[Question]:
    """Yield a question for each statement in force on a day that has a value with honest other choices."""
    said = list(_said_on(kb, on))
    mentioned = _mentioned(kb, on)
    asked: set[str] = set()
    for each in said:
        if each.statement.text in asked:
            continue
        question = _question(kb, each, said, mentioned[each.policy.id], on)
        if question is not None:
            asked.add(each.statement.text)
            yield question


def _said_on(kb: KnowledgeBase, on: date) -> Iterator[_StatementInForce]:
    for policy in kb.policies.values():
        if not policy.validity.covers(on):
            continue
        for facet in FACETS:
            for each in _statements(kb, policy, facet, on):
                if not each.is_absence and each.ended_on is None:
                    yield _StatementInForce(policy, facet, each, tuple(values_in(each.text)))


def _statements(kb: KnowledgeBase, policy: Policy, facet: str, on: date) -> list[Statement]:
    answer = policy.answers.get(facet)
    if not isinstance(answer, Answer):
        return []
    return [each for each in statements(kb, answer, Period.day(on)) if isinstance(each, Statement)]


def _mentioned(kb: KnowledgeBase, on: date) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return all values that each policy mentions anywhere, in what it says and in the clauses that it says it by."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for policy in kb.policies.values():
        own: set[tuple[str, str]] = set()
        for facet in policy.answers:
            for each in _statements(kb, policy, facet, on):
                own |= _pairs(each.text)
                for citation in each.citations:
                    own |= _pairs(citation.clause.text)
        found[policy.id] = frozenset(own)
    return found


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((each.family, each.amount) for each in values_in(text))


def _question(
    kb: KnowledgeBase,
    each: _StatementInForce,
    said: Sequence[_StatementInForce],
    mentioned: frozenset[tuple[str, str]],
    on: date,
) -> Question | None:
    for value in each.values:
        citation = _holding(each, value)
        if citation is None:
            continue
        past = _past_values(kb, each, value, on)
        wrong = list(dict.fromkeys([*past, *_others(each, value, said, mentioned)]))[:MOST]
        if len(wrong) >= FEWEST:
            return _made(kb, each, value, wrong, citation)
    return None


def _holding(each: _StatementInForce, value: Value) -> Citation | None:
    """Return what holds the value word for word; None where it cannot be asked for."""
    text = each.statement.text
    if not value.is_askable or text.count(value.shown) != 1:
        return None
    if value.family in _NAMED and _is_one_of_several(text, value):
        return None
    citations = each.statement.citations
    quoted = [citation for citation in citations if value.shown in citation.quote]
    held = [citation for citation in citations if value.shown in citation.clause.text]
    return next(iter([*quoted, *held]), None)


def _is_one_of_several(text: str, value: Value) -> bool:
    """Tell whether a name is denied, or stands in a list that may go on: then another one need not be wrong."""
    beside = text[value.start - 1 : value.start] + text[value.end : value.end + 1]
    is_listed = value.family != "form" and ("或" in text or any(mark in beside for mark in "、和及"))
    return is_listed or any(denial in text for denial in _DENIALS)


def _past_values(kb: KnowledgeBase, each: _StatementInForce, value: Value, on: date) -> list[str]:
    """Return what the same figure was on other days: the wrong values that people remember, the latest first."""
    answer = each.policy.answers[each.facet]
    assert isinstance(answer, Answer)
    sentences = [s for s in answer.sentences if s.id == each.statement.id and s.validity.covers(on)]
    found: list[tuple[date, str]] = []
    for name in {name for sentence in sentences for name in places_in(sentence.template)}:
        values = kb.parameters[name].values
        if not any(one.validity.covers(on) and one.shown == value.shown for one in values):
            continue
        for one in values:
            read = [other for other in values_in(one.shown) if other.shown == one.shown]
            if any(other.family == value.family and other.amount != value.amount for other in read):
                found.append((one.validity.start or date.min, one.shown))
    return [shown for _, shown in sorted(found, reverse=True)]


def _others(
    each: _StatementInForce, value: Value, said: Sequence[_StatementInForce], mentioned: frozenset[tuple[str, str]]
) -> list[str]:
    """Return values of the same unit of other policies that this one mentions nowhere, the nearest first."""
    found: dict[str, tuple[bool, float, str]] = {}
    amounts: dict[str, str] = {value.amount: value.shown}
    for other in said:
        if other.policy.id == each.policy.id:
            continue
        for one in other.values:
            is_like = one.is_askable and one.family == value.family and one.unit == value.unit
            is_said_here = (one.family, one.amount) in mentioned or ("", one.count) in mentioned
            if not is_like or is_said_here or one.amount in amounts:
                continue
            distance = _distance(value, one)
            if distance <= _FARTHEST:
                amounts[one.amount] = one.shown
                found[one.shown] = (other.facet != each.facet, distance, one.shown)
    return sorted(found, key=lambda shown: found[shown])


def _distance(right: Value, wrong: Value) -> float:
    """Return how far two values are apart: amounts by their ratio, days by themselves; names are all alike."""
    if right.family == "date":
        return abs((_day(right) - _day(wrong)).days) / _LONG_AGO
    if not right.count:
        return 0.0
    pair = Decimal(right.amount), Decimal(wrong.amount)
    return abs(log(pair[1] / pair[0])) if min(pair) > 0 else inf


def _day(value: Value) -> date:
    return date(*map(int, re.findall(r"\d+", value.amount)))


def _made(
    kb: KnowledgeBase, each: _StatementInForce, value: Value, wrong: Sequence[str], citation: Citation
) -> Question:
    text = each.statement.text
    asked = f"{text[: value.start]}{BLANK}{text[value.end :]}"
    name = digest_of(Kind.BLANK.value, each.policy.id, asked, value.shown, citation.clause.id, citation.clause.text)
    return Question(
        name,
        Kind.BLANK,
        each.policy.id,
        each.facet,
        each.policy.topic,
        f"{each.policy.short_title} · {kb.facets[each.facet].label}",
        typeset(asked),
        _ordered([value.shown, *wrong], name),
        value.shown,
        Explanation(typeset(text), citation),
    )


def _ordered(shown: Sequence[str], name: str) -> tuple[str, ...]:
    """Return amounts by size and names mixed, the same for everybody."""

    def key(each: str) -> tuple[Decimal, str]:
        read = next(one for one in values_in(each) if one.shown == each)
        return (Decimal(read.amount) if read.count else Decimal(0), digest_of(name, each))

    return tuple(sorted(shown, key=key))

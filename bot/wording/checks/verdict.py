"""Words a verdict: the sentence first, then each condition with whether it is met, the value and the limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.eligibility import Result, Status, Truth, Unknown, Verdict
from bot.kb import Fact, FactType, KnowledgeBase, Value, chinese_date

UNITS = {"years": "年", "months": "个月", "people": "人", "percent": "%"}
SENTENCES = {
    Status.ELIGIBLE: "初步看条件都够",
    Status.POSSIBLY: "初步看能算的条件都够，还有的要由人核定",
    Status.NOT_ELIGIBLE: "初步看条件不够",
    Status.NEEDS_FACTS: "还差几样情况，暂时判断不了",
    Status.OUT_OF_FORCE: "无现行依据，判断不了",
}
MARKS = {Truth.MET: "✓ 够", Truth.NOT_MET: "✗ 不够", Truth.UNKNOWN: "? 不清楚"}


def verdict_sentence(verdict: Verdict) -> str:
    """Return the verdict in one sentence, with the day it holds for."""
    policy, on = verdict.rule.policy, chinese_date(verdict.rule.on)
    return f"按您说的情况，{policy.short_title}{SENTENCES[verdict.status]}（按{on}的规定），以区人社局核定为准。"


def say_value(fact: Fact, value: Value | Unknown) -> str:
    """Return a value as people say it."""
    if isinstance(value, Unknown):
        return "不清楚"
    if fact.type is FactType.YES_NO:
        return "是" if value else "否"
    if fact.type is FactType.CHOICE:
        return next(option.label for option in fact.options if option.id == value)
    return f"{value}{'周岁' if fact.grows and fact.unit == 'years' else UNITS.get(fact.unit, '')}"


def trace_rows(verdict: Verdict) -> list[tuple[str, str, str, str]]:
    """Return one row a condition: mark, condition, what is known, where the condition stands."""
    return [
        (
            MARKS[result.truth],
            result.leaf.condition.title,
            f"{result.leaf.fact.label}：{say_value(result.leaf.fact, result.value)}",
            _basis(result),
        )
        for result in verdict.trace
    ]


def near_lines(verdict: Verdict) -> list[str]:
    """Return a sentence for each condition missed by little."""
    return [f"「{near.leaf.condition.title}」只差{near.gap}{UNITS[near.leaf.fact.unit]}。" for near in verdict.near]


def missing_lines(kb: KnowledgeBase, verdict: Verdict) -> list[str]:
    """Return the questions that still decide, the most useful first."""
    return [kb.facts[fact].question for fact in verdict.missing]


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict in the shape of ``leye check --json``."""
    return {
        "policy": verdict.rule.policy.id,
        "on": verdict.rule.on.isoformat(),
        "status": verdict.status.value,
        "trace": [_result_json(result) for result in verdict.trace],
        "missing": list(verdict.missing),
        "attested": [attested.text for attested in verdict.attested],
        "contradictions": list(verdict.contradictions),
    }


def _result_json(result: Result) -> Mapping[str, Any]:
    condition = result.leaf.condition
    return {
        "criterion": condition.id,
        "title": condition.title,
        "result": result.truth.value,
        "value": None if isinstance(result.value, Unknown) else result.value,
        "parameter": condition.parameter,
        "limit": list(result.leaf.limit) if isinstance(result.leaf.limit, tuple) else result.leaf.limit,
        "clause": condition.citation.clause.id,
        "quote": condition.citation.quote,
    }


def _basis(result: Result) -> str:
    clause = result.leaf.citations[-1].clause
    return f"{clause.source.title.strip('《》')} {clause.label}"

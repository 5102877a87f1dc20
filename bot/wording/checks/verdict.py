"""Words a verdict: the sentence first, then each condition with whether it is met, the value and the limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.eligibility import Result, Status, Truth, Unknown, Verdict, count_bounds, day_bounds, to_stored
from bot.kb import (
    Answer,
    BenefitState,
    Fact,
    FactType,
    Interval,
    KnowledgeBase,
    Period,
    Statement,
    Value,
    chinese_date,
    statements,
)
from bot.wording.checks.ranges import say_days, say_numbers

UNITS = {
    "years": "年",
    "months": "个月",
    "days": "天",
    "people": "人",
    "percent": "%",
    "permille": "‰",
    "yuan": "元",
}
SENTENCES = {
    Status.ELIGIBLE: "初步看条件都够",
    Status.POSSIBLY: "初步看能算的条件都够，还有的要由人核定",
    Status.NOT_ELIGIBLE: "初步看条件不够",
    Status.NEEDS_FACTS: "还差几样情况，暂时判断不了",
    Status.OUT_OF_FORCE: "无现行依据，判断不了",
}
# How each way comes out, in a line with the others.
ROUTES = {
    Status.ELIGIBLE: "够",
    Status.POSSIBLY: "能算的都够",
    Status.NOT_ELIGIBLE: "不够",
    Status.NEEDS_FACTS: "还不清楚",
    Status.OUT_OF_FORCE: "已到期",
}
MARKS = {Truth.MET: "✓ 够", Truth.NOT_MET: "✗ 不够", Truth.UNKNOWN: "? 不清楚"}


STATES = {BenefitState.RECEIVING: "（已经在领的）", BenefitState.ENDED: "（领过、停了的）"}
MOST_SAID_NOW = 1


def verdict_sentence(verdict: Verdict) -> str:
    """Return the verdict in one sentence, with the way that decided and the day it holds for."""
    policy, on = verdict.rule.policy, chinese_date(verdict.rule.on)
    state = STATES.get(verdict.rule.state, "")
    if verdict.last is not None and verdict.last.rule.ended_on is not None:
        ended = chinese_date(verdict.last.rule.ended_on)
        said = SENTENCES[verdict.last.status]
        return (
            f"{policy.short_title}{state}的规定{ended}到期，{on}没有现行依据。"
            f"按{ended}到期前的规定看，{said}；现在能不能办，以区人社局答复为准。"
        )
    way = f"（按“{verdict.route.label}”这条）" if verdict.route is not None else ""
    return f"按您说的情况，{policy.short_title}{state}{way}{SENTENCES[verdict.status]}（按{on}的规定），以区人社局核定为准。"


def route_lines(verdict: Verdict) -> list[str]:
    """Return one line that says how each way with a name comes out; none where there is only one to look at."""
    shown = (verdict.last or verdict).routes
    if len(shown) < 2:
        return []
    return ["；".join(f"按“{each.route.label}”：{ROUTES[each.status]}" for each in shown) + "。"]


def present_lines(kb: KnowledgeBase, verdict: Verdict) -> list[str]:
    """Return what is known to hold now, where the conditions have ended: the policy's own words since, and its successor."""
    if verdict.last is None or verdict.last.rule.ended_on is None:
        return []
    policy, ended = verdict.rule.policy, verdict.last.rule.ended_on
    lines = [f"现在知道的：{text}" for text in _said_since(kb, verdict, ended)[:MOST_SAID_NOW]]
    if policy.successor:
        lines.append(f"接替它的是{kb.policies[policy.successor].short_title}，可以接着算这一项。")
    return lines or ["接着执行的规定没有查到，可以问西青区人社局。"]


def _said_since(kb: KnowledgeBase, verdict: Verdict, ended: date) -> list[str]:
    """Return the sentences of the overview that began to hold after the conditions had ended."""
    policy, day = verdict.rule.policy, Period.day(verdict.rule.on)
    held = policy.answers.get("overview")
    if not isinstance(held, Answer) or not policy.validity.covers(verdict.rule.on):
        return []
    newer = tuple(each for each in held.sentences if each.validity.start is not None and each.validity.start > ended)
    return [part.text for part in statements(kb, Answer(newer), day) if isinstance(part, Statement)]


def say_value(fact: Fact, value: Value | Unknown) -> str:
    """Return a value as people say it; a range by its bounds (40到49周岁)."""
    if isinstance(value, Unknown):
        return "不清楚"
    if fact.type is FactType.YES_NO:
        return "是" if value else "否"
    if fact.type is FactType.CHOICE:
        return next(option.label for option in fact.options if option.id == value)
    if fact.type is FactType.DATE:
        return say_days(Interval[date](*day_bounds(value)))
    return say_numbers(Interval[int](*count_bounds(value)), unit_of(fact))


def unit_of(fact: Fact) -> str:
    """Return the unit of a number as it is said after it."""
    return "周岁" if fact.grows and fact.unit == "years" else UNITS.get(fact.unit, "")


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
    """Return the questions that still decide, the most useful first; several kinds are one question."""
    return [
        f"{each.ask_as.question}（{'、'.join(kb.facts[fact].label for fact in each.facts)}）"
        if each.ask_as is not None
        else kb.facts[each.facts[0]].question
        for each in verdict.questions
    ]


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
        "route": verdict.route.id if verdict.route is not None else None,
        "routes": [
            {"id": each.route.id, "label": each.route.label, "status": each.status.value} for each in verdict.routes
        ],
        "state": verdict.rule.state.value,
        "last": _last_json(verdict),
    }


def _last_json(verdict: Verdict) -> Mapping[str, Any] | None:
    """Return what the rule that was in force last comes to, and until when it was."""
    if verdict.last is None or verdict.last.rule.ended_on is None:
        return None
    return {"status": verdict.last.status.value, "ended_on": verdict.last.rule.ended_on.isoformat()}


def _result_json(result: Result) -> Mapping[str, Any]:
    condition = result.leaf.condition
    return {
        "criterion": condition.id,
        "title": condition.title,
        "result": result.truth.value,
        "value": None if isinstance(result.value, Unknown) else to_stored(result.value),
        "parameter": condition.parameter,
        "limit": _limit_json(result),
        "clause": condition.citation.clause.id,
        "quote": condition.citation.quote,
    }


def _limit_json(result: Result) -> Any:
    limit = result.leaf.limit
    if isinstance(limit, tuple):
        return list(limit)
    return limit.isoformat() if isinstance(limit, date) else limit


def _basis(result: Result) -> str:
    clause = result.leaf.citations[-1].clause
    return f"{clause.source.title.strip('《》')} {clause.label}"

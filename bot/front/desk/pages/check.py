"""Checking eligibility with a client: the facts as a form, the conditions as a table with reasons. Nothing of it is kept.

The form is posted: an address with facts in it would stay in the browser's history and in the logs of proxies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from bot.clock import SHANGHAI
from bot.eligibility import (
    RankedPolicy,
    Situation,
    Status,
    Verdict,
    ask_first,
    rank_policies,
    verdict_on,
    with_sources,
)
from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Page
from bot.kb import Fact, FactType, KnowledgeBase, Policy, Value, conditions_of
from bot.lookup import Searching
from bot.staff import Permission
from bot.understanding.situation import value_of
from bot.wording.checks import (
    MARKS,
    UNITS,
    missing_lines,
    near_lines,
    present_lines,
    route_lines,
    say_value,
    verdict_sentence,
)

PATH = "/desk/check"
ALL = "all"
FIELD = "fact_"
ASKED = 3
SERVES = {"person": "个人办的", "employer": "单位办的"}
UNLIKELY = "多半不够"
SAYS = {
    Status.ELIGIBLE: "条件都够",
    Status.POSSIBLY: "能算的都够，还有的要人核定",
    Status.NEEDS_FACTS: "还差几样情况",
    Status.NOT_ELIGIBLE: "不够",
    Status.OUT_OF_FORCE: "现在没有依据",
}


def add_check(desk: Desk, searching: Searching, told_in: Callable[[DeskRequest], Mapping[str, Value]]) -> None:
    """Add the page and the way to it.

    Args:
        told_in: gives what the resident of a referral told, for a request that names one.
    """
    desk.entry("核资格", PATH, Permission.CHECK)

    @desk.get(PATH, Permission.CHECK)
    def form(asked: DeskRequest) -> Page:
        kb, today = searching.kb, _today(asked)
        told = told_in(asked) if "referral" in asked.query else {}
        given = {FIELD + fact: _typed(kb, fact, value) for fact, value in told.items() if fact in kb.facts}
        policy = asked.query.get("policy", ALL)
        shown = _form(kb, policy, given, today, today)
        return Page("check.html", {**shown, **(_result(kb, shown["policy"], dict(told), today) if told else {})})

    @desk.post(PATH, Permission.CHECK)
    def check(asked: DeskRequest) -> Page:
        kb, today = searching.kb, _today(asked)
        on = _day(asked.form.get("on", ""), today)
        shown = _form(kb, asked.form.get("policy", ALL), asked.form, on, today)
        try:
            facts = dict(stated_in_form(kb, asked.form, on))
        except SituationError as error:
            template = "check_part.html" if asked.is_fragment else "check.html"
            return Page(template, {**shown, "wrong": str(error)}, 200 if asked.is_fragment else 409)
        values = {**shown, **_result(kb, shown["policy"], facts, on)}
        return Page("check_part.html" if asked.is_fragment else "check.html", values)


def _result(kb: KnowledgeBase, policy: object, facts: dict[str, Value], on: date) -> dict[str, object]:
    if isinstance(policy, Policy):
        return {"verdict": _one(kb, verdict_on(kb, policy, Situation.stated(facts.items(), on), on))}
    ranked = rank_policies(kb, facts, _with_criteria(kb), on)
    return {
        "groups": [
            (title, [_row(kb, each) for each in ranked if each.verdict.rule.policy.serves == serves])
            for serves, title in SERVES.items()
        ],
        "ask_first": [kb.facts[fact] for fact in ask_first(ranked, ASKED)],
    }


def _typed(kb: KnowledgeBase, name: str, value: Value) -> str:
    """Return a value as the form takes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _form(kb: KnowledgeBase, policy_id: str, given: Mapping[str, str], on: date, today: date) -> dict[str, object]:
    """Return the form: which policies there are, and the facts that the chosen one asks for."""
    policy = None if policy_id == ALL else kb.policies.get(policy_id)
    if policy_id != ALL and (policy is None or policy.criteria is None):
        raise NOT_FOUND
    facts = _facts_of(kb, [policy] if policy else _with_criteria(kb))
    values = {fact.id: given.get(FIELD + fact.id, "")[:20] for fact in facts}
    first = [fact for fact in facts if policy is not None or fact.asked_first or values[fact.id]]
    return {
        "first": first,
        "more": [fact for fact in facts if fact not in first],
        "policy": policy,
        "policies": _with_criteria(kb),
        "facts": facts,
        "values": values,
        "on": on,
        "today": today,
        "verdict": None,
        "groups": [],
        "ask_first": [],
        "wrong": "",
        "FactType": FactType,
        "UNITS": UNITS,
        "FIELD": FIELD,
    }


def _facts_of(kb: KnowledgeBase, policies: list[Policy]) -> list[Fact]:
    """Return the facts that policies ask for: of one in its own order; of several what is known at once, then what most of them ask for."""
    asked = Counter(
        leaf.fact for policy in policies if policy.criteria is not None for leaf in conditions_of(policy.criteria)
    )
    facts = [kb.facts[fact] for fact in with_sources(kb.facts, asked)]
    if len(policies) == 1:
        return facts
    return sorted(facts, key=lambda fact: (not fact.asked_first, fact.of != "person", -asked[fact.id], fact.id))


def _with_criteria(kb: KnowledgeBase) -> list[Policy]:
    return [policy for policy in kb.policies.values() if policy.criteria is not None]


def stated_in_form(kb: KnowledgeBase, form: Mapping[str, str], on: date) -> Iterator[tuple[str, Value]]:
    """Yield the facts that a form states, as they are on a day; an empty field states nothing.

    Raises:
        SituationError: a field holds no value of its fact.
    """
    for name, written in form.items():
        fact = kb.facts.get(name.removeprefix(FIELD)) if name.startswith(FIELD) else None
        value = None if fact is None else value_of(fact, written, on)
        if fact is not None and value is not None:
            yield fact.id, value


def _one(kb: KnowledgeBase, verdict: Verdict) -> dict[str, object]:
    rows = [
        {
            "mark": MARKS[result.truth],
            "kind": result.truth.name.lower(),
            "title": result.leaf.condition.title,
            "known": f"{result.leaf.fact.label}：{say_value(result.leaf.fact, result.value)}",
            "limit": result.leaf.shown,
            "quote": result.leaf.condition.citation.quote,
            "clause": result.leaf.condition.citation.clause,
        }
        for result in verdict.trace
    ]
    may_fit = verdict.status in (Status.ELIGIBLE, Status.POSSIBLY)
    return {
        "sentence": verdict_sentence(verdict),
        "status": verdict.status.value,
        "rows": rows,
        "ways": [*route_lines(verdict), *present_lines(kb, verdict)],
        "near": near_lines(verdict),
        "missing": missing_lines(kb, verdict),
        "attested": [attested.text for attested in verdict.attested] if may_fit else [],
        "policy": verdict.rule.policy,
    }


def _row(kb: KnowledgeBase, ranked: RankedPolicy) -> dict[str, object]:
    verdict = ranked.verdict
    return {
        "policy": verdict.rule.policy,
        "status": "unlikely" if ranked.is_unlikely else verdict.status.value,
        "said": UNLIKELY if ranked.is_unlikely else SAYS[verdict.status],
        "why": _why(kb, verdict),
    }


def _why(kb: KnowledgeBase, verdict: Verdict) -> str:
    """Return what decides: the conditions that are not met, or the fact to ask for next."""
    if verdict.status is Status.NOT_ELIGIBLE:
        failed = [result.leaf.condition.title for result in verdict.unmet]
        return f"卡在：{'；'.join(failed[:3])}"
    if verdict.missing:
        return f"要问：{kb.facts[verdict.missing[0]].question}"
    return "；".join(f"要人核定：{attested.text}" for attested in verdict.attested[:2])


def _today(asked: DeskRequest) -> date:
    return asked.at.astimezone(SHANGHAI).date()


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise

"""Checking eligibility with a client: the facts as a form, the conditions as a table with reasons. Nothing of it is kept.

The form is posted: an address with facts in it would stay in the browser's history and in the logs of proxies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from bot.clock import SHANGHAI
from bot.eligibility import Situation, Status, Truth, Verdict, verdict_on, with_sources
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
ORDER = (Status.ELIGIBLE, Status.POSSIBLY, Status.NEEDS_FACTS, Status.NOT_ELIGIBLE, Status.OUT_OF_FORCE)
SAYS = {
    Status.ELIGIBLE: "条件都够",
    Status.POSSIBLY: "能算的都够，还有的要人核定",
    Status.NEEDS_FACTS: "还差几样情况",
    Status.NOT_ELIGIBLE: "不够",
    Status.OUT_OF_FORCE: "现在没有依据",
}


def add_check(desk: Desk, searching: Searching) -> None:
    """Add the page and the way to it."""
    desk.entry("核资格", PATH, Permission.CHECK)

    @desk.get(PATH, Permission.CHECK)
    def form(asked: DeskRequest) -> Page:
        return Page("check.html", _form(searching.kb, asked.query.get("policy", ALL), {}, _today(asked), _today(asked)))

    @desk.post(PATH, Permission.CHECK)
    def check(asked: DeskRequest) -> Page:
        kb, today = searching.kb, _today(asked)
        on = _day(asked.form.get("on", ""), today)
        shown = _form(kb, asked.form.get("policy", ALL), asked.form, on, today)
        try:
            situation = Situation.stated(stated_in_form(kb, asked.form, on), on)
        except SituationError as error:
            return Page("check.html", {**shown, "wrong": str(error)}, 409)
        policy = shown["policy"]
        chosen = [policy] if isinstance(policy, Policy) else _with_criteria(kb)
        verdicts = [verdict_on(kb, each, situation, on) for each in chosen]
        verdicts.sort(key=lambda verdict: ORDER.index(verdict.status))
        is_one = isinstance(policy, Policy)
        result = {
            "verdict": _one(kb, verdicts[0]) if is_one else None,
            "verdicts": [] if is_one else _many(kb, verdicts),
        }
        return Page("check.html", {**shown, **result})


def _form(kb: KnowledgeBase, policy_id: str, given: Mapping[str, str], on: date, today: date) -> dict[str, object]:
    """Return the form: which policies there are, and the facts that the chosen one asks for."""
    policy = None if policy_id == ALL else kb.policies.get(policy_id)
    if policy_id != ALL and (policy is None or policy.criteria is None):
        raise NOT_FOUND
    facts = _facts_of(kb, [policy] if policy else _with_criteria(kb))
    values = {fact.id: given.get(FIELD + fact.id, "")[:20] for fact in facts}
    return {
        "policy": policy,
        "policies": _with_criteria(kb),
        "facts": facts,
        "values": values,
        "on": on,
        "today": today,
        "verdict": None,
        "verdicts": [],
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


def _many(kb: KnowledgeBase, verdicts: list[Verdict]) -> list[dict[str, object]]:
    return [
        {
            "policy": verdict.rule.policy,
            "status": verdict.status.value,
            "said": SAYS[verdict.status],
            "why": _why(kb, verdict),
        }
        for verdict in verdicts
    ]


def _why(kb: KnowledgeBase, verdict: Verdict) -> str:
    """Return what decides: the conditions that are not met, or the fact to ask for next."""
    if verdict.status is Status.NOT_ELIGIBLE:
        failed = [result.leaf.condition.title for result in verdict.trace if result.truth is Truth.NOT_MET]
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

"""Gate 2 for eligibility_cases/: the policy, facts, values and conditions that a case names exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from bot.errors import Problem
from bot.kb.gates.criteria_trees import leaves_of, routes_of
from bot.kb.gates.facts import FactEntry, misfit_of_known
from bot.kb.loading.files import RawFiles
from bot.kb.model.criteria import BenefitState

FIRST_TIME = BenefitState.FIRST_TIME.value


def check_names_in_cases(raw: RawFiles) -> list[Problem]:
    """Return every name and value in the cases that does not exist, before any case is played."""
    if raw.unusable & {"policies", "facts"}:
        return []
    facts = {entry["id"]: entry for entry in raw.single("facts")[1]}
    policies = {data["id"]: data for _, data in raw.items("policies") if "criteria" in data}
    problems: list[Problem] = []
    for name, data in raw.items("eligibility_cases"):
        policy = data["policy"]
        if PurePosixPath(name).stem != policy:
            problems.append(Problem(name, "policy", f"「{policy}」和文件名不一致;改成一样的"))
        if policy not in policies:
            problems.append(Problem(name, "policy", f"没有写了 criteria 的政策 {policy};检查拼写或先写条件"))
            continue
        for index, case in enumerate(data["cases"]):
            found = [*_mistakes(case, facts), *_mistakes_of_names(case, policies[policy])]
            problems += [Problem(name, f"cases[{index}]", words) for words in found]
    return problems


def _mistakes(case: dict[str, Any], facts: dict[str, FactEntry]) -> Iterator[str]:
    for fact, value in case["facts"].items():
        if fact not in facts:
            yield f"facts.yml 里没有 {fact};检查拼写或先写好这个问题"
        elif words := misfit_of_known(facts[fact], value):
            yield words
    for fact in case.get("missing", ()):
        if fact not in facts:
            yield f"missing:facts.yml 里没有 {fact};检查拼写"


def _mistakes_of_names(case: dict[str, Any], policy: dict[str, Any]) -> Iterator[str]:
    conditions = {leaf["id"] for _, leaf in leaves_of(policy)}
    for condition in case.get("not_met", ()):
        if condition not in conditions:
            yield f"not_met:这项政策没有条件 {condition};检查拼写"
    routes = {route["id"] for _, route in routes_of(policy)}
    if "route" in case and case["route"] not in routes:
        yield f"route:这项政策没有叫 {case['route']} 的路;检查拼写"
    if case.get("state", FIRST_TIME) not in {FIRST_TIME, *policy.get("states", ())}:
        yield f"state:这项政策的 states 没有写 {case['state']};检查拼写或先写条件"

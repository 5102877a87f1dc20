"""Gate 2 for eligibility_cases/: the policy, facts, values and conditions that a case names exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from bot.errors import Problem
from bot.kb.gates.criteria import leaves_of
from bot.kb.gates.facts import FactEntry, misfit
from bot.kb.loading.files import RawFiles


def check_names_in_cases(raw: RawFiles) -> list[Problem]:
    """Return every name and value in the cases that does not exist, before any case is played."""
    if raw.unusable & {"policies", "facts"}:
        return []
    facts = {entry["id"]: entry for entry in raw.single("facts")[1]}
    criteria = {data["id"]: data["criteria"] for _, data in raw.items("policies") if "criteria" in data}
    problems: list[Problem] = []
    for name, data in raw.items("eligibility_cases"):
        policy = data["policy"]
        if PurePosixPath(name).stem != policy:
            problems.append(Problem(name, "policy", f"「{policy}」和文件名不一致;改成一样的"))
        if policy not in criteria:
            problems.append(Problem(name, "policy", f"没有写了 criteria 的政策 {policy};检查拼写或先写条件"))
            continue
        conditions = {leaf["id"] for _, leaf in leaves_of(criteria[policy])}
        for index, case in enumerate(data["cases"]):
            problems += [Problem(name, f"cases[{index}]", words) for words in _mistakes(case, facts, conditions)]
    return problems


def _mistakes(case: dict[str, Any], facts: dict[str, FactEntry], conditions: set[str]) -> Iterator[str]:
    for fact, value in case["facts"].items():
        if fact not in facts:
            yield f"facts.yml 里没有 {fact};检查拼写或先写好这个问题"
        elif words := misfit(facts[fact], value):
            yield words
    for fact in case.get("missing", ()):
        if fact not in facts:
            yield f"missing:facts.yml 里没有 {fact};检查拼写"
    for condition in case.get("not_met", ()):
        if condition not in conditions:
            yield f"not_met:这项政策没有条件 {condition};检查拼写"

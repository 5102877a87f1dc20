"""Gates 2 and 3 for eligibility: facts and parameters exist, an operator fits its fact, figures stand in the quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.policies.building_criteria import GROUPS
from bot.policies.figures import figures_in
from bot.policies.files import RawFiles

ORDERED = {"lt", "le", "gt", "ge"}
SEVERAL = {"in", "not_in"}


def leaves_of(entry: dict[str, Any], place: str = "criteria") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``(place, condition)`` for each leaf of a tree as it stands in the file."""
    for kind in GROUPS:
        if kind in entry:
            parts = entry[kind] if isinstance(entry[kind], list) else [entry[kind]]
            for index, part in enumerate(parts):
                yield from leaves_of(part, f"{place}.{kind}[{index}]")
            return
    yield place, entry


def check_criteria(raw: RawFiles) -> list[Problem]:
    """Return every mistake in the criteria of all policies."""
    facts = {entry["id"]: entry for entry in raw.single("facts")[1]}
    parameters = {data["id"] for _, data in raw.items("parameters")}
    problems = []
    for name, data in raw.items("policies"):
        seen: set[str] = set()
        for place, leaf in leaves_of(data["criteria"]) if "criteria" in data else ():
            if leaf["id"] in seen:
                problems.append(Problem(name, f"{place}.id", f"编号 {leaf['id']} 在这项政策里用过了;换一个"))
            seen.add(leaf["id"])
            problems += [Problem(name, place, message) for message in _mistakes(leaf, facts, parameters, raw)]
    return problems


def _mistakes(
    leaf: dict[str, Any], facts: dict[str, dict[str, Any]], parameters: set[str], raw: RawFiles
) -> Iterator[str]:
    if ("value" in leaf) == ("parameter" in leaf):
        yield "value 和 parameter 写一个,也只写一个"
        return
    if "parameter" in leaf and leaf["parameter"] not in parameters and "parameters" not in raw.unusable:
        yield f"parameters 里没有 {leaf['parameter']};检查拼写或新建这个数"
    fact = facts.get(leaf["fact"])
    if fact is None:
        if "facts" not in raw.unusable:
            yield f"facts.yml 里没有 {leaf['fact']};检查拼写或先写好这个问题"
        return
    yield from _misfits(leaf, fact)
    for figure in sorted(figures_in(leaf["title"]) - figures_in(leaf["quote"])):
        yield f"标题里的数字 {figure} 在引文里找不到;引文要含这个数"


def _misfits(leaf: dict[str, Any], fact: dict[str, Any]) -> Iterator[str]:
    kind, operator = fact["type"], leaf["op"]
    if operator in ORDERED and kind != "number":
        yield f"「{fact['label']}」不是数,不能用 {operator} 比大小;用 eq"
    if "parameter" in leaf:
        return
    value = leaf["value"]
    if (operator in SEVERAL) != isinstance(value, list):
        yield f"{operator} 后面要写{'一串' if operator in SEVERAL else '一个'}值"
        return
    options = {option["id"] for option in fact.get("options", ())}
    for each in value if isinstance(value, list) else [value]:
        if kind == "yes_no" and not isinstance(each, bool):
            yield f"「{fact['label']}」的值写 true 或 false,现在是 {each}"
        elif kind == "number" and (isinstance(each, bool) or not isinstance(each, int)):
            yield f"「{fact['label']}」的值写整数,现在是 {each}"
        elif kind == "choice" and each not in options:
            yield f"「{fact['label']}」没有选项 {each};可用的有 {'、'.join(sorted(options))}"

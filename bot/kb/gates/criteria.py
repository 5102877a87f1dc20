"""Gates 2 and 3 for eligibility: facts and parameters exist, an operator fits its fact, figures stand in the quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.gates.facts import FactEntry, misfit
from bot.kb.gates.figures import figures_in
from bot.kb.loading.build_criteria import GROUPS
from bot.kb.loading.files import RawFiles

ORDERED = {"lt", "le", "gt", "ge"}
SEVERAL = {"in", "not_in"}
# Which units of parameters can be the limit of a fact in this unit.
PARAMETER_UNITS = {"years": ("years", "age"), "months": ("months",), "people": ("people",), "percent": ("percent",)}


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
    parameters = {data["id"]: data for _, data in raw.items("parameters")}
    problems = []
    for name, data in raw.items("policies"):
        seen: set[str] = set()
        leaves = list(leaves_of(data["criteria"])) if "criteria" in data else []
        attested = [(f"attested[{index}]", entry) for index, entry in enumerate(data.get("attested", ()))]
        for place, entry in [*leaves, *attested]:
            if entry["id"] in seen:
                problems.append(Problem(name, f"{place}.id", f"编号 {entry['id']} 在这项政策里用过了;换一个"))
            seen.add(entry["id"])
        for place, leaf in leaves:
            problems += [Problem(name, place, message) for message in _mistakes(leaf, facts, parameters, raw)]
    return problems


def _mistakes(
    leaf: dict[str, Any], facts: dict[str, FactEntry], parameters: dict[str, dict[str, Any]], raw: RawFiles
) -> Iterator[str]:
    if ("value" in leaf) == ("parameter" in leaf):
        yield "value 和 parameter 写一个,也只写一个"
        return
    fact = facts.get(leaf["fact"])
    if fact is None and "facts" not in raw.unusable:
        yield f"facts.yml 里没有 {leaf['fact']};检查拼写或先写好这个问题"
    if "parameter" in leaf:
        parameter = parameters.get(leaf["parameter"])
        if parameter is None and "parameters" not in raw.unusable:
            yield f"parameters 里没有 {leaf['parameter']};检查拼写或新建这个数"
        if parameter is not None and fact is not None:
            yield from _misfits_of_parameter(leaf, fact, parameter)
    elif fact is not None:
        yield from _misfits_of_value(leaf, fact)
    for figure in sorted(figures_in(leaf["title"]) - figures_in(leaf["quote"])):
        yield f"标题里的数字 {figure} 在引文里找不到;引文要含这个数"


def _misfits_of_value(leaf: dict[str, Any], fact: FactEntry) -> Iterator[str]:
    operator, value = leaf["op"], leaf["value"]
    if operator in ORDERED and fact["type"] != "number":
        yield f"「{fact['label']}」不是数,不能用 {operator} 比大小;用 eq"
    if (operator in SEVERAL) != isinstance(value, list):
        yield f"{operator} 后面要写{'一串' if operator in SEVERAL else '一个'}值"
        return
    for each in value if isinstance(value, list) else [value]:
        if words := misfit(fact, each):
            yield words


def _misfits_of_parameter(leaf: dict[str, Any], fact: FactEntry, parameter: dict[str, Any]) -> Iterator[str]:
    """Yield why a dated number cannot be the limit: it must be one whole number in the unit of the fact."""
    if fact["type"] != "number" or leaf["op"] in SEVERAL:
        yield f"「{fact['label']}」用 {leaf['op']} 时不能和参数比;参数只配数,用 ge、le 这样的写法"
        return
    units = PARAMETER_UNITS.get(fact.get("unit", ""), ())
    if parameter["unit"] not in units:
        yield f"{parameter['id']} 的单位是 {parameter['unit']},「{fact['label']}」要配 {'、'.join(units)}"
        return
    for value in parameter["values"]:
        if not str(value["value"]).isdigit():
            yield f"{parameter['id']} 的值 {value['value']} 不是整数,不能当条件的界限"

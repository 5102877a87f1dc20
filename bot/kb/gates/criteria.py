"""Gates 2 and 3 for conditions: facts and parameters exist, an operator fits its fact, figures stand in the quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.gates.criteria_trees import attested_of, leaves_of, routes_of
from bot.kb.gates.facts import SEVERAL, FactEntry, misfits_of_comparison
from bot.kb.gates.figures import figures_in
from bot.kb.loading.files import RawFiles

# Which units of parameters can be the limit of a fact in this unit.
PARAMETER_UNITS = {
    "years": ("years", "age"),
    "months": ("months",),
    "days": ("days",),
    "people": ("people",),
    "percent": ("percent",),
    "yuan": ("yuan",),
}
# A share is a whole number: rounded down it can be at least a limit, rounded up at most.
ROUNDED = {"down": {"ge", "lt"}, "up": {"le", "gt"}}


def check_criteria(raw: RawFiles) -> list[Problem]:
    """Return every mistake in the conditions of all policies."""
    facts = {entry["id"]: entry for entry in raw.single("facts")[1]}
    parameters = {data["id"]: data for _, data in raw.items("parameters")}
    problems = []
    for name, data in raw.items("policies"):
        seen: set[str] = set()
        leaves = list(leaves_of(data))
        for place, entry in [*leaves, *routes_of(data), *attested_of(data)]:
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
        yield from misfits_of_comparison(leaf["op"], leaf["value"], fact)
    if fact is not None:
        yield from _misfits_of_share(leaf, fact)
    for figure in sorted(figures_in(leaf["title"]) - figures_in(leaf["quote"])):
        yield f"标题里的数字 {figure} 在引文里找不到;引文要含这个数"


def _misfits_of_share(leaf: dict[str, Any], fact: FactEntry) -> Iterator[str]:
    derived = fact.get("derived_from", {})
    rounded = derived.get("round", "down")
    if "part" in derived and leaf["op"] not in ROUNDED[rounded]:
        fitting = "、".join(sorted(ROUNDED[rounded]))
        yield f"「{fact['label']}」由两个人数算出(round: {rounded}),只能用 {fitting};改比法或改 facts.yml 里的 round"


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

"""Gates 2 and 3 for facts.yml: ids are unique, each kind of question has what it needs; and what value fits a fact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.errors import Problem
from bot.kb.loading.files import RawFiles

FactEntry = dict[str, Any]
GROWING_UNITS = ("years", "months")
COUNTED_UNITS = ("years", "months", "days")
SHARE_UNITS = ("percent", "permille")
ORDERED = {"lt", "le", "gt", "ge"}
SEVERAL = {"in", "not_in"}


def check_facts(raw: RawFiles) -> list[Problem]:
    """Return every mistake in facts.yml."""
    name, entries = raw.single("facts")
    facts = {entry["id"]: entry for entry in entries}
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        place = f"[{index}]"
        if entry["id"] in seen:
            problems.append(Problem(name, f"{place}.id", f"编号 {entry['id']} 用过了;换一个"))
        seen.add(entry["id"])
        found = [*_mistakes(entry), *_mistakes_of_derivation(entry, facts)]
        problems += [Problem(name, place, f"「{entry['label']}」{words}") for words in found]
        for key in ("implies", "presumes"):
            for number, implication in enumerate(entry.get(key, ())):
                words_of = [
                    *misfits_of_comparison(implication["op"], implication["value"], entry),
                    *_mistakes_of_consequences(entry, implication["then"], facts),
                ]
                problems += [Problem(name, f"{place}.{key}[{number}]", words) for words in words_of]
    return problems


def misfit(fact: FactEntry, value: object) -> str | None:
    """Return what is wrong with a value of a fact, or None when it fits."""
    label, kind = fact["label"], fact["type"]
    if kind == "yes_no":
        return None if isinstance(value, bool) else f"「{label}」的值写 true 或 false,现在是 {value}"
    if kind == "choice":
        options = [option["id"] for option in fact.get("options", ())]
        return None if value in options else f"「{label}」没有选项 {value};可用的有 {'、'.join(sorted(options))}"
    if kind == "date":
        return None if _is_day(value) else f"「{label}」的值写成 2026-03-01 这样的日期,现在是 {value}"
    if isinstance(value, bool) or not isinstance(value, int):
        return f"「{label}」的值写整数,现在是 {value}"
    low, high = fact.get("min", value), fact.get("max", value)
    return None if low <= value <= high else f"「{label}」应在 {low} 到 {high} 之间,现在是 {value}"


def misfit_of_known(fact: FactEntry, value: object) -> str | None:
    """Return what is wrong with what is known of a fact, exact or ``{low: …, high: …}``, or None when it fits."""
    if not isinstance(value, dict):
        return misfit(fact, value)
    if fact["type"] not in ("number", "date"):
        return f"「{fact['label']}」不是数或日期,不能写 low、high;写一个值"
    wrong = [words for bound in value.values() if (words := misfit(fact, bound))]
    if wrong:
        return wrong[0]
    if "low" in value and "high" in value and value["low"] > value["high"]:
        return f"「{fact['label']}」的 low {value['low']} 大于 high {value['high']};调整先后"
    return None


def misfits_of_comparison(operator: str, value: object, fact: FactEntry) -> Iterator[str]:
    """Yield why a fact cannot be compared so with a value."""
    if operator in ORDERED and fact["type"] not in ("number", "date"):
        yield f"「{fact['label']}」不是数,不能用 {operator} 比大小;用 eq"
    if operator in SEVERAL and fact["type"] == "date":
        yield f"「{fact['label']}」是日期,不能用 {operator};用 ge、le 这样的写法"
        return
    if (operator in SEVERAL) != isinstance(value, list):
        yield f"{operator} 后面要写{'一串' if operator in SEVERAL else '一个'}值"
        return
    for each in value if isinstance(value, list) else [value]:
        if words := misfit(fact, each):
            yield words


def _mistakes(entry: FactEntry) -> Iterator[str]:
    is_number, is_choice = entry["type"] == "number", entry["type"] == "choice"
    lacking = [key for key in ("unit", "min", "max") if key not in entry]
    if is_number and lacking:
        yield f"是数,还要写 {'、'.join(lacking)}"
    elif is_number and entry["min"] >= entry["max"]:
        yield f"的 min {entry['min']} 要小于 max {entry['max']}"
    if entry.get("grows") and not (is_number and entry.get("unit") in GROWING_UNITS):
        yield "不是年数或月数,不能写 grows"
    options = [option["id"] for option in entry.get("options", ())]
    if is_choice and not options:
        yield "是选择题,要写 options"
    if len(options) != len(set(options)):
        yield "有两个选项编号相同;换一个"
    answers = set(options) if is_choice else {"yes", "no"}
    for heard in sorted(set(map(str, entry.get("heard", ()))) - answers):
        yield f"的 heard 里没有 {heard} 这个回答;可用的有 {'、'.join(sorted(answers))}"


def _mistakes_of_derivation(entry: FactEntry, facts: dict[str, FactEntry]) -> Iterator[str]:
    derived = entry.get("derived_from")
    if derived is None:
        return
    if "implies" in entry:
        yield "是算出来的,不能再写 implies;删去一样"
    keys = set(derived)
    if keys - {"begun"} in ({"since"}, {"since", "until"}):
        kind = "date"
    elif keys - {"round"} == {"part", "whole"}:
        kind = "number"
    else:
        yield "的 derived_from 写 since(可加 until、begun),或写 part 和 whole(可加 round)"
        return
    units = COUNTED_UNITS if kind == "date" else SHARE_UNITS
    if entry["type"] != "number" or entry.get("unit") not in units:
        yield f"这样算出来的要是数,单位是 {'、'.join(units)}"
    for source in (derived[key] for key in sorted(keys - {"round", "begun"})):
        if source not in facts:
            yield f"的 derived_from:facts.yml 里没有 {source};检查拼写或先写好它"
        elif facts[source]["type"] != kind or (kind == "number" and facts[source].get("unit") != "people"):
            wanted = "日期(date)" if kind == "date" else "人数(people)"
            yield f"的 derived_from:「{facts[source]['label']}」不是{wanted};换一个"


def _mistakes_of_consequences(entry: FactEntry, then: dict[str, object], facts: dict[str, FactEntry]) -> Iterator[str]:
    for name, value in then.items():
        fact = facts.get(name)
        if fact is None:
            yield f"facts.yml 里没有 {name};检查拼写或先写好它"
        elif name == entry["id"]:
            yield "不能推出它自己;删去"
        elif fact["type"] not in ("yes_no", "choice"):
            yield f"「{fact['label']}」不是是非题或选择题,不能推出来;删去"
        elif words := misfit(fact, value):
            yield words


def _is_day(value: object) -> bool:
    try:
        return date.fromisoformat(str(value)) is not None
    except ValueError:
        return False

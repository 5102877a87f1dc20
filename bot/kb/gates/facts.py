"""Gates 2 and 3 for facts.yml: ids are unique, each kind of question has what it needs; and what value fits a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.loading.files import RawFiles

FactEntry = dict[str, Any]
GROWING_UNITS = ("years", "months")


def check_facts(raw: RawFiles) -> list[Problem]:
    """Return every mistake in facts.yml."""
    name, entries = raw.single("facts")
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        place = f"[{index}]"
        if entry["id"] in seen:
            problems.append(Problem(name, f"{place}.id", f"编号 {entry['id']} 用过了;换一个"))
        seen.add(entry["id"])
        problems += [Problem(name, place, f"「{entry['label']}」{words}") for words in _mistakes(entry)]
    return problems


def misfit(fact: FactEntry, value: object) -> str | None:
    """Return what is wrong with a value of a fact, or None when it fits."""
    label, kind = fact["label"], fact["type"]
    if kind == "yes_no":
        return None if isinstance(value, bool) else f"「{label}」的值写 true 或 false,现在是 {value}"
    if kind == "choice":
        options = [option["id"] for option in fact.get("options", ())]
        return None if value in options else f"「{label}」没有选项 {value};可用的有 {'、'.join(sorted(options))}"
    if isinstance(value, bool) or not isinstance(value, int):
        return f"「{label}」的值写整数,现在是 {value}"
    low, high = fact.get("min", value), fact.get("max", value)
    return None if low <= value <= high else f"「{label}」应在 {low} 到 {high} 之间,现在是 {value}"


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

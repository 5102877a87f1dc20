"""Turns checked plain data of facts and criteria into frozen objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from bot.kb.model.cases import EligibilityCase
from bot.kb.model.citations import Citation
from bot.kb.model.criteria import (
    Attested,
    BenefitState,
    Condition,
    Criterion,
    CriterionGroup,
    Derivation,
    Elapsed,
    Fact,
    FactType,
    Implication,
    KindsQuestion,
    LeadsTo,
    Limit,
    Operator,
    Option,
    Route,
    Share,
    StateConditions,
    Value,
)
from bot.kb.model.interval import Interval
from bot.kb.model.periods import Validity

GROUPS = ("all", "any", "not", "routes")
Cite = Callable[[dict[str, Any]], Citation]


def build_fact(entry: dict[str, Any]) -> Fact:
    """Return the fact that an entry of facts.yml describes."""
    heard = {str(value): tuple(phrases) for value, phrases in entry.get("heard", {}).items()}
    return Fact(
        id=entry["id"],
        type=FactType(entry["type"]),
        unit=entry.get("unit", ""),
        label=entry["label"],
        question=entry["question"],
        why=entry["why"],
        help=entry.get("help", ""),
        is_sensitive=entry.get("sensitivity") == "sensitive",
        of=entry["of"],
        minimum=entry.get("min", 0),
        maximum=entry.get("max", 0),
        grows=entry.get("grows", False),
        options=tuple(Option(option["id"], option["label"]) for option in entry.get("options", ())),
        heard=heard,
        cues=tuple(entry.get("cues", ())),
        asked_first=entry.get("asked_first", False),
        speaks_for_itself=entry.get("speaks_for_itself", False),
        leads_to=LeadsTo(**entry["leads_to"]) if "leads_to" in entry else None,
        derived_from=_derivation(entry.get("derived_from")),
        implies=tuple(_implication(each, entry["type"]) for each in entry.get("implies", ())),
        presumes=tuple(_implication(each, entry["type"]) for each in entry.get("presumes", ())),
    )


def build_criterion(entry: dict[str, Any], cite: Cite, days: frozenset[str] = frozenset()) -> Criterion:
    """Return the tree that an entry ``criteria`` describes; ``days`` are the facts of type date."""
    for kind in GROUPS:
        if kind in entry:
            return _group(kind, entry, cite, days)
    value = entry.get("value")
    return Condition(
        id=entry["id"],
        title=entry["title"],
        fact=entry["fact"],
        operator=Operator(entry["op"]),
        value=None if value is None else _limit(value, is_day=entry["fact"] in days),
        parameter=entry.get("parameter"),
        citation=cite(entry),
        validity=_validity(entry),
        is_only_against=entry.get("only_against", False),
    )


def offered_kinds(entry: dict[str, Any]) -> tuple[str, ...]:
    """Return the facts that a group with ``ask_as`` offers: those it lists, else every yes below it, once each."""
    listed = entry["ask_as"].get("offer")
    return tuple(listed) if listed else tuple(dict.fromkeys(_yeses(entry)))


def build_states(data: dict[str, Any], cite: Cite, days: frozenset[str]) -> Mapping[BenefitState, StateConditions]:
    """Return what decides in each state of a benefit that a policy file describes."""
    states = data.get("states", {})
    return {
        state: StateConditions(
            build_criterion(states[state.value]["criteria"], cite, days),
            tuple(build_attested(entry, cite) for entry in states[state.value].get("attested", ())),
        )
        for state in BenefitState
        if state.value in states
    }


def build_attested(entry: dict[str, Any], cite: Cite) -> Attested:
    """Return the condition for people that an entry of ``attested`` describes."""
    return Attested(entry["id"], entry["text"], cite(entry), _validity(entry))


def eligibility_cases(data: dict[str, Any], days: frozenset[str] = frozenset()) -> tuple[EligibilityCase, ...]:
    """Return the cases of one file of eligibility_cases/; ``days`` are the facts of type date."""
    return tuple(
        EligibilityCase(
            policy=data["policy"],
            title=entry["title"],
            on=date.fromisoformat(entry["on"]),
            facts={name: known_value(value, is_day=name in days) for name, value in entry["facts"].items()},
            verdict=entry["verdict"],
            not_met=tuple(entry.get("not_met", ())),
            missing=tuple(entry.get("missing", ())),
            route=entry.get("route", ""),
            state=BenefitState(entry.get("state", BenefitState.FIRST_TIME.value)),
        )
        for entry in data["cases"]
    )


def known_value(written: Any, *, is_day: bool) -> Value:
    """Return the value that a file writes: exact, or ``{low: …, high: …}`` with one side left out where it is open."""
    if not isinstance(written, dict):
        return date.fromisoformat(written) if is_day else written
    low, high = written.get("low"), written.get("high")
    if is_day:
        return Interval[date](low and date.fromisoformat(low), high and date.fromisoformat(high))
    return Interval[int](low, high)


def _group(kind: str, entry: dict[str, Any], cite: Cite, days: frozenset[str]) -> CriterionGroup:
    entries = entry[kind] if isinstance(entry[kind], list) else [entry[kind]]
    asked = entry.get("ask_as")
    ask_as = KindsQuestion(asked["question"], asked["none_label"], offered_kinds(entry)) if asked else None
    if kind != "routes":
        parts = tuple(build_criterion(part, cite, days) for part in entries)
        return CriterionGroup(kind, parts, _validity(entry), ask_as)
    parts = tuple(build_criterion(route["criteria"], cite, days) for route in entries)
    routes = tuple(Route(route["id"], route["label"], cite(route), tuple(route.get("named", ()))) for route in entries)
    return CriterionGroup("any", parts, _validity(entry), ask_as, routes)


def _yeses(entry: dict[str, Any]) -> Iterable[str]:
    """Yield the facts that must be a yes below a group as it stands in the file."""
    if "criteria" in entry:
        yield from _yeses(entry["criteria"])
    for kind in GROUPS:
        for part in entry.get(kind, ()) if kind != "not" else ():
            yield from _yeses(part)
    if entry.get("op") == "eq" and entry.get("value") is True:
        yield entry["fact"]


def _derivation(entry: dict[str, Any] | None) -> Derivation | None:
    if entry is None:
        return None
    if "since" in entry:
        return Elapsed(entry["since"], entry.get("until", ""), entry.get("begun", False))
    return Share(entry["part"], entry["whole"], entry.get("round") == "up")


def _implication(entry: dict[str, Any], kind: str) -> Implication:
    limit = _limit(entry["value"], is_day=kind == FactType.DATE.value)
    return Implication(Operator(entry["op"]), limit, entry["then"])


def _limit(written: Any, *, is_day: bool) -> Limit | tuple[Limit, ...]:
    if isinstance(written, list):
        return tuple(written)
    return date.fromisoformat(written) if is_day else written


def _validity(entry: dict[str, Any]) -> Validity:
    start, end = entry.get("valid_from"), entry.get("valid_to")
    return Validity(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)

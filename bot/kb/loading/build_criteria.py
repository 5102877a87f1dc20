"""Turns checked plain data of facts and criteria into frozen objects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.kb.model.cases import EligibilityCase
from bot.kb.model.citations import Citation
from bot.kb.model.criteria import Attested, Condition, Criterion, CriterionGroup, Fact, FactType, Operator, Option
from bot.kb.model.periods import Validity

GROUPS = ("all", "any", "not")
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
    )


def build_criterion(entry: dict[str, Any], cite: Cite) -> Criterion:
    """Return the tree that an entry ``criteria`` describes."""
    validity = _validity(entry)
    for kind in GROUPS:
        if kind in entry:
            parts = entry[kind] if isinstance(entry[kind], list) else [entry[kind]]
            return CriterionGroup(kind, tuple(build_criterion(part, cite) for part in parts), validity)
    value = entry.get("value")
    return Condition(
        id=entry["id"],
        title=entry["title"],
        fact=entry["fact"],
        operator=Operator(entry["op"]),
        value=tuple(value) if isinstance(value, list) else value,
        parameter=entry.get("parameter"),
        citation=cite(entry),
        validity=validity,
    )


def build_attested(entry: dict[str, Any], cite: Cite) -> Attested:
    """Return the condition for people that an entry of ``attested`` describes."""
    return Attested(entry["id"], entry["text"], cite(entry), _validity(entry))


def eligibility_cases(data: dict[str, Any]) -> tuple[EligibilityCase, ...]:
    """Return the cases of one file of eligibility_cases/."""
    return tuple(
        EligibilityCase(
            policy=data["policy"],
            title=entry["title"],
            on=date.fromisoformat(entry["on"]),
            facts=entry["facts"],
            verdict=entry["verdict"],
            not_met=tuple(entry.get("not_met", ())),
            missing=tuple(entry.get("missing", ())),
        )
        for entry in data["cases"]
    )


def _validity(entry: dict[str, Any]) -> Validity:
    start, end = entry.get("valid_from"), entry.get("valid_to")
    return Validity(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)

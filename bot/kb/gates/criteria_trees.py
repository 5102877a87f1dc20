"""Walks the trees of conditions of a policy as they stand in its file, with the place of each part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.kb.loading.build_criteria import GROUPS
from bot.kb.model.criteria import BenefitState

Entry = dict[str, Any]
Placed = tuple[str, Entry]


def trees_of(policy: Entry) -> Iterator[Placed]:
    """Yield every tree of a policy: its criteria, and those for each state of the benefit."""
    if "criteria" in policy:
        yield "criteria", policy["criteria"]
    for state in BenefitState:
        if state.value in policy.get("states", {}):
            yield f"states.{state.value}.criteria", policy["states"][state.value]["criteria"]


def nodes_of(entry: Entry, place: str) -> Iterator[Placed]:
    """Yield every group and condition of a tree, the outer ones first."""
    yield place, entry
    for kind in GROUPS:
        if kind in entry:
            parts = entry[kind] if isinstance(entry[kind], list) else [entry[kind]]
            for index, part in enumerate(parts):
                below = f"{place}.{kind}[{index}]"
                yield from (
                    nodes_of(part["criteria"], f"{below}.criteria") if kind == "routes" else nodes_of(part, below)
                )


def leaves_of(policy: Entry) -> Iterator[Placed]:
    """Yield every condition of a policy, in all its trees."""
    for place, tree in trees_of(policy):
        yield from (found for found in nodes_of(tree, place) if "fact" in found[1])


def routes_of(policy: Entry) -> Iterator[Placed]:
    """Yield every way with a name of a policy, in all its trees."""
    for place, tree in trees_of(policy):
        for below, node in nodes_of(tree, place):
            yield from ((f"{below}.routes[{index}]", route) for index, route in enumerate(node.get("routes", ())))


def attested_of(policy: Entry) -> Iterator[Placed]:
    """Yield every condition that a person must judge, for each state of the benefit too."""
    yield from ((f"attested[{index}]", entry) for index, entry in enumerate(policy.get("attested", ())))
    for state in BenefitState:
        entries = policy.get("states", {}).get(state.value, {}).get("attested", ())
        yield from ((f"states.{state.value}.attested[{index}]", entry) for index, entry in enumerate(entries))

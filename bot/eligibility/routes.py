"""The ways with names (4050, 零就业家庭) through a tree: which there are, and the tree when only one may be used. Pure."""

from __future__ import annotations

from bot.eligibility.tree import Leaf, Node
from bot.kb import Route


def routes_below(node: Leaf | Node) -> tuple[Route, ...]:
    """Return the ways of a tree, in order; a way that divides further comes before its own."""
    if isinstance(node, Leaf):
        return ()
    found: list[Route] = []
    for index, part in enumerate(node.parts):
        found += [node.routes[index], *routes_below(part)] if node.routes else routes_below(part)
    return tuple(found)


def narrowed(node: Leaf | Node, route: str) -> Leaf | Node:
    """Return the tree in which every other way is closed; what all ways have in common stays."""
    if isinstance(node, Leaf):
        return node
    for index, part in enumerate(node.parts):
        if node.routes and node.routes[index].id == route:
            return part
    on_it = [part for part in node.parts if route in {each.id for each in routes_below(part)}]
    if not on_it:
        return node
    if node.kind == "any":
        return narrowed(on_it[0], route)
    parts = tuple(narrowed(part, route) if part in on_it else part for part in node.parts)
    return Node(node.kind, parts, node.ask_as)

"""Draws the conditions of a policy on one day as a tree."""

from __future__ import annotations

from rich.tree import Tree

from bot.eligibility import Leaf, Node, Rule
from bot.kb import chinese_date

KINDS = {"all": "都要够", "any": "够一个就行", "not": "不能是"}


def condition_tree(rule: Rule) -> Tree:
    """Return the tree; of a policy without conditions on that day, a root that says so and what was in force last."""
    root = Tree(f"{rule.policy.title}（{chinese_date(rule.on)}）")
    if rule.root is not None:
        _grow(root, rule.root)
    else:
        root.add("这一天没有能判断的条件（没写，或无现行依据）")
        last = rule.last
        if last is not None and last.root is not None and last.ended_on is not None:
            _grow(root.add(f"{chinese_date(last.ended_on)}到期前是这样的"), last.root)
    for attested in rule.attested:
        root.add(f"要由人核定：{attested.text} [{attested.citation.clause.id}]")
    return root


def _grow(tree: Tree, node: Leaf | Node) -> None:
    if isinstance(node, Leaf):
        limit = f"（现在是{node.shown}）" if node.shown else ""
        tree.add(f"{node.condition.title}{limit} ← {node.fact.label} [{node.condition.citation.clause.id}]")
        return
    asked = f"（一次问：{node.ask_as.question}）" if node.ask_as is not None else ""
    branch = tree.add(KINDS[node.kind] + asked)
    for index, part in enumerate(node.parts):
        route = node.routes[index] if node.routes else None
        _grow(branch.add(f"按“{route.label}”（{route.id}）") if route is not None else branch, part)

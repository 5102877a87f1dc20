"""Gates 2 and 3 for ways with names, questions of several kinds, states of a benefit and successors of policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.gates.criteria_trees import nodes_of, routes_of, trees_of
from bot.kb.gates.facts import FactEntry
from bot.kb.gates.figures import figures_in
from bot.kb.loading.build_criteria import offered_kinds
from bot.kb.loading.files import RawFiles
from bot.kb.model.criteria import BenefitState

MOST_KINDS = 8
FIRST_TIME = BenefitState.FIRST_TIME.value


def check_ways(raw: RawFiles) -> list[Problem]:
    """Return every mistake in routes, ``ask_as``, ``states`` and ``succeeded_by`` of all policies."""
    facts = {entry["id"]: entry for entry in raw.single("facts")[1]}
    policies = {data["id"] for _, data in raw.items("policies")}
    problems: list[Problem] = []
    for name, data in raw.items("policies"):
        found = [*_routes(data), *_successor(data, policies, raw)]
        if "facts" not in raw.unusable:
            found += [*_questions(data, facts), *_states(data, facts)]
        problems += [Problem(name, place, words) for place, words in found]
    return problems


def _routes(policy: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for place, tree in trees_of(policy):
        for below, node in nodes_of(tree, place):
            if len(node.get("routes", (0, 0))) < 2:
                yield f"{below}.routes", "只有一条路;再写一条,或直接写它的条件"
            denied = nodes_of(node["not"], f"{below}.not[0]") if "not" in node else ()
            for inside, part in denied:
                if "routes" in part:
                    yield f"{inside}.routes", "not 里面不能分路;把路写到外面"
    for place, route in routes_of(policy):
        for figure in sorted(figures_in(route["label"]) - figures_in(route["quote"])):
            yield f"{place}.label", f"名字里的数字 {figure} 在引文里找不到;引文要含这个数,或换个名字"


def _questions(policy: dict[str, Any], facts: dict[str, FactEntry]) -> Iterator[tuple[str, str]]:
    for place, tree in trees_of(policy):
        for below, node in nodes_of(tree, place):
            if "ask_as" not in node:
                continue
            below_it = {
                leaf["fact"]
                for _, leaf in nodes_of(node, below)
                if leaf.get("op") == "eq" and leaf.get("value") is True
            }
            offered = offered_kinds(node)
            if not 2 <= len(offered) <= MOST_KINDS:
                yield f"{below}.ask_as", f"一次问 {len(offered)} 类;要 2 到 {MOST_KINDS} 类,用 offer 挑几类,其余单独问"
            for fact in offered:
                if fact not in below_it:
                    yield f"{below}.ask_as.offer", f"{fact} 不是这一组里“是就够”的条件;检查拼写或删去"
                elif facts.get(fact, {"type": "yes_no"})["type"] != "yes_no":
                    yield f"{below}.ask_as.offer", f"「{facts[fact]['label']}」不是是非题,不能放在一起问;删去"


def _states(policy: dict[str, Any], facts: dict[str, FactEntry]) -> Iterator[tuple[str, str]]:
    states = policy.get("states")
    if states is None:
        return
    if "criteria" not in policy:
        yield "states", "没有写第一次申请的 criteria;先写好它,再写在领、领过以后的条件"
    written = {FIRST_TIME, *(state.value for state in BenefitState if state.value in states)}
    if written == {FIRST_TIME}:
        yield "states", "receiving、ended 一个也没写;写上条件或删去 states"
    if "fact" not in states:
        return
    fact = facts.get(states["fact"])
    if fact is None:
        yield "states.fact", f"facts.yml 里没有 {states['fact']};检查拼写或先写好这个问题"
        return
    options = {option["id"] for option in fact.get("options", ())}
    if fact["type"] != "choice" or options != written:
        yield "states.fact", f"「{fact['label']}」要是选择题,选项正好是 {'、'.join(sorted(written))};改选项或改 states"


def _successor(policy: dict[str, Any], policies: set[str], raw: RawFiles) -> Iterator[tuple[str, str]]:
    successor = policy.get("succeeded_by")
    if successor is None or "policies" in raw.unusable:
        return
    if successor == policy["id"]:
        yield "succeeded_by", "写的是它自己;写接替它的政策"
    elif successor not in policies:
        yield "succeeded_by", f"没有编号为 {successor} 的政策;检查拼写或先写好那项政策"

"""Gate 2 for the parts that topics and facts play in a conversation: code knows the part, only the files say who plays it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.kb.gates.references import known_ids
from bot.kb.loading.files import RawFiles


def check_roles(raw: RawFiles) -> list[Problem]:
    """Return every fact that leads to no policy, and every topic of stations but the first."""
    return [*_ways_on(raw), *_second_stations(raw)]


def _ways_on(raw: RawFiles) -> Iterator[Problem]:
    policies = known_ids(raw, "policies")
    name, facts = raw.single("facts")
    for index, fact in enumerate(facts):
        policy = fact.get("leads_to", {}).get("policy")
        if policy is not None and policy not in policies:
            yield Problem(name, f"[{index}].leads_to.policy", f"policies 里没有 {policy};改成一项政策的编号")


def _second_stations(raw: RawFiles) -> Iterator[Problem]:
    name, topics = raw.single("topics")
    marked = [(index, topic["title"]) for index, topic in enumerate(topics) if topic.get("has_stations")]
    for index, title in marked[1:]:
        place = f"[{index}].has_stations"
        yield Problem(name, place, f"「{marked[0][1]}」已经管服务站;问服务站在哪只能答一处,删去「{title}」的")

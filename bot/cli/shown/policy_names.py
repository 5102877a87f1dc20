"""Finds the policy that an operator means: by its id, or by a name as people say it."""

from __future__ import annotations

from difflib import get_close_matches

from bot.errors import SituationError
from bot.kb import KnowledgeBase, Policy

MOST_NEAR = 5


def policy_named(kb: KnowledgeBase, words: str) -> Policy:
    """Return the policy with an id, title or everyday name.

    Raises:
        SituationError: none has it; the message names the nearest, each with its id.
    """
    asked = words.strip()
    if asked in kb.policies:
        return kb.policies[asked]
    names = _names(kb)
    if asked in names:
        return kb.policies[names[asked]]
    near = dict.fromkeys(names[name] for name in _nearest(asked, names))
    said = "、".join(f"{kb.policies[each].short_title}（{each}）" for each in list(near)[:MOST_NEAR])
    hint = f"最接近的：{said}。" if said else "leye kb coverage --ids 列出所有政策和编号。"
    raise SituationError(f"没有编号为 {asked} 的政策，也没有叫这个名字的。{hint}")


def _names(kb: KnowledgeBase) -> dict[str, str]:
    """Return the id by every name; of a name of a topic, its first policy."""
    found = {alias: topic.default_policy for topic in kb.topics.values() for alias in (*topic.aliases, topic.title)}
    for policy in kb.policies.values():
        found |= dict.fromkeys((*policy.aliases, policy.short_title, policy.title), policy.id)
    return found


def _nearest(asked: str, names: dict[str, str]) -> list[str]:
    holding = [name for name in names if asked in name or name in asked]
    return sorted(holding, key=len) + get_close_matches(asked, names, MOST_NEAR)

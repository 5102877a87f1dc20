"""How the queue of questions is worded for colleagues: why something is in it, what is proposed, how it ended."""

from __future__ import annotations

from collections.abc import Mapping

from bot.kb import KnowledgeBase

QUESTION_OUTCOMES = {
    "answered": "答了",
    "verdict": "算了条件",
    "clarify": "没听明白，反问了",
    "not_covered": "没有依据",
    "referred": "指到别的部门",
    "out_of_scope": "不归就业管",
    "handoff": "两次没听明白，转了人工",
    "error": "系统出错",
}
PROPOSAL_KINDS = {"alias": "给政策加个叫法", "question": "加一种问法", "correction": "改错"}
STATES = {"open": "等编辑处理", "done": "已采纳", "declined": "没采纳"}
# Where no words were kept, because they stated facts about a person.
NO_WORDS = "（算条件的回答，不留原话）"
NO_TOPIC = "（没认出主题）"


def policy_title(kb: KnowledgeBase, policy: str | None) -> str:
    """Return the short title of a policy; its id when the knowledge base has it no more."""
    known = kb.policies.get(policy or "")
    return known.short_title if known else policy or ""


def topic_title(kb: KnowledgeBase, topic: str) -> str:
    """Return the title of a topic; its id when the knowledge base has it no more."""
    known = kb.topics.get(topic)
    return known.title if known else topic or NO_TOPIC


def facet_label(kb: KnowledgeBase, facet: str | None) -> str:
    """Return what can be asked of a policy, in words."""
    known = kb.facets.get(facet or "")
    return known.label if known else facet or ""


def passage_title(kb: KnowledgeBase, policy: str, facet: str | None) -> str:
    """Return what comes nearest, in words."""
    return " · ".join(part for part in (policy_title(kb, policy), facet_label(kb, facet)) if part)


def say_share(share: float | None) -> str:
    """Return a share in per cent; a stroke where nobody said anything.

    >>> say_share(0.756), say_share(None)
    ('76%', '—')
    """
    return "—" if share is None else f"{share:.0%}"


def known_words(words: Mapping[str, str], value: str) -> str:
    """Return the words for a value of a closed list.

    >>> known_words(QUESTION_OUTCOMES, "not_covered"), known_words(QUESTION_OUTCOMES, "new")
    ('没有依据', 'new')
    """
    return words.get(value, value)

"""Writes the file of a new policy for which nothing is sourced yet. Pure; ``leye kb new`` saves it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import yaml

from bot.errors import SituationError
from bot.kb.model.knowledge_base import KnowledgeBase

POLICY_ID = re.compile(r"[a-z][a-z0-9_]{2,59}")
SERVES = ("person", "employer")
LONGEST_SHORT_TITLE = 16
HEADER = "# 十二个方面现在都写着没有依据；查到一项，就把那一项改成有出处的句子，写法见 policies_kb/README.md。\n"
# What is missing, as in「夜校补助的申请条件:未找到依据」.
MISSING = {
    "overview": "介绍",
    "eligibility": "申请条件",
    "amount": "金额",
    "duration": "期限",
    "materials": "材料清单",
    "procedure": "办理步骤",
    "where": "办理地点",
    "deadline": "申请期限",
    "contact": "咨询电话",
    "status": "进度查询",
    "legal_basis": "文件依据",
    "restrictions": "限制条件",
}
ASKED_FIRST = ("district_office", "hotline")


@dataclass(frozen=True)
class FreshPolicy:
    """The basics of a policy that is about to be written."""

    id: str
    topic: str
    title: str
    short_title: str
    serves: str
    aliases: tuple[str, ...]
    valid_from: date | None


def require_sound(kb: KnowledgeBase, fresh: FreshPolicy) -> None:
    """Check the basics against the knowledge base.

    Raises:
        SituationError: one of them cannot be; one sentence says which, and what to write instead.
    """
    if not POLICY_ID.fullmatch(fresh.id):
        raise SituationError(
            f"编号“{fresh.id}”不行：只用小写英文字母、数字和下划线，字母开头，3 到 60 个字符，例如 night_school_subsidy。"
        )
    if fresh.id in kb.policies:
        raise SituationError(
            f"编号 {fresh.id} 已经有了（{kb.policies[fresh.id].title}）。请换一个编号，或直接改那个文件。"
        )
    if fresh.topic not in kb.topics:
        raise SituationError(f"没有主题“{fresh.topic}”。可用的有：{'、'.join(kb.topics)}。")
    if fresh.serves not in SERVES:
        raise SituationError(f"“{fresh.serves}”不行：个人办的写 person，单位办的写 employer。")
    if not fresh.title:
        raise SituationError("全称不能是空的。请写政策的正式名称。")
    if not 1 <= len(fresh.short_title) <= LONGEST_SHORT_TITLE:
        raise SituationError(f"短名要 1 到 {LONGEST_SHORT_TITLE} 个字。请用 --short-title 写一个。")
    owners = {name: owner for owner, names in _names(kb) for name in names}
    for name in (fresh.title, *fresh.aliases):
        if name in owners:
            raise SituationError(f"叫法“{name}”已经属于 {owners[name]}。一个叫法只能属于一处，请换一个。")


def fresh_text(kb: KnowledgeBase, fresh: FreshPolicy, today: date) -> str:
    """Return the text of the file: every facet is there, and says what is missing and whom to ask."""
    data = {
        "id": fresh.id,
        "topic": fresh.topic,
        "title": fresh.title,
        "short_title": fresh.short_title,
        "serves": fresh.serves,
        "aliases": list(dict.fromkeys(fresh.aliases)),
        "valid_from": fresh.valid_from.isoformat() if fresh.valid_from else None,
        "valid_to": None,
        "verified_on": today.isoformat(),
        "answers": {
            facet.id: {
                "not_sourced": f"{fresh.short_title}的{MISSING.get(facet.id, facet.label)}",
                "ask": _ask(kb, facet.id),
            }
            for facet in kb.facets.values()
        },
    }
    return HEADER + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def _names(kb: KnowledgeBase) -> list[tuple[str, tuple[str, ...]]]:
    policies = [(policy.id, (policy.title, *policy.aliases)) for policy in kb.policies.values()]
    return policies + [(topic.id, topic.aliases) for topic in kb.topics.values()]


def _ask(kb: KnowledgeBase, facet: str) -> str:
    """Return the contact to ask: the hotline knows numbers, the office knows the rest."""
    wanted = ASKED_FIRST[::-1] if facet == "contact" else ASKED_FIRST
    return next(contact for contact in (*wanted, *kb.contacts) if contact in kb.contacts)

"""Writes the files of a new policy: its statements with their questions, and new documents. Pure; ``leye kb new`` saves them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import yaml

from bot.errors import SituationError
from bot.kb.layout import laid_out
from bot.kb.model.knowledge_base import KnowledgeBase

POLICY_ID = re.compile(r"[a-z][a-z0-9_]{2,59}")
SERVES = ("person", "employer")
LONGEST_SHORT_TITLE = 16
# Where a rule holds, by how far its document can be relied on.
SCOPES = {"plan": "xiqing", "official": "tianjin", "national": "national", "secondary": "tianjin"}
HEADER = "# 写着没有依据的方面，查到一项就改成有出处的句子，写法见 policies_kb/README.md。\n"
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
class FreshStatement:
    """One sentence of a policy that is about to be written; an empty ``quote`` means the whole clause."""

    facet: str
    id: str
    text: str
    clause: str
    quote: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class FreshDocument:
    """A document that is not registered yet, with the one clause that is used of it."""

    id: str
    title: str
    document_number: str
    issuer: str
    dated: date
    standing: str
    label: str
    text: str

    @property
    def clause(self) -> str:
        """Return the id of its clause."""
        return f"{self.id}-1"


@dataclass(frozen=True)
class FreshPolicy:
    """What is known of a policy that is about to be written."""

    id: str
    topic: str
    title: str
    short_title: str
    serves: str
    aliases: tuple[str, ...]
    valid_from: date | None
    statements: tuple[FreshStatement, ...] = ()


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
    """Return the text of the file: every facet is there, with its statements, or with what is missing and whom to ask."""
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
            facet.id: _statements(fresh, facet.id)
            or {
                "not_sourced": f"{fresh.short_title}的{MISSING.get(facet.id, facet.label)}",
                "ask": _ask(kb, facet.id),
            }
            for facet in kb.facets.values()
        },
    }
    return laid_out(HEADER + _dumped(data))


def with_source(sources: str, fresh: FreshDocument) -> str:
    """Return the text of sources.yml with one more document."""
    entry = {
        "id": fresh.id,
        "title": fresh.title,
        "document_number": fresh.document_number or None,
        "issuer": fresh.issuer,
        "date": fresh.dated.isoformat(),
        "dated": fresh.dated.isoformat(),
        "standing": fresh.standing,
        "scope": SCOPES[fresh.standing],
        "url": None,
        "read": "excerpt",
    }
    return sources.rstrip("\n") + "\n" + laid_out(_dumped([entry]))


def document_text(fresh: FreshDocument) -> str:
    """Return the text of the file of a document, with its one clause word for word."""
    clause = {"id": fresh.clause, "label": fresh.label, "text": fresh.text}
    return laid_out(_dumped({"source": fresh.id, "verbatim": True, "clauses": [clause]}))


def _dumped(data: object) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100_000))


def _statements(fresh: FreshPolicy, facet: str) -> list[dict[str, object]]:
    return [
        {
            "id": each.id,
            "text": each.text,
            "sources": [{"clause": each.clause, **({"quote": each.quote} if each.quote else {})}],
            "questions": list(each.questions),
        }
        for each in fresh.statements
        if each.facet == facet
    ]


def _names(kb: KnowledgeBase) -> list[tuple[str, tuple[str, ...]]]:
    policies = [(policy.id, (policy.title, *policy.aliases)) for policy in kb.policies.values()]
    return policies + [(topic.id, topic.aliases) for topic in kb.topics.values()]


def _ask(kb: KnowledgeBase, facet: str) -> str:
    """Return the contact to ask: the hotline knows numbers, the office knows the rest."""
    wanted = ASKED_FIRST[::-1] if facet == "contact" else ASKED_FIRST
    return next(contact for contact in (*wanted, *kb.contacts) if contact in kb.contacts)

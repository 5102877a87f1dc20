"""Words what staff look up: the answer as residents hear it, the exact quotes it rests on, and a block to forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversation import sources_json
from bot.kb import Citation, Clause, KnowledgeBase, Period, Policy
from bot.text import typeset
from bot.wording.answers.answer import lone_answer
from bot.wording.answers.citations import STANDING_NAMES, caution_for, name_source, name_sources
from bot.wording.answers.dates import say_period
from bot.wording.answers.parts import AskedQuestion

# Whom to ask when nothing was found, as ids of contacts.yml.
# A block to forward goes out as one message on WeCom (2,048 bytes); longer answers are passed on short.
LONGEST_TO_FORWARD = 560
ASKED_INSTEAD = ("district_office", "hotline")


@dataclass(frozen=True)
class LookupEntry:
    """One facet of one policy, looked up.

    Args:
        answer: what is said of it, without the lines that name sources.
        forward: the whole message to pass on to a resident.
    """

    policy: Policy
    facet: str
    answer: str
    citations: tuple[Citation, ...]
    forward: str

    def to_json(self) -> dict[str, Any]:
        """Return the entry in the shape of ``leye lookup --json``."""
        return {
            "policy": self.policy.id,
            "topic": self.policy.topic,
            "facet": self.facet,
            "answer": self.answer,
            "sources": sources_json(self.citations),
        }


def entry(kb: KnowledgeBase, policy: Policy, facet: str, period: Period, today: date) -> LookupEntry:
    """Return everything that is known of a facet in a period, in the same words that the assistant uses.

    A single day to come is answered by what is decided already, so that editors see their change before it is in force.
    """
    as_if = max(today, period.first) if period.is_day else today
    reply = lone_answer(kb, AskedQuestion(policy, (facet,), period, as_if, level="full"))
    opening = f"按{say_period(period)}的规定:"
    closing = {opening, caution_for(reply.citations), name_sources(reply.citations)}
    passed_on = (
        reply
        if len(reply.text) <= LONGEST_TO_FORWARD
        else lone_answer(kb, AskedQuestion(policy, (facet,), period, as_if))
    )
    said = [line for line in reply.text.split("\n") if line not in closing]
    dated = "" if period == Period.day(today) or reply.text.startswith(opening) else f"{opening}\n"
    return LookupEntry(
        policy=policy,
        facet=facet,
        answer=typeset("\n".join(said)),
        citations=reply.citations,
        forward=typeset(f"【{policy.short_title}·{kb.facets[facet].label}】\n{dated}{passed_on.text}"),
    )


def quote_lines(entry: LookupEntry) -> list[str]:
    """Return the quotes of an entry, those of a clause together and then where they stand."""
    quotes: dict[str, list[str]] = {}
    for citation in entry.citations:
        quotes.setdefault(citation.clause.id, []).append(citation.quote)
    clauses = dict.fromkeys(citation.clause for citation in entry.citations)
    return [line for clause in clauses for line in _lines_of(clause, quotes[clause.id])]


def _lines_of(clause: Clause, quotes: list[str]) -> list[str]:
    """Say what was quoted of a clause; a summary is never called the original, and no quote repeats part of another."""
    kind = "原文" if clause.is_verbatim else "概括"
    whole = [quote for quote in quotes if not any(quote in other and quote != other for other in quotes)]
    source = clause.source
    details = [name_source(source), clause.label, STANDING_NAMES[source.standing], source.url or ""]
    return [*(f"{kind}：“{quote}”" for quote in whole), f"  —— {' · '.join(detail for detail in details if detail)}"]


def validity_line(policy: Policy) -> str:
    """Return since when and until when a policy is known to be in force, and when that was last checked."""
    start = f"{policy.validity.start}起" if policy.validity.start else "起始日未查到"
    end = f"到{policy.validity.end}为止" if policy.validity.end else "未写明截止日"
    return f"{start}，{end}；资料截至{policy.verified_on}"


def nothing_found(kb: KnowledgeBase, text: str, referrals: Sequence[str]) -> str:
    """Return what to say when no passage fits: whose matter it is, or that no basis was found and whom to ask."""
    if referrals:
        return "\n".join(kb.referrals[referral].say for referral in referrals)
    contacts = [kb.contacts[contact].say for contact in ASKED_INSTEAD if contact in kb.contacts]
    asked = typeset(f"建议问{'，或'.join(contacts)}。") if contacts else ""
    return f"“{text}”：未找到依据。{asked}"

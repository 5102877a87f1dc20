"""The list of all service guides, topic by topic, each with the sentence it begins with. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.kb import KnowledgeBase, Period, Policy, Topic
from bot.text import typeset
from bot.wording.answers.parts import AskedQuestion, answer_parts

OVERVIEW = "overview"


@dataclass(frozen=True)
class GuideEntry:
    """A guide in the list: whose it is, what the policy is in a sentence, and whether it is one for employers."""

    policy: Policy
    said: str
    is_of_employers: bool


@dataclass(frozen=True)
class GuideGroup:
    """The guides of a topic, its default policy first."""

    topic: Topic
    entries: tuple[GuideEntry, ...]


def guide_groups(kb: KnowledgeBase, today: date) -> tuple[GuideGroup, ...]:
    """Return all guides; a topic without a policy is left out."""
    groups = (
        GuideGroup(topic, tuple(_entry(kb, policy, today) for policy in kb.policies_of(topic.id)))
        for topic in kb.topics.values()
    )
    return tuple(group for group in groups if group.entries)


def _entry(kb: KnowledgeBase, policy: Policy, today: date) -> GuideEntry:
    [part] = answer_parts(kb, AskedQuestion(policy, (OVERVIEW,), Period.day(today), today, level="simple"))
    said = next((statement.text for statement in part.statements), part.missing)
    return GuideEntry(policy, typeset(said), policy.serves == "employer")

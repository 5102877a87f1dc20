"""Topics and situations to pick from, for every reply that asks which policy is meant."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation import Choice
from bot.kb import KnowledgeBase

HEADLINES = ("social_insurance_subsidy", "startup_loan", "training_subsidy")
ASKED_OFTEN = (*HEADLINES, "startup_subsidy", "employment_difficulty", "unemployment", "graduates", "recruitment")
SITUATIONS = (
    ("灵活就业，自己交社保", "social_insurance_subsidy"),
    ("想创业、返乡创业，缺资金", "startup_loan"),
    ("想创业，先学一学", "training_subsidy"),
    ("失业了", "unemployment"),
    ("年纪大、家里难，不好找工作", "employment_difficulty"),
    ("大学毕业生", "graduates"),
    ("退役军人", "veterans"),
    ("单位招人用工", "job_retention"),
)
PERSON = Choice("找真人问", "talk_to_person")


def topic_choices(kb: KnowledgeBase, topics: Iterable[str], facet: str = "overview") -> tuple[Choice, ...]:
    """Return one choice per topic, each asking this facet of it."""
    return tuple(Choice(kb.topics[topic].title, f"ask_{facet}", {"topic": topic}) for topic in topics)


def situation_choices() -> tuple[Choice, ...]:
    """Return one choice per situation of life, each asking who can get what fits it."""
    return tuple(Choice(label, "ask_eligibility", {"topic": topic}) for label, topic in SITUATIONS)

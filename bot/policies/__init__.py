"""The knowledge base: files that policy officers edit, as frozen objects, behind five gates. Used by every room above."""

from bot.policies.loading import Report, load, validate
from bot.policies.model import (
    Answer,
    Citation,
    Clause,
    Contact,
    Facet,
    KnowledgeBase,
    NotSourced,
    Parameter,
    Policy,
    Referral,
    Source,
    Standing,
    Topic,
)
from bot.policies.periods import Period, Validity
from bot.policies.statements import Gap, Statement, chinese_date, statements

__all__ = [
    "Answer",
    "Citation",
    "Clause",
    "Contact",
    "Facet",
    "Gap",
    "KnowledgeBase",
    "NotSourced",
    "Parameter",
    "Period",
    "Policy",
    "Referral",
    "Report",
    "Source",
    "Standing",
    "Statement",
    "Topic",
    "Validity",
    "chinese_date",
    "load",
    "statements",
    "validate",
]

"""The knowledge base: files that policy officers edit, as frozen objects, behind five gates. Used by every room above."""

from bot.policies.calendar import Calendar
from bot.policies.campaigns import Campaign, CampaignKind, Quiet, Schedule, Template, TemplateKind
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
from bot.policies.stations import Station, Town, nearest
from bot.policies.versions import difference, policy_version, told

__all__ = [
    "Answer",
    "Calendar",
    "Campaign",
    "CampaignKind",
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
    "Quiet",
    "Referral",
    "Report",
    "Schedule",
    "Source",
    "Standing",
    "Statement",
    "Station",
    "Template",
    "TemplateKind",
    "Topic",
    "Town",
    "Validity",
    "chinese_date",
    "difference",
    "load",
    "nearest",
    "policy_version",
    "statements",
    "told",
    "validate",
]

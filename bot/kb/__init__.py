"""The knowledge base: files that policy officers edit, as frozen objects, behind five gates."""

from bot.kb.changes import changes
from bot.kb.coverage import FacetState, TopicCoverage, count, coverage, coverage_json, possible
from bot.kb.history import wordings
from bot.kb.layout import laid_out
from bot.kb.load import ValidationReport, load, validate
from bot.kb.model.acts import COMPLAINTS, STARTS, STOPS, ActWordings, PreparedSentence, SpokenAct, SpokenActs
from bot.kb.model.calendar import Calendar
from bot.kb.model.campaigns import Campaign, CampaignKind, Caps, Quiet, Schedule, Template, TemplateKind, TemplateUse
from bot.kb.model.cases import EligibilityCase
from bot.kb.model.citations import Citation, Clause, Source, Standing
from bot.kb.model.criteria import (
    Attested,
    BenefitState,
    Condition,
    Criterion,
    CriterionGroup,
    Elapsed,
    Fact,
    FactType,
    Implication,
    KindsQuestion,
    Limit,
    Operator,
    Option,
    Route,
    Share,
    StateConditions,
    Value,
    conditions_of,
)
from bot.kb.model.fact_frames import NO, YES, ZERO, FactFrame, FactFrames
from bot.kb.model.fact_templates import (
    TemplateChoice,
    TemplateParser,
    TemplatePart,
    TemplateRow,
    TemplateSign,
    TemplateSlot,
    TemplateWords,
)
from bot.kb.model.interval import Interval
from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.parameters import Parameter
from bot.kb.model.periods import Period, Validity
from bot.kb.model.policies import Answer, Contact, Facet, Link, NotApplicable, NotSourced, Policy, Sentence, Topic
from bot.kb.model.stations import Station, Town, nearest
from bot.kb.model.vocabulary import NeighbouringMatter, Rewrite
from bot.kb.model.wechat_fields import LONGEST, field_type
from bot.kb.new_policy import FreshPolicy, fresh_text, require_sound
from bot.kb.statements import PLACE, Gap, Statement, chinese_date, places_in, says_end, statements, value_on
from bot.kb.versions import difference, policy_version, told

__all__ = [
    "COMPLAINTS",
    "LONGEST",
    "NO",
    "PLACE",
    "STARTS",
    "STOPS",
    "YES",
    "ZERO",
    "ActWordings",
    "Answer",
    "Attested",
    "BenefitState",
    "Calendar",
    "Campaign",
    "CampaignKind",
    "Caps",
    "Citation",
    "Clause",
    "Condition",
    "Contact",
    "Criterion",
    "CriterionGroup",
    "Elapsed",
    "EligibilityCase",
    "Facet",
    "FacetState",
    "Fact",
    "FactFrame",
    "FactFrames",
    "FactType",
    "FreshPolicy",
    "Gap",
    "Implication",
    "Interval",
    "KindsQuestion",
    "KnowledgeBase",
    "Limit",
    "Link",
    "NeighbouringMatter",
    "NotApplicable",
    "NotSourced",
    "Operator",
    "Option",
    "Parameter",
    "Period",
    "Policy",
    "PreparedSentence",
    "Quiet",
    "Rewrite",
    "Route",
    "Schedule",
    "Sentence",
    "Share",
    "Source",
    "SpokenAct",
    "SpokenActs",
    "Standing",
    "StateConditions",
    "Statement",
    "Station",
    "Template",
    "TemplateChoice",
    "TemplateKind",
    "TemplateParser",
    "TemplatePart",
    "TemplateRow",
    "TemplateSign",
    "TemplateSlot",
    "TemplateUse",
    "TemplateWords",
    "Topic",
    "TopicCoverage",
    "Town",
    "ValidationReport",
    "Validity",
    "Value",
    "changes",
    "chinese_date",
    "conditions_of",
    "count",
    "coverage",
    "coverage_json",
    "difference",
    "field_type",
    "fresh_text",
    "laid_out",
    "load",
    "nearest",
    "places_in",
    "policy_version",
    "possible",
    "require_sound",
    "says_end",
    "statements",
    "told",
    "validate",
    "value_on",
    "wordings",
]

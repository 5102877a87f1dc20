"""Understands what a message asks for and finds what the knowledge base says of it. Knows no Rasa and no people."""

from bot.understanding.bare_message import BareKind, BareMessage, bare_message
from bot.understanding.guess import LIKELY, SURE, Guess, facets_by
from bot.understanding.intents import (
    ASK_OTHER_DATE,
    ASKING_AGAIN,
    CHECK_ELIGIBILITY,
    CONSENT_INTENTS,
    CONTROL_INTENTS,
    FACET_INTENTS,
    FALLBACK,
    FIND_STATION,
    FORGETTING,
    LIST_POLICIES,
    NEIGHBOURING_MATTER,
    OUT_OF_SCOPE,
    REPEAT_ANSWER,
    facet_of,
)
from bot.understanding.jotted_facts import Jotted, jotted_facts
from bot.understanding.normal_form import Normaliser
from bot.understanding.numbered_message import NumberedMessage, missed_part, numbered_message
from bot.understanding.phrases import FoundPhrase
from bot.understanding.picked_kinds import picked_kinds
from bot.understanding.plan import Context, Plan, asks_again, plan, sister
from bot.understanding.premium import premium_in
from bot.understanding.question_part import Spans
from bot.understanding.reader import NamedSubject, Reader, Reading
from bot.understanding.training_export import NLU_FOLDER, training_files

__all__ = [
    "ASKING_AGAIN",
    "ASK_OTHER_DATE",
    "CHECK_ELIGIBILITY",
    "CONSENT_INTENTS",
    "CONTROL_INTENTS",
    "FACET_INTENTS",
    "FALLBACK",
    "FIND_STATION",
    "FORGETTING",
    "LIKELY",
    "LIST_POLICIES",
    "NEIGHBOURING_MATTER",
    "NLU_FOLDER",
    "OUT_OF_SCOPE",
    "REPEAT_ANSWER",
    "SURE",
    "BareKind",
    "BareMessage",
    "Context",
    "FoundPhrase",
    "Guess",
    "Jotted",
    "NamedSubject",
    "Normaliser",
    "NumberedMessage",
    "Plan",
    "Reader",
    "Reading",
    "Spans",
    "asks_again",
    "bare_message",
    "facet_of",
    "facets_by",
    "jotted_facts",
    "missed_part",
    "numbered_message",
    "picked_kinds",
    "plan",
    "premium_in",
    "sister",
    "training_files",
]

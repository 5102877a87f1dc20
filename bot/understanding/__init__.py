"""Understands what a message asks for and finds what the knowledge base says of it. Knows no Rasa and no people."""

from bot.search.intents import FACET_INTENTS, facet_of
from bot.search.looking_up import LookUp, look_up
from bot.search.normalising import Normaliser
from bot.search.planning import Context, Plan, plan
from bot.search.premiums import premium_in
from bot.search.question_part import Spans
from bot.search.ranking import Hit, Ranker
from bot.search.reading import Reader, Reading, Subject
from bot.search.scoping import Guess, scope
from bot.search.stated_facts import answer_to, stated_facts
from bot.search.training_export import NLU_FOLDER, training_files
from bot.search.weighing import weigh

__all__ = [
    "FACET_INTENTS",
    "NLU_FOLDER",
    "Context",
    "Guess",
    "Hit",
    "LookUp",
    "Normaliser",
    "Plan",
    "Ranker",
    "Reader",
    "Reading",
    "Spans",
    "Subject",
    "answer_to",
    "facet_of",
    "look_up",
    "plan",
    "premium_in",
    "scope",
    "stated_facts",
    "training_files",
    "weigh",
]

"""Understands what a message asks for and finds what the knowledge base says of it. Knows no Rasa and no people."""

from bot.search.intents import FACET_INTENTS, facet_of
from bot.search.normalising import Normaliser
from bot.search.planning import Context, Plan, plan
from bot.search.reading import Reader, Reading, Subject
from bot.search.scoping import Guess, scope

__all__ = [
    "FACET_INTENTS",
    "Context",
    "Guess",
    "Normaliser",
    "Plan",
    "Reader",
    "Reading",
    "Subject",
    "facet_of",
    "plan",
    "scope",
]

"""Which statement of the knowledge base answers a question: entries, evidence, and the ranking by their weighted sum."""

from bot.lookup.statements.asked import AskedWords
from bot.lookup.statements.asks import AskReader, asked_days
from bot.lookup.statements.choice import ChosenAnswer, choose, topics_in_doubt
from bot.lookup.statements.entry import StatementEntry, entries_of
from bot.lookup.statements.evidence import ANY_NAME, KINDS, EvidenceTable
from bot.lookup.statements.message_act import MessageAct, MessageActGuess, asked_neighbours, guess_act, witnesses
from bot.lookup.statements.scores import RankedStatement, StatementRanking, learned_weights
from bot.lookup.statements.settlement import settle
from bot.lookup.statements.verbatim import asked_verbatim

__all__ = [
    "ANY_NAME",
    "KINDS",
    "AskReader",
    "AskedWords",
    "ChosenAnswer",
    "EvidenceTable",
    "MessageAct",
    "MessageActGuess",
    "RankedStatement",
    "StatementEntry",
    "StatementRanking",
    "asked_days",
    "asked_neighbours",
    "asked_verbatim",
    "choose",
    "entries_of",
    "guess_act",
    "learned_weights",
    "settle",
    "topics_in_doubt",
    "witnesses",
]

"""The contract of a turn: what a person said, what is said back, and how it ended. Every room that speaks uses these."""

from bot.conversation.message import HandlerResult, IncomingMessage, TurnOutcome
from bot.conversation.reply import Choice, Outcome, Reply, in_order, sources_json
from bot.conversation.stop_words import wants_no_more
from bot.conversation.typed_choice import typed_position

__all__ = [
    "Choice",
    "HandlerResult",
    "IncomingMessage",
    "Outcome",
    "Reply",
    "TurnOutcome",
    "in_order",
    "sources_json",
    "typed_position",
    "wants_no_more",
]

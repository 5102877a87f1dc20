"""The contract of a turn: what a person said, what is said back, and how it ended. Every room that speaks uses these."""

from bot.conversation.channel_key import actions_authorization, authorization, channel_key
from bot.conversation.conversation_id import Channel, ConversationId, channel_of
from bot.conversation.message import HandlerResult, IncomingMessage, NextStep, TurnOutcome
from bot.conversation.outcome_table import OutcomeEntry, outcome_table
from bot.conversation.outline import Outline, OutlinePart, OutlinePoint, PointMark
from bot.conversation.reply import Choice, Outcome, Reply, in_order, sources_json, without_repeats
from bot.conversation.reply_json import reply_from_json
from bot.conversation.stop_words import wants_no_more
from bot.conversation.typed_choice import typed_position, typed_positions
from bot.conversation.wishes import Wish

__all__ = [
    "Channel",
    "Choice",
    "ConversationId",
    "HandlerResult",
    "IncomingMessage",
    "NextStep",
    "Outcome",
    "OutcomeEntry",
    "Outline",
    "OutlinePart",
    "OutlinePoint",
    "PointMark",
    "Reply",
    "TurnOutcome",
    "Wish",
    "actions_authorization",
    "authorization",
    "channel_key",
    "channel_of",
    "in_order",
    "outcome_table",
    "reply_from_json",
    "sources_json",
    "typed_position",
    "typed_positions",
    "wants_no_more",
    "without_repeats",
]

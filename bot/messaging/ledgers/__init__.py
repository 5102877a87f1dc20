"""What came in, what may be sent, what waits to be sent."""

from bot.messaging.ledgers.deduplication import Deduplication, deduplication_for
from bot.messaging.ledgers.held_replies import HeldReplies, HeldReply, drop_held
from bot.messaging.ledgers.platform_outbox import SENDER_GONE_AFTER, WAITS_AT_MOST, PlatformOutbox
from bot.messaging.ledgers.received import ReceivedKey, ReceivedLedger, ReceivedState, record
from bot.messaging.ledgers.reply_windows import WindowLedger, give_back_within, is_open_for, open_window, reserve_within
from bot.messaging.ledgers.staff_letters import StaffLetter, StaffLetters, drop_letters
from bot.messaging.ledgers.staff_outbox import StaffOutbox

__all__ = [
    "SENDER_GONE_AFTER",
    "WAITS_AT_MOST",
    "Deduplication",
    "HeldReplies",
    "HeldReply",
    "PlatformOutbox",
    "ReceivedKey",
    "ReceivedLedger",
    "ReceivedState",
    "StaffLetter",
    "StaffLetters",
    "StaffOutbox",
    "WindowLedger",
    "deduplication_for",
    "drop_held",
    "drop_letters",
    "give_back_within",
    "is_open_for",
    "open_window",
    "record",
    "reserve_within",
]

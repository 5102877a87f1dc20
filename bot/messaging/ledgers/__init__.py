"""What came in, what may be sent, what waits to be sent."""

from bot.messaging.ledgers.deduplication import Deduplication, deduplication_for
from bot.messaging.ledgers.held_replies import HeldReplies, HeldReply
from bot.messaging.ledgers.received import ReceivedKey, ReceivedLedger, ReceivedState, record
from bot.messaging.ledgers.reply_windows import WindowLedger, open_window
from bot.messaging.ledgers.staff_letters import StaffLetter, StaffLetters
from bot.messaging.ledgers.staff_outbox import StaffOutbox

__all__ = [
    "Deduplication",
    "HeldReplies",
    "HeldReply",
    "ReceivedKey",
    "ReceivedLedger",
    "ReceivedState",
    "StaffLetter",
    "StaffLetters",
    "StaffOutbox",
    "WindowLedger",
    "deduplication_for",
    "open_window",
    "record",
]

"""Letters, and what sends them at the allowed pace."""

from bot.outreach.sending.connections import ManyConnections
from bot.outreach.sending.send_job import audience_for
from bot.outreach.sending.sender import SendLimits
from bot.outreach.sending.web_inbox import settle_seen, take_unread, unread

__all__ = [
    "ManyConnections",
    "SendLimits",
    "audience_for",
    "settle_seen",
    "take_unread",
    "unread",
]

"""Telling the right people once, on a schedule, with reasons and proof: campaigns, the ledger, the outbox.

The database holds the truth; whoever wakes up finds there what is left to do. Every moment is passed in.
"""

from bot.outreach.consent_talk import ConsentTalk, StartTalk
from bot.outreach.context import Outreach
from bot.outreach.deps import outreach_for, outreach_on
from bot.outreach.notice_talk import NoticeTalk

__all__ = [
    "ConsentTalk",
    "NoticeTalk",
    "Outreach",
    "StartTalk",
    "outreach_for",
    "outreach_on",
]

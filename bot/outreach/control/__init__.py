"""What people and the house decide about a run: approve, pause, stop, begin anew, after a restored backup."""

from bot.outreach.control import decisions
from bot.outreach.control.decisions import SAYS
from bot.outreach.control.restored_backup import HighWaterMark, pause_everything

__all__ = [
    "SAYS",
    "HighWaterMark",
    "decisions",
    "pause_everything",
]

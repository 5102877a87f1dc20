"""What a message does rather than asks: heard by wordings alone, before any model, the same in every state of a conversation."""

from bot.understanding.acts.pause_end import pause_end
from bot.understanding.acts.reader import ActReader, HeardAct, may_refuse

__all__ = ["ActReader", "HeardAct", "may_refuse", "pause_end"]

"""A short message that only the conversation explains: it asks on about the policy that was answered last."""

from __future__ import annotations

from bot.answering.heard import heard
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.understanding import FALLBACK, NEIGHBOURING_MATTER, OUT_OF_SCOPE
from bot.understanding.situation import SituationReading

# What the intent says by itself counts little for a message as short as this.
LONGEST = 30
# By itself it was nothing of ours; what the conversation was about answers it when it is at least this like it.
LIKE_ENOUGH = 0.22
# What else is asked in between must be more like what is held.
LIKE_OF_ANOTHER = 0.4
MISHEARD = (FALLBACK, OUT_OF_SCOPE, NEIGHBOURING_MATTER)


def is_follow_up(known: Toolbox, turn: Turn, told: SituationReading) -> bool:
    """Tell whether a message that was not understood by itself goes on with what was talked about."""
    if turn.picked or turn.context.policy is None or turn.intent not in MISHEARD or len(told.text) > LONGEST:
        return False
    message = heard(known, turn)
    if message.reading.referrals:
        return False
    best = next((statements[0] for statements in message.ranked if statements), None)
    if best is None:
        return False
    return best.likeness >= (LIKE_ENOUGH if best.entry.policy == turn.context.policy else LIKE_OF_ANOTHER)

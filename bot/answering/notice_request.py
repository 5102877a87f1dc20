"""Answers who wants notices, no more of them, or a check kept."""

from __future__ import annotations

from bot import clock
from bot.answering.action_result import ActionResult
from bot.answering.checks import kept_facts
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.understanding.acts import may_refuse
from bot.wording.notices import ask_what_is_meant, confirm_stop, explain_subscribing


def explain_notices(known: Toolbox, turn: Turn) -> ActionResult:
    """Say how to agree; a wish to stop, or to have a check kept, is carried out before it is confirmed."""
    if turn.intent == "subscribe_notices" and "policy" in turn.picked:
        return ActionResult.by(kept_facts.keep(known, turn))
    if turn.intent == "subscribe_notices" and may_refuse(known.reader.normalise(turn.text), known.kb.acts.deny):
        # Only the model thinks so. Words that may mean a stop are never answered as a start.
        return ActionResult.by(ask_what_is_meant(turn.today))
    if turn.intent == "subscribe_notices":
        return ActionResult.by(explain_subscribing(turn.today))
    stopped = known.subscriptions.stop(turn.conversation, clock.now()) if known.subscriptions else 0
    return ActionResult.by(confirm_stop(turn.today, had_any=stopped > 0))

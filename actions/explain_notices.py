"""Notices: how to agree, stop, or have a check kept."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import explain_notices


class ActionExplainNotices(TurnAction):
    """Answers with ``bot.answering.explain_notices``."""

    answerer = staticmethod(explain_notices)

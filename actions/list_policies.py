"""我能享受哪些政策."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import list_policies


class ActionListPolicies(TurnAction):
    """Answers with ``bot.answering.list_policies``."""

    answerer = staticmethod(list_policies)

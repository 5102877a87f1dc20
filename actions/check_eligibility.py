"""One step of an eligibility check."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import check_eligibility


class ActionCheckEligibility(TurnAction):
    """Answers with ``bot.answering.check_eligibility``."""

    answerer = staticmethod(check_eligibility)

"""What all actions share: a turn is read from the tracker and answered below; no failure leaves a person alone."""

from __future__ import annotations

import logging
import re
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.toolbox import toolbox
from actions.tracker_turn import turn_of
from bot import clock
from bot.answering import ActionResult, Answerer, Toolbox, answer_step
from bot.part_counts import part_counts
from bot.wording.answers import apology

logger = logging.getLogger(__name__)

CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class TurnAction(Action, ABC):
    """An action that answers one turn; its name in the domain is that of its class.

    Args:
        source: where it finds what answering needs.
    """

    def __init__(self, source: Callable[[], Toolbox] = toolbox) -> None:
        self._source = source

    @property
    @abstractmethod
    def answerer(self) -> Answerer:
        """Return what answers the turn."""

    def name(self) -> str:
        """Return the name in the domain: ``action_show_menu`` for ``ActionShowMenu``."""
        return CAPITAL.sub("_", type(self).__name__).lower()

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Answer the turn; a failure is logged by conversation id and answered with the prepared sentence."""
        began, is_failure = time.monotonic(), False
        try:
            known = self._source()
            answered = answer_step(self.answerer, known, turn_of(tracker, known.as_of))
        except Exception:
            logger.exception("%s failed in conversation %s", self.name(), tracker.sender_id)
            answered, is_failure = ActionResult.by(apology(clock.today())), True
        part_counts("actions").done(self.name(), time.monotonic() - began, is_failure=is_failure)
        for reply in answered.replies:
            dispatcher.utter_message(json_message=dict(reply))
        return [SlotSet(name, value) for name, value in {"misses": 0, **answered.slots}.items()]

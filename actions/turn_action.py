"""What all actions share: they turn one turn into replies and slots, and no failure of theirs leaves a person alone."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import checking
from actions.deps import Known, known
from actions.turn import Turn, turn_of
from bot import clock
from bot.wording import Outcome, Reply, apology

logger = logging.getLogger(__name__)

# Someone who asks for a person, or whom we failed, is not asked on.
LEAVES = (Outcome.HANDOFF.value, Outcome.ERROR.value)


@dataclass(frozen=True)
class Answered:
    """What an action says, and the slots it sets; ``misses`` is set to 0 unless named."""

    replies: tuple[Mapping[str, Any], ...]
    slots: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def by(cls, *replies: Reply, **slots: Any) -> Answered:
        """Return the answer that these replies make."""
        return cls(tuple(reply.to_json() for reply in replies), slots)


class TurnAction(Action, ABC):
    """An action that answers one turn.

    Args:
        source: where it finds what is known.
    """

    def __init__(self, source: Callable[[], Known] = known) -> None:
        self._source = source

    @abstractmethod
    def answer(self, known: Known, turn: Turn) -> Answered:
        """Return what to say to this turn and what to remember."""

    def _step(self, known: Known, turn: Turn) -> Answered:
        """Answer the turn; while an eligibility check has a question open, its answers go there.

        A question in the middle is answered first, and then the open one is asked again.
        """
        resumed = checking.resume(known, turn, turn.check)
        if resumed is not None:
            replies, check = resumed
            return Answered.by(*replies, check=check.to_slot())
        answered = self.answer(known, turn)
        pending = None if "check" in answered.slots else checking.pending(known, turn, turn.check)
        if pending is None or any(reply["outcome"] in LEAVES for reply in answered.replies):
            return answered
        replies: tuple[Mapping[str, Any], ...] = answered.replies
        if not pending.choices:
            # The open question wants a number: typed digits must not pick from the answer in between.
            replies = tuple({**reply, "choices": []} for reply in replies)
        return Answered((*replies, pending.to_json()), answered.slots)

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Answer the turn; a failure is logged by conversation id and answered with the prepared sentence."""
        try:
            source = self._source()
            answered = self._step(source, turn_of(tracker, source.as_of))
        except Exception:
            logger.exception("%s failed in conversation %s", self.name(), tracker.sender_id)
            answered = Answered.by(apology(clock.today()))
        for reply in answered.replies:
            dispatcher.utter_message(json_message=dict(reply))
        return [SlotSet(name, value) for name, value in {"misses": 0, **answered.slots}.items()]

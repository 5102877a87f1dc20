"""Plays messages to the assistant's answering and says what it took in: facts of a person, the day judged for, the status."""

from __future__ import annotations

from typing import Any

from actions.answer_question import ActionAnswerQuestion
from bot.answering import Toolbox
from tests.answering.conftest import Played, play_turn


class ToldTalk:
    """A conversation in which a check is begun."""

    def __init__(self, known: Toolbox, *messages: str) -> None:
        self._known = known
        self.slots: dict[str, Any] = {}
        self.replies: list[dict[str, Any]] = []
        for message in messages:
            self.say(message)

    def say(self, text: str, intent: str = "ask_overview") -> Played:
        """Say something, as the model takes it, and return what came of it."""
        played = play_turn(self._known, ActionAnswerQuestion, text, intent, slots=self.slots)
        self.slots.update(played.slots)
        self.replies = played.replies
        return played

    def facts(self, who: str = "self") -> dict[str, Any]:
        """Return what is known of somebody."""
        return dict((self.slots.get("check") or {}).get("people", {}).get(who, {}))

    @property
    def on(self) -> str | None:
        """Return the day that is judged for, None for today."""
        day: str | None = self.slots["check"]["on"]
        return day

    @property
    def status(self) -> str | None:
        """Return the verdict of the last reply."""
        verdict = self.replies[-1]["verdict"]
        return None if verdict is None else str(verdict["status"])

    @property
    def text(self) -> str:
        """Return the last reply."""
        return str(self.replies[-1]["text"])

"""What the office has to say on the chat page: lines that wait, who speaks now, and whether to ask again soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine

from bot.referrals import Takeovers, TalkLines, note_open_page, open_call_of


class OfficeLines:
    """The office's side of the conversations on the page."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lines = TalkLines(engine)
        self._takeovers = Takeovers(engine)

    def take(self, conversation: str, at: datetime, seen: Sequence[int] | None = None) -> dict[str, Any]:
        """Return the lines that were not shown yet, who speaks, and whether someone may speak soon.

        Args:
            seen: what the page has shown; None for one that never says so, which is given each line once.
        """
        speaking = self._takeovers.current(conversation, at)
        if seen is None:
            lines = self._lines.take_for_page(conversation, at)
        else:
            lines = self._lines.waiting_for_page(conversation, seen, at)
        is_expected = speaking is not None or open_call_of(self._engine, conversation) is not None
        if is_expected:
            # Who speaks with the person sees whether anybody is there; nobody else needs to know.
            note_open_page(self._engine, conversation, at)
        return {
            "lines": [
                {
                    "id": each.id,
                    "speaker": each.speaker.value,
                    "name": each.name,
                    "text": each.text,
                    "at": each.at.isoformat(),
                }
                for each in lines
            ],
            "speaking": speaking.name if speaking else None,
            "is_expected": is_expected,
        }

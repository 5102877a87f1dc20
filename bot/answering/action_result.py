"""What comes of a turn: replies, and what the conversation is to remember."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.conversation import Reply


@dataclass(frozen=True)
class ActionResult:
    """What is said, in the shape of the chat API, and the slots to set; ``misses`` is set to 0 unless named."""

    replies: tuple[Mapping[str, Any], ...]
    slots: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def by(cls, *replies: Reply, **slots: Any) -> ActionResult:
        """Return the result that these replies make."""
        return cls(tuple(reply.to_json() for reply in replies), slots)

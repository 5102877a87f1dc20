"""Offers the call itself, before anything else, under every answer about matchmakers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.conversation import Choice, Outcome, Reply
from bot.kb import KnowledgeBase
from bot.wording.office import CALL, CALL_ME

ANSWERS = (Outcome.ANSWERED, Outcome.NOT_COVERED)


class MatchmakerFirst:
    """Puts the call before the other choices.

    Args:
        kb: knows which topic has stations.
    """

    def __init__(self, kb: Callable[[], KnowledgeBase]) -> None:
        self._kb = kb

    def offered(self, reply: Reply) -> Reply:
        """Return the reply with the call as its first choice, where it is about matchmakers, who work at stations."""
        if reply.topic is None or reply.outcome not in ANSWERS:
            return reply
        topic = self._kb().topics.get(reply.topic)
        if topic is None or not topic.has_stations:
            return reply
        others = tuple(choice for choice in reply.choices if choice.intent != CALL)
        return replace(reply, choices=(Choice(CALL_ME, CALL), *others))

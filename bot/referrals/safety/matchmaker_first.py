"""Offers the call itself, before anything else, under every answer about matchmakers. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Choice, Outcome, Reply
from bot.wording.office import CALL, CALL_ME

TOPIC = "matchmaker_service"
ANSWERS = (Outcome.ANSWERED, Outcome.NOT_COVERED)


class MatchmakerFirst:
    """Puts the call before the other choices."""

    def offered(self, reply: Reply) -> Reply:
        """Return the reply with the call as its first choice, where it is about matchmakers."""
        if reply.topic != TOPIC or reply.outcome not in ANSWERS:
            return reply
        others = tuple(choice for choice in reply.choices if choice.intent != CALL)
        return replace(reply, choices=(Choice(CALL_ME, CALL), *others))

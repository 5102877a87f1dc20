"""Who takes part in a turn besides the dialogue: rooms that hear a message first, that offer a person, that keep what was asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.conversation import HandlerResult, IncomingMessage, Outcome, Reply, TurnOutcome
from bot.front.turns.reply_schema import DialogueReply


class Listener(Protocol):
    """Hears a message before the dialogue."""

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what the message becomes; None when it is not for this listener."""


class HandingOver(Protocol):
    """Offers a person to someone who asks for one."""

    def offer(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        """Return what is said instead of the dialogue's words; None to leave these."""


class Keeper(Protocol):
    """Keeps what was asked and how it ended, for those who mend the knowledge base."""

    def keep(
        self, spoken: IncomingMessage, ended: Sequence[TurnOutcome], seconds: float, at: datetime
    ) -> list[str | None]:
        """Return for each reply the ticket by which it can be rated, or None."""


class Participants:
    """Those who take part. The first listener that has something to say is the one."""

    def __init__(
        self,
        listeners: Sequence[Listener] = (),
        handing_over: HandingOver | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        self._listeners = tuple(listeners)
        self._handing_over = handing_over
        self._keeper = keeper

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what a message becomes; None when the dialogue is to answer it."""
        return next((heard for each in self._listeners if (heard := each.hear(spoken, at)) is not None), None)

    def with_a_person(self, spoken: IncomingMessage, reply: DialogueReply, at: datetime) -> DialogueReply:
        """Return a reply; one that the dialogue gave to someone who asks for a person becomes the offer of one."""
        if self._handing_over is None or reply.outcome != Outcome.HANDOFF.value:
            return reply
        offered = self._handing_over.offer(spoken, at)
        return reply if offered is None else from_wording(offered)

    def keep(
        self, spoken: IncomingMessage, replies: Sequence[DialogueReply], seconds: float, at: datetime
    ) -> list[str | None]:
        """Return for each reply the ticket by which it can be rated, or None."""
        if self._keeper is None:
            return [None] * len(replies)
        ended = [TurnOutcome(reply.outcome, reply.topic, reply.policy, tuple(reply.facets)) for reply in replies]
        return self._keeper.keep(spoken, ended, seconds, at)


def from_wording(reply: Reply) -> DialogueReply:
    """Return a reply of the rooms in the shape of one that the dialogue gave."""
    shape = reply.to_json()
    choices = [
        {"label": choice["label"], "payload": f"/{choice['intent']}{json.dumps(choice['entities'])}"}
        for choice in shape["choices"]
    ]
    return DialogueReply(**{**shape, "choices": choices})

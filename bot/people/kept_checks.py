"""What a person agrees to have kept of a check of eligibility, from inside their conversation.

Nothing is kept of anyone who did not say so; whoever said stop is asked anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation import Channel, channel_of
from bot.kb import Fact, Value
from bot.people.consents import ALL_TOPICS, KEPT_FACTS, OWN_PURPOSES, Consents
from bot.people.facts import Facts
from bot.people.identities import Identities, Identity

ORIGIN = "chat"
BASIS = "本人在对话里同意记下情况、接收提醒"
# Colleagues ask in WeCom for others; only these two are people who speak for themselves.
SPEAK_FOR_THEMSELVES = (Channel.WECHAT, Channel.WEB)


class Keeping:
    """The agreements behind conversations.

    Args:
        catalogue: the facts of the knowledge base.
    """

    def __init__(self, engine: Engine, catalogue: Mapping[str, Fact]) -> None:
        self._identities = Identities(engine)
        self._consents = Consents(engine)
        self._facts = Facts(engine, catalogue)

    def may_offer(self, conversation: str, topic: str) -> bool:
        """Tell whether a person can be told of a topic here, and did not agree yet to that and to keeping facts."""
        identity = self._identities.find(conversation)
        if identity is None:
            return channel_of(conversation) is Channel.WEB
        agreed = self._agreed(identity)
        has_agreed = KEPT_FACTS in agreed and not agreed.isdisjoint((topic, ALL_TOPICS))
        return identity.channel in SPEAK_FOR_THEMSELVES and not has_agreed

    def keep(self, conversation: str, topic: str, facts: Mapping[str, Value], at: datetime) -> tuple[str, ...] | None:
        """Record on the channel of a conversation that facts may be kept and the topic be told, and keep them; return those kept.

        A visitor of the web page becomes a person only now. None when nobody can be told here.
        """
        identity = self._identities.find(conversation)
        if identity is None and channel_of(conversation) is Channel.WEB:
            identity = self._identities.meet(Channel.WEB.value, Channel.WEB.value, conversation, at, conversation)
        if identity is None or identity.channel not in SPEAK_FOR_THEMSELVES:
            return None
        for consent in (KEPT_FACTS, topic):
            self._consents.give(identity.person, consent, identity.channel, ORIGIN, at, BASIS)
        return self._state(identity, facts, at)

    def refresh(self, conversation: str, facts: Mapping[str, Value], at: datetime) -> tuple[str, ...]:
        """Bring the facts up to date of a person who agreed to that and still wants to be told; return those kept."""
        identity = self._identities.find(conversation)
        if identity is None or not facts:
            return ()
        agreed = self._agreed(identity)
        # Topics that were ticked on the page are no consent to keeping; keeping without a topic would serve nothing.
        is_told = not agreed <= set(OWN_PURPOSES)
        return self._state(identity, facts, at) if KEPT_FACTS in agreed and is_told else ()

    def _agreed(self, identity: Identity) -> set[str]:
        held = self._consents.in_force(identity.person)
        return {consent.topic for consent in held if consent.channel == identity.channel}

    def _state(self, identity: Identity, facts: Mapping[str, Value], at: datetime) -> tuple[str, ...]:
        return self._facts.state(identity.person, facts, ORIGIN, at.astimezone(SHANGHAI).date(), BASIS, at)

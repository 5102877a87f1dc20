"""Ending, pausing and resuming what a person is told, from inside their conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.conversation import Channel, channel_of
from bot.people.consents import JOB_SEEKING, OWN_PURPOSES, Consent, Consents
from bot.people.grants import Grants
from bot.people.identities import Identities
from bot.storage.tables import channel_identities

ORIGIN = "chat"
BASIS = "本人在对话里回答“要”，同意接收提醒"
# Colleagues ask in WeCom for others; only these two are people who speak for themselves.
SPEAK_FOR_THEMSELVES = (Channel.WECHAT.value, Channel.WEB.value)


@dataclass(frozen=True)
class Subscribed:
    """How it stands with the notices of a person.

    Args:
        topics: what they are told about, in order.
        paused_until: when nothing is sent before; None without a pause.
        stopped: the topics that ended last, while nothing is in force that was given later.
        stopped_at: when that was.
    """

    topics: tuple[str, ...] = ()
    paused_until: datetime | None = None
    stopped: tuple[str, ...] = ()
    stopped_at: datetime | None = None


class Subscriptions:
    """The consents behind conversations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._consents = Consents(engine)
        self._grants = Grants(engine)
        self._identities = Identities(engine)

    def stop(self, conversation: str, at: datetime, topic: str | None = None) -> int:
        """Withdraw what a person agreed to, all or of one topic, at once; return how many consents were in force."""
        person = self._person(conversation)
        if person is None:
            return 0
        if topic is None:
            self._grants.refuse(person)
        return self._consents.withdraw(person, ORIGIN, at, topic)

    def stop_topics(self, conversation: str, topics: Sequence[str], known: Sequence[str], at: datetime) -> int:
        """End some topics at once, also for who agreed to all: the others stay. Return how many consents ended.

        Args:
            known: all topics that people are told about now.
        """
        person = self._person(conversation)
        return 0 if person is None else self._consents.narrow(person, topics, known, ORIGIN, at)

    def pause(self, conversation: str, until: datetime | None, at: datetime) -> int:
        """Let everything rest until a moment, or with None no longer; return how many consents are in force."""
        person = self._person(conversation)
        return 0 if person is None else self._consents.pause(person, until, at)

    def start(self, conversation: str, topics: Sequence[str], at: datetime) -> bool:
        """Record what a person just confirmed, and end a pause; False where nobody can be told. Ask before you call it.

        A visitor of the web page becomes a person only now.
        """
        identity = self._identities.find(conversation)
        if identity is None and channel_of(conversation) is Channel.WEB:
            identity = self._identities.meet(Channel.WEB.value, Channel.WEB.value, conversation, at, conversation)
        if identity is None or identity.channel not in SPEAK_FOR_THEMSELVES:
            return False
        for topic in topics:
            self._consents.give(identity.person, topic, identity.channel, ORIGIN, at, BASIS)
        self._consents.pause(identity.person, None, at)
        return True

    def seeks_work(self, conversation: str) -> bool:
        """Tell whether a person agrees to be introduced to employers, which a stop of everything ends, too."""
        person = self._person(conversation)
        held = [] if person is None else self._consents.in_force(person)
        return any(each.topic == JOB_SEEKING for each in held)

    def of(self, conversation: str, at: datetime) -> Subscribed:
        """Return how it stands now."""
        person = self._person(conversation)
        history = [] if person is None else self._consents.history(person)
        given = [each for each in history if each.topic not in OWN_PURPOSES]
        held = [each for each in given if each.withdrawn_at is None]
        pauses = [each.paused_until for each in held if each.paused_until is not None and each.paused_until > at]
        return Subscribed(_topics(held), max(pauses, default=None), *_last_stopped(given))

    def _person(self, conversation: str) -> str | None:
        query = select(channel_identities.c.person).where(channel_identities.c.conversation == conversation)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else str(found)


def _topics(consents: Sequence[Consent]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.topic for each in consents))


def _last_stopped(given: Sequence[Consent]) -> tuple[tuple[str, ...], datetime | None]:
    """Return what ended last and when."""
    last = max((each.withdrawn_at for each in given if each.withdrawn_at is not None), default=None)
    return _topics([each for each in given if last is not None and each.withdrawn_at == last]), last

"""What the page shows of a person, and the changes it makes. One trip to the database each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.engine import Engine

from bot.jobs.fairs import FairReminders
from bot.jobs.seekers import Seekers
from bot.kb import FactType, KnowledgeBase
from bot.people import ALL_TOPICS, OWN_PURPOSES, Consents, Grants, Identities, Identity, erase_person, export_person
from bot.referrals.introductions import Introductions
from bot.storage import was_erased_since
from bot.wording.checks import say_value
from bot.wording.jobs import registered_lines, say_reminded
from bot.wording.office import HeldSection, held_sections

ORIGIN = "page"
BASIS = "本人在“订阅和我的数据”页面勾选"


@dataclass(frozen=True)
class TopicLine:
    """One topic as the page lists it."""

    id: str
    title: str
    is_wanted: bool


@dataclass(frozen=True)
class MyPage:
    """What the page shows."""

    identity: Identity
    wants_all: bool
    topics: tuple[TopicLine, ...]
    facts: tuple[tuple[str, str], ...]
    grants: tuple[tuple[str, str], ...]
    # What is kept of who agreed to be introduced to employers; empty for others.
    seeking: tuple[tuple[str, str], ...] = ()
    # What they asked to be reminded of.
    fairs: tuple[str, ...] = ()


class Holdings:
    """What is held of people, for themselves."""

    def __init__(self, engine: Engine, identities: Identities, kb: KnowledgeBase, templates: dict[str, str]) -> None:
        self._engine = engine
        self._identities = identities
        self._consents = Consents(engine)
        self._grants = Grants(engine)
        self._seekers = Seekers(engine)
        self._introductions = Introductions(engine)
        self._reminders = FairReminders(engine)
        self._kb = kb
        self._templates = templates

    def meet(self, conversation: str, at: datetime) -> Identity:
        """Return who a conversation belongs to; a visitor of the web page becomes a person only here."""
        known = self._identities.find(conversation)
        return known or self._identities.meet("web", "web", conversation, at, conversation)

    def is_over(self, conversation: str, since: datetime) -> bool:
        """Tell whether what was signed for a conversation at a moment opens nothing any more: it was erased after that."""
        return was_erased_since(self._engine, conversation, since)

    def page(self, identity: Identity, at: datetime) -> MyPage:
        """Return what the page shows."""
        seeker = self._seekers.of(identity.conversation, at)
        consents = self._consents.in_force(identity.person)
        wanted = {consent.topic for consent in consents if consent.channel == identity.channel}
        topics = [topic for topic in self._kb.topics.values() if topic.told_about]
        held = export_person(self._engine, identity.person)
        rows = held.get("people") or [{}]
        facts: dict[str, Any] = rows[0].get("facts") or {}
        return MyPage(
            identity,
            ALL_TOPICS in wanted,
            tuple(TopicLine(topic.id, topic.title, topic.id in wanted) for topic in topics),
            tuple((self._label(fact), self._said(fact, value)) for fact, value in facts.items()),
            tuple(
                (self._title(grant.template), _lasting(grant.kind.value, grant.remaining))
                for grant in self._grants.of_person(identity.person)
            ),
            () if seeker is None else tuple(registered_lines(seeker)),
            tuple(map(say_reminded, self._reminders.of(identity.conversation))),
        )

    def want(self, identity: Identity, topics: Sequence[str], at: datetime) -> None:
        """Make the consents those that were ticked: new ones given, the others withdrawn."""
        known = {*self._kb.topics, ALL_TOPICS}
        wanted = [topic for topic in dict.fromkeys(topics) if topic in known]
        held = {c.topic for c in self._consents.in_force(identity.person) if c.channel == identity.channel}
        # Whether facts are kept, and who is introduced, was agreed in the chat; it has ends of its own.
        for topic in sorted(held.difference(wanted, OWN_PURPOSES)):
            self._consents.withdraw(identity.person, ORIGIN, at, topic, identity.channel)
        for topic in wanted:
            self._consents.give(identity.person, topic, identity.channel, ORIGIN, at, BASIS)

    def stop(self, identity: Identity, at: datetime) -> None:
        """Withdraw everything, on every channel, at once."""
        self._consents.withdraw(identity.person, ORIGIN, at)
        self.stop_seeking(identity, at)
        self.stop_reminders(identity, at)
        self._grants.refuse(identity.person)

    def stop_seeking(self, identity: Identity, at: datetime) -> None:
        """End being introduced to employers, and delete what was kept for it, at once."""
        self._seekers.stop(identity.person, ORIGIN, at)
        self._introductions.stop_ended(at, identity.person)

    def stop_reminders(self, identity: Identity, at: datetime) -> None:
        """End being reminded of fairs, and delete what was kept for it, at once."""
        self._reminders.stop_person(identity.person, ORIGIN, at)

    def export(self, identity: Identity) -> dict[str, Any]:
        """Return everything that is held."""
        return export_person(self._engine, identity.person)

    def readable(self, identity: Identity, at: datetime) -> tuple[tuple[tuple[str, str], ...], tuple[HeldSection, ...]]:
        """Return the facts and everything else that is held, in words."""
        return self.page(identity, at).facts, held_sections(self._kb, self.export(identity))

    def erase(self, identity: Identity, at: datetime) -> None:
        """Delete everything that is held."""
        erase_person(self._engine, identity.person, at)

    def _label(self, fact: str) -> str:
        return self._kb.facts[fact].label if fact in self._kb.facts else fact

    def _said(self, fact: str, value: Any) -> str:
        """Return a kept fact with its unit, in the words of the check; what no catalogue knows any more, as it is kept."""
        known = self._kb.facts.get(fact)
        try:
            if known is None:
                return str(value)
            # Days lie in the database as text.
            is_day = known.type is FactType.DATE and isinstance(value, str)
            return say_value(known, date.fromisoformat(value) if is_day else value)
        except (ArithmeticError, LookupError, StopIteration, TypeError, ValueError):
            return str(value)

    def _title(self, template: str) -> str:
        key = next((key for key, value in self._templates.items() if value == template), None)
        return self._kb.templates[key].title if key is not None and key in self._kb.templates else "微信消息"


def _lasting(kind: str, remaining: int) -> str:
    return "长期允许" if kind == "long_term" else f"还可以发{remaining}次"

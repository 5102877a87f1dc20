"""What a conversation remembers of an eligibility check: whom it is for, what they said, and what was asked last."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.eligibility import Situation, Unknown, from_stored, to_stored, value_on
from bot.kb import Elapsed, KnowledgeBase, Value

SELF = "self"


@dataclass(frozen=True)
class Check:
    """A check under way or ended.

    Args:
        policy: what is checked; None before that is clear.
        who: for whom: self, child, spouse or parent; each keeps their own facts.
        on: the day to judge for.
        answered: the facts that were answered last, for who says that they picked the wrong one.
        implied: the facts that only follow from what was said; of whomever they are.
        told_on: the day as of which the facts are told, when it is not the day of the turn (22年9月，我女46).
        asked: the fact whose question is open, of several the first; None when nothing is open.
        kinds: the facts of an open question of several kinds; empty when it asks one fact.
        route: the way that was asked for by name; empty for any.
        people: the facts of each person.
        skipped: facts that the person does not know.
    """

    policy: str | None = None
    who: str = SELF
    on: date | None = None
    asked: str | None = None
    people: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    route: str = ""
    told_on: date | None = None
    answered: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()

    @property
    def known(self) -> Mapping[str, Value]:
        """Return the facts of the person the check is for."""
        return self.people.get(self.who, {})

    def learn(self, facts: Mapping[str, Value]) -> Check:
        """Return the check with these facts of the present person, later ones in place of earlier ones."""
        return replace(self, people={**self.people, self.who: {**self.known, **facts}})

    @property
    def of_others(self) -> Mapping[str, Mapping[str, Value]]:
        """Return what is known of people whom the check is not for."""
        return {who: facts for who, facts in self.people.items() if who != self.who}

    def learn_of(self, who: str, facts: Mapping[str, Value]) -> Check:
        """Return the check with these facts of somebody else."""
        return replace(self, people={**self.people, who: {**self.people.get(who, {}), **facts}}) if facts else self

    def forget(self, names: Collection[str]) -> Check:
        """Return the check without some facts of the present person."""
        kept = {name: value for name, value in self.known.items() if name not in names}
        return replace(self, people={**self.people, self.who: kept})

    def without_sensitive(self, kb: KnowledgeBase, today: date) -> Check:
        """Return the check without what is not kept beyond a verdict; of a date of birth the age of today stays."""
        people = {
            who: {
                name: value
                for name, value in {**_ages(kb, facts, today), **facts}.items()
                if not kb.facts[name].is_sensitive
            }
            for who, facts in self.people.items()
        }
        return replace(self, people=people)

    def to_slot(self) -> dict[str, Any]:
        """Return the value of the slot ``check``."""
        return {
            "policy": self.policy,
            "who": self.who,
            "on": self.on.isoformat() if self.on else None,
            "asked": self.asked,
            "people": {
                who: {name: to_stored(value) for name, value in facts.items()} for who, facts in self.people.items()
            },
            "skipped": list(self.skipped),
            "kinds": list(self.kinds),
            "route": self.route,
            "answered": list(self.answered),
            "implied": list(self.implied),
            "told_on": self.told_on.isoformat() if self.told_on else None,
        }

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Check:
        """Return the check that a slot holds; an empty one when there is none."""
        if not slot:
            return cls()
        on, told_on = slot.get("on"), slot.get("told_on")
        return cls(
            policy=slot.get("policy"),
            who=slot.get("who") or SELF,
            on=date.fromisoformat(on) if on else None,
            asked=slot.get("asked"),
            people={
                who: {name: from_stored(stored) for name, stored in facts.items()}
                for who, facts in (slot.get("people") or {}).items()
            },
            skipped=tuple(slot.get("skipped") or ()),
            kinds=tuple(slot.get("kinds") or ()),
            route=slot.get("route") or "",
            told_on=date.fromisoformat(told_on) if told_on else None,
            answered=tuple(slot.get("answered") or ()),
            implied=tuple(slot.get("implied") or ()),
        )


def _ages(kb: KnowledgeBase, facts: Mapping[str, Value], today: date) -> Mapping[str, Value]:
    """Return the numbers that follow from sensitive days: once the day is dropped, they are all that is left of it."""
    found: dict[str, Value] = {}
    for fact in kb.facts.values():
        source = fact.derived_from.since if isinstance(fact.derived_from, Elapsed) else ""
        if source in facts and kb.facts[source].is_sensitive and fact.id not in facts:
            value = value_on(fact, Situation(facts, today), today)
            if not isinstance(value, Unknown):
                found[fact.id] = value
    return found

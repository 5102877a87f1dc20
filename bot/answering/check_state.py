"""What a conversation remembers of an eligibility check: whom it is for, what they said, and what was asked last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.kb import KnowledgeBase, Value

SELF = "self"


@dataclass(frozen=True)
class Check:
    """A check under way or ended.

    Args:
        policy: what is checked; None before that is clear.
        who: for whom: self, child, spouse or parent; each keeps their own facts.
        on: the day to judge for.
        asked: the fact whose question is open; None when nothing is open.
        people: the facts of each person.
        skipped: facts that the person does not know.
    """

    policy: str | None = None
    who: str = SELF
    on: date | None = None
    asked: str | None = None
    people: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()

    @property
    def known(self) -> Mapping[str, Value]:
        """Return the facts of the person the check is for."""
        return self.people.get(self.who, {})

    def learn(self, facts: Mapping[str, Value]) -> Check:
        """Return the check with these facts of the present person, later ones in place of earlier ones."""
        return replace(self, people={**self.people, self.who: {**self.known, **facts}})

    def without_sensitive(self, kb: KnowledgeBase) -> Check:
        """Return the check without what is not kept beyond a verdict."""
        people = {
            who: {name: value for name, value in facts.items() if not kb.facts[name].is_sensitive}
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
            "people": {who: dict(facts) for who, facts in self.people.items()},
            "skipped": list(self.skipped),
        }

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Check:
        """Return the check that a slot holds; an empty one when there is none."""
        if not slot:
            return cls()
        on = slot.get("on")
        return cls(
            policy=slot.get("policy"),
            who=slot.get("who") or SELF,
            on=date.fromisoformat(on) if on else None,
            asked=slot.get("asked"),
            people=slot.get("people") or {},
            skipped=tuple(slot.get("skipped") or ()),
        )

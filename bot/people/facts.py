"""What people state of themselves, kept with where, when and on what basis they said it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from bot.clock import start_of
from bot.eligibility import to_stored
from bot.errors import SituationError
from bot.kb import Fact, Value
from bot.people.merge import Known, added, provenance_of
from bot.storage import alone
from bot.storage.tables import people


class Facts:
    """The facts of all people. Every method is one short transaction.

    Args:
        catalogue: the facts of the knowledge base; sensitive ones are never kept (policies_kb/facts.yml).
    """

    def __init__(self, engine: Engine, catalogue: Mapping[str, Fact]) -> None:
        self._engine = engine
        self._catalogue = catalogue

    def state(
        self,
        person: str,
        facts: Mapping[str, Value],
        origin: str,
        on: date,
        basis: str,
        at: datetime | None = None,
    ) -> tuple[str, ...]:
        """Keep what a person states; return the facts kept.

        Args:
            origin: where it was said: page, chat.
            on: the day on which it is true; a fact known of a later day stays as it is.
            basis: why it may be kept.
            at: the moment of saying it; the start of ``on`` when not given.

        Raises:
            SituationError: the person is not known, or a fact is not in the catalogue.
        """
        unknown = [fact for fact in facts if fact not in self._catalogue]
        if unknown:
            raise SituationError(f"没有叫 {'、'.join(unknown)} 的情况；可用的编号见 facts.yml。")
        stated = {fact: to_stored(value) for fact, value in facts.items() if not self._catalogue[fact].is_sensitive}
        provenance = {fact: provenance_of(origin, on, basis) for fact in stated}
        with alone(self._engine, person) as connection:
            query = select(people.c.facts, people.c.provenance).where(people.c.id == person).with_for_update()
            row = connection.execute(query).first()
            if row is None:
                raise SituationError(f"没有编号为 {person} 的人。")
            after = added(Known(row.facts, row.provenance), stated, provenance)
            change = {
                "facts": dict(after.facts),
                "provenance": dict(after.provenance),
                "updated_at": at or start_of(on),
            }
            connection.execute(update(people).where(people.c.id == person).values(**change))
        return tuple(fact for fact in stated if after.provenance[fact] == provenance[fact])

"""The fairs of an installation. Each method is one short transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.errors import SituationError
from bot.jobs.fairs.model import Fair, FairKind
from bot.jobs.fairs.reminder_rows import cancel
from bot.storage import insert_new, put
from bot.storage.tables import fairs

MOST = 50
ALREADY = "同名、同一天、同一个地点的一场已经有了，没有再记。要改，请改那一场。"
GONE = "这一场已经取消了。"


class Fairs:
    """The fairs of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, found: Iterable[Fair], source: str, at: datetime) -> int:
        """Keep fairs of a list; the same title, day and place is the same fair, whose other cells count anew. Return how many."""
        count = 0
        with self._engine.begin() as connection:
            for fair in found:
                put(connection, fairs, {"digest": _digest(fair)}, _values(fair, source, at))
                count += 1
        return count

    def add(self, fair: Fair, source: str, at: datetime) -> None:
        """Keep a fair that was not known before.

        Raises:
            SituationError: the same is there already.
        """
        with self._engine.begin() as connection:
            if not insert_new(connection, fairs, {"digest": _digest(fair), **_values(fair, source, at)}):
                raise SituationError(ALREADY)

    def change(self, number: int, fair: Fair, source: str, at: datetime) -> None:
        """Let a fair be what was written anew; its number, by which calendars know it, stays.

        Raises:
            SituationError: it is gone, or would be the same as another one.
        """
        change = update(fairs).where(fairs.c.id == number)
        try:
            with self._engine.begin() as connection:
                done = connection.execute(change.values(digest=_digest(fair), **_values(fair, source, at))).rowcount
        except IntegrityError:
            raise SituationError(ALREADY) from None
        if not done:
            raise SituationError(GONE)

    def find(self, number: int) -> Fair | None:
        """Return a fair; None when there is none of this number."""
        with self._engine.connect() as connection:
            row = connection.execute(select(fairs).where(fairs.c.id == number)).mappings().first()
        return None if row is None else fair_of(row)

    def between(self, first: date, last: date, kind: FairKind | None = None, most: int = MOST) -> list[Fair]:
        """Return the fairs of some days, in order."""
        query = select(fairs).where(fairs.c.held_on >= first, fairs.c.held_on <= last)
        query = query if kind is None else query.where(fairs.c.kind == kind.value)
        order = (fairs.c.held_on, fairs.c.begins, fairs.c.id)
        with self._engine.connect() as connection:
            return [fair_of(row) for row in connection.execute(query.order_by(*order).limit(most)).mappings()]

    def has_any(self, on: date) -> bool:
        """Tell whether any fair of a day or later is known."""
        with self._engine.connect() as connection:
            return connection.execute(select(fairs.c.id).where(fairs.c.held_on >= on).limit(1)).first() is not None

    def drop(self, fair: int) -> bool:
        """Delete a fair, that does not take place; tell whether it was there. Who asked to be reminded of it will be told."""
        with self._engine.begin() as connection:
            cancel(connection, fair)
            return bool(connection.execute(delete(fairs).where(fairs.c.id == fair)).rowcount)


def _values(fair: Fair, source: str, at: datetime) -> dict[str, Any]:
    values = {**asdict(fair), "kind": fair.kind.value, "source": source, "updated_at": at}
    values.pop("id")
    return values


def _digest(fair: Fair) -> str:
    same = "\n".join((fair.title, fair.held_on.isoformat(), fair.town or "", fair.place or ""))
    return hashlib.sha256(same.encode()).hexdigest()


def fair_of(row: Any) -> Fair:
    """Return the fair of a row."""
    values = {name: row[name] for name in Fair.__dataclass_fields__}
    return Fair(**{**values, "kind": FairKind(row["kind"])})

"""A batch of rows on its way into the database, whole or not at all; the same rows again change nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.errors import SituationError
from bot.jobs.imports.employer_batch import note_employer, store_employers
from bot.jobs.imports.opening_job import OpeningCounts, OpeningImport
from bot.jobs.imports.opening_row import OpeningRow
from bot.jobs.model import OpeningState
from bot.storage import alone
from bot.storage.tables import introductions, openings
from bot.storage.tables import opening_entries as entries

SUBJECT = "openings"
# Of one employer; whoever has more sends a list.
MOST_WAITING = 50
TOO_MANY_WAIT = f"贵单位已经有{MOST_WAITING}个岗位等审核，先不收了。岗位多的，请把表发给红娘导入。"


def store_openings(engine: Engine, this: OpeningImport, rows: Sequence[OpeningRow]) -> OpeningCounts:
    """Store the rows of a batch, of which no two have the same key; a fresh or changed opening waits for a colleague."""
    with alone(engine, SUBJECT) as connection:
        employers = store_employers(connection, this, [(row.employer, row.town) for row in rows])
        return _OpeningBatch(connection, this, rows, employers).store()


def store_opening_of(engine: Engine, this: OpeningImport, row: OpeningRow, employer: int) -> OpeningCounts | None:
    """Store an opening of one known employer, whatever name its row says; None when the employer is gone.

    Raises:
        SituationError: so many of the employer's wait already that nobody would get to them.
    """
    with alone(engine, SUBJECT) as connection:
        if not note_employer(connection, this, employer, row.employer):
            return None
        waiting = (openings.c.employer == employer, openings.c.state == OpeningState.WAITING.value)
        count = select(func.count()).select_from(openings).where(*waiting)
        if connection.execute(count).scalar_one() >= MOST_WAITING:
            raise SituationError(TOO_MANY_WAIT)
        return _OpeningBatch(connection, this, [row], [employer]).store()


class _OpeningBatch:
    """One batch in its transaction."""

    def __init__(
        self, connection: Connection, this: OpeningImport, rows: Sequence[OpeningRow], employers: Sequence[int]
    ) -> None:
        self._connection, self._this, self._rows, self._employers = connection, this, rows, employers
        keys = [row.source_key for row in rows]
        own = (entries.c.source == this.source, entries.c.source_key.in_(keys))
        self._entries = {row.source_key: row for row in connection.execute(select(entries).where(*own))}
        self._by_digest = self._openings_of([row.digest for row in rows])

    def store(self) -> OpeningCounts:
        """Store all rows and tell what became of them."""
        counts = OpeningCounts()
        fresh: dict[str, dict[str, Any]] = {}
        named: list[tuple[OpeningRow, str]] = []
        # Those that leave their place come before those that may take it.
        pairs = zip(self._rows, self._employers, strict=True)
        for row, employer in sorted(pairs, key=lambda pair: pair[0].digest in self._by_digest):
            content = row.content(self._this.secret)
            entry = self._entries.get(row.source_key)
            if entry is not None and entry.content == content:
                counts += OpeningCounts(unchanged=1)
                continue
            if entry is not None and self._by_digest.get(row.digest, entry.opening) == entry.opening:
                self._change(entry.opening, employer, row)
                counts += OpeningCounts(changed=1)
            elif row.digest in self._by_digest or row.digest in fresh:
                counts += OpeningCounts(joined=1)
            else:
                fresh[row.digest] = self._new(employer, row)
                counts += OpeningCounts(fresh=1)
            named.append((row, content))
        if fresh:
            self._connection.execute(insert(openings), list(fresh.values()))
        self._enter(named, self._by_digest | self._openings_of(list(fresh)))
        return counts

    def _openings_of(self, digests: Sequence[str]) -> dict[str, int]:
        query = select(openings.c.digest, openings.c.id).where(openings.c.digest.in_(digests))
        return {row.digest: row.id for row in self._connection.execute(query)}

    def _new(self, employer: int, row: OpeningRow) -> dict[str, Any]:
        at = self._this.at
        state = {"state": OpeningState.WAITING.value, "created_at": at, "updated_at": at}
        return {"employer": employer, "digest": row.digest, **row.public(), **state, "hidden_sealed": self._hidden(row)}

    def _hidden(self, row: OpeningRow) -> str | None:
        return self._this.seal(json.dumps(row.hidden, ensure_ascii=False)) if row.hidden else None

    def _change(self, opening: int, employer: int, row: OpeningRow) -> None:
        """Give an opening what its row says now; it waits again only when something of what was let pass is different."""
        known = self._connection.execute(select(openings).where(openings.c.id == opening)).mappings().one()
        change: dict[str, Any] = {"digest": row.digest, "employer": employer, "updated_at": self._this.at}
        change |= {"hidden_sealed": self._hidden(row), **row.public()}
        if not _is_same(known, row) or known["employer"] != employer:
            change |= {"state": OpeningState.WAITING.value, "judged_by": None, "judged_at": None, "reason": None}
        self._connection.execute(update(openings).where(openings.c.id == opening).values(**change))
        self._by_digest.pop(known["digest"], None)
        self._by_digest[row.digest] = opening

    def _enter(self, named: Sequence[tuple[OpeningRow, str]], by_digest: Mapping[str, int]) -> None:
        """Write which row is which opening; one that no row of any list is any more is gone."""
        if not named:
            return
        keys = [row.source_key for row, _ in named]
        before = {self._entries[key].opening for key in keys if key in self._entries}
        this = {"source": self._this.source, "read_at": self._this.at}
        own = (entries.c.source == self._this.source, entries.c.source_key.in_(keys))
        self._connection.execute(delete(entries).where(*own))
        self._connection.execute(
            insert(entries),
            [
                {**this, "source_key": row.source_key, "content": content, "opening": by_digest[row.digest]}
                for row, content in named
            ],
        )
        left = before - {by_digest[row.digest] for row, _ in named}
        if left:
            on_a_list = select(entries.c.opening).where(entries.c.opening.in_(left))
            gone = (openings.c.id.in_(left), openings.c.id.not_in(on_a_list))
            # To which somebody was introduced stays, closed: nobody is introduced to it a second time.
            known = select(introductions.c.opening).where(introductions.c.opening.in_(left))
            closed = {"state": OpeningState.FILLED.value, "updated_at": self._this.at}
            self._connection.execute(update(openings).where(*gone, openings.c.id.in_(known)).values(**closed))
            self._connection.execute(delete(openings).where(*gone, openings.c.id.not_in(known)))


def _is_same(known: Mapping[str, Any], row: OpeningRow) -> bool:
    return all(known[column] == value for column, value in row.public().items())

"""The last list of seekers that a colleague was shown: which number means whom, for some hours. Numbers of rows, no names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Engine

from bot.storage import put
from bot.storage.tables import found_seekers

# A list of yesterday is looked for again: who is on it may have stopped.
MEANT_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class FoundList:
    """Seekers in the order in which they were shown.

    Args:
        opening: for which they were looked for; None where only a trade was named.
        offered: openings that were offered for a seeker, in order.
    """

    seekers: tuple[int, ...]
    found_at: datetime
    opening: int | None = None
    offered: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


class FoundLists:
    """The lists of the installation, one a colleague. Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, userid: str, seekers: Sequence[int], opening: int | None, at: datetime) -> None:
        """Keep what a colleague was shown, in place of what was before."""
        values: dict[str, Any] = {"opening": opening, "seekers": list(seekers), "offered": {}, "found_at": at}
        with self._engine.begin() as connection:
            put(connection, found_seekers, {"userid": userid}, values)

    def last(self, userid: str, at: datetime) -> FoundList | None:
        """Return what a colleague was shown last; None when that was too long ago."""
        query = select(found_seekers).where(found_seekers.c.userid == userid, found_seekers.c.found_at > at - MEANT_FOR)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        offered = {int(seeker): tuple(these) for seeker, these in row.offered.items()}
        return FoundList(tuple(row.seekers), row.found_at, row.opening, offered)

    def offer(self, userid: str, known: FoundList, seeker: int, openings: Sequence[int]) -> None:
        """Keep which openings were offered for a seeker of a list, unless the colleague has another list by now."""
        offered = {str(each): list(these) for each, these in {**known.offered, seeker: tuple(openings)}.items()}
        this = (found_seekers.c.userid == userid, found_seekers.c.found_at == known.found_at)
        with self._engine.begin() as connection:
            connection.execute(update(found_seekers).where(*this).values(offered=offered))

    def forget_old(self, at: datetime) -> int:
        """Delete the lists that mean nothing any more; return how many."""
        with self._engine.begin() as connection:
            old = delete(found_seekers).where(found_seekers.c.found_at <= at - MEANT_FOR)
            return int(connection.execute(old).rowcount)

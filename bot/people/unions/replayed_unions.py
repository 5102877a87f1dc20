"""Which records the journal says to be one person, and how a database learns it that was restored from a backup.

Two records that were one when somebody said no are one again before that no is said once more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from bot.people.held import now_known_as
from bot.people.promises import owners
from bot.people.unions.separation import Separation, lists_of, part, take_list
from bot.people.unions.told_ledger import ToldLedger
from bot.people.unions.union import Pair, unite
from bot.storage import JournalEntry, JournalKind
from bot.storage.tables import merges, people

UNIONS = (JournalKind.UNITED, JournalKind.PARTED)


class ReplayedUnions:
    """Does the unions and separations of a journal once more, and tells who an entry of it is about.

    Args:
        entries: the journal, in order; of two records that were united the database may know only one.
    """

    def __init__(self, connection: Connection, ledger: ToldLedger, entries: Iterable[JournalEntry]) -> None:
        self._connection = connection
        self._ledger = ledger
        self._known_as: dict[str, str] = {}
        for entry in entries:
            if entry.kind is JournalKind.UNITED:
                self._meet(entry)

    def whose(self, connection: Connection, entry: JournalEntry) -> list[str]:
        """Return who an entry is about, also by the id of a record that is theirs since."""
        # An erasure names every record by itself.
        is_exact = entry.kind is JournalKind.ERASED
        return owners(connection, entry if is_exact else replace(entry, person=self._now(entry.person)))

    def replay(self, entry: JournalEntry) -> int:
        """Make one person of two records, or two of one; return 1, or 0 when the database knows it or cannot."""
        kept, other = self._now(entry.person), self._now(str(entry.detail["other"]))
        if entry.kind is JournalKind.UNITED:
            return self._unite(entry, kept, other)
        if entry.detail.get("list") is not None:
            return self._take_list(entry, kept)
        return self._part(entry, kept)

    def _unite(self, entry: JournalEntry, kept: str, gone: str) -> int:
        is_news = kept != gone and self._is_there(kept) and self._is_there(gone)
        if not is_news or self._knows(entry, kept, gone):
            return 0
        unite(self._connection, self._ledger, Pair(kept, gone, entry.detail["why"]), entry.detail["by"], entry.at)
        return 1

    def _part(self, entry: JournalEntry, kept: str) -> int:
        other = str(entry.detail["other"])
        for one, another in ((entry.person, other), (other, entry.person)):
            if self._known_as.get(one) == another:
                del self._known_as[one]
                return 0
        this = (merges.c.person == kept, merges.c.other == other, merges.c.split_at.is_(None))
        is_one = self._connection.execute(select(merges.c.id).where(*this, merges.c.merged_at <= entry.at)).first()
        if is_one is None:
            return 0
        part(self._connection, self._ledger, Separation(kept, other), entry.detail["by"], entry.at)
        return 1

    def _take_list(self, entry: JournalEntry, kept: str) -> int:
        source, fresh = entry.detail["list"], str(entry.detail["other"])
        is_known = self._is_there(fresh) or self._knows(entry, kept, fresh)
        if is_known or source not in lists_of(self._connection, kept):
            return 0
        take_list(self._connection, Separation(kept, fresh), source, entry.detail["by"], entry.at)
        return 1

    def _meet(self, entry: JournalEntry) -> None:
        """Remember which record stands for one that the database does not have."""
        kept, gone = self._now(entry.person), self._now(str(entry.detail["other"]))
        if kept == gone:
            return
        if self._is_there(gone) and not self._is_there(kept):
            self._known_as[kept] = gone
        elif not self._is_there(gone):
            self._known_as[gone] = kept

    def _now(self, person: str) -> str:
        while person in self._known_as:
            person = self._known_as[person]
        return now_known_as(self._connection, person)

    def _is_there(self, person: str) -> bool:
        return self._connection.execute(select(people.c.id).where(people.c.id == person)).first() is not None

    def _knows(self, entry: JournalEntry, first: str, second: str) -> bool:
        """Tell whether the database says of the pair what was so at that moment or later."""
        pair = or_(_is_pair(first, second), _is_pair(second, first))
        later = or_(merges.c.merged_at >= entry.at, merges.c.split_at >= entry.at)
        return self._connection.execute(select(merges.c.id).where(pair, later)).first() is not None


def _is_pair(person: str, other: str) -> Any:
    return and_(merges.c.person == person, merges.c.other == other)

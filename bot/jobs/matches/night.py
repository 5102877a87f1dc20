"""The work of a night: blocks are taken, and for every seeker of them the best openings are kept, a few hundred seekers a transaction.

The same code in the process of the night, in the command, and in workers: the blocks decide who does what. What was found and how far a
block is are one transaction, so that after a kill the next process goes on exactly there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from bot.jobs.matches.block_ranks import Best, BlockRanking
from bot.jobs.matches.blocks import MatchBlock, advance, finish_night, give_back, plan_night, take_block
from bot.jobs.matches.kept import KEPT
from bot.jobs.pairs import PairFinder
from bot.jobs.seekers import Seeker, may_be_introduced, seeker_of
from bot.kb import KnowledgeBase
from bot.storage import alone, holder_name, insert_for
from bot.storage.tables import kept_matches, seekers

# Seekers whose openings are kept in one transaction; others write between two of them.
CHUNK = 500
LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class NightlyMatching:
    """Matches on a database.

    Args:
        is_stopping: tells whether to end; the block under way is given back.
        on_chunk: told how many seekers were looked at, after each transaction.
    """

    engine: Engine
    kb: KnowledgeBase
    now: Callable[[], datetime]
    is_stopping: Callable[[], bool] = lambda: False
    on_chunk: Callable[[int], object] = lambda _count: None
    chunk: int = CHUNK
    lease: timedelta = LEASE

    def run(self, night: date) -> bool:
        """Work until no block is free; tell whether the whole night is done."""
        holder = holder_name()
        plan_night(self.engine, night, self.now())
        while not self.is_stopping() and self.match_one(night, holder):
            pass
        return finish_night(self.engine, night)

    def match_one(self, night: date, holder: str) -> bool:
        """Match one block of a planned night; tell whether there was one."""
        block = take_block(self.engine, night, holder, self.now(), self.lease)
        if block is None:
            return False
        # What is kept is as old as the oldest thing that was read for it.
        began = self.now()
        ranking = BlockRanking(PairFinder(self.engine, self.kb), block.trade, block.town, night, KEPT)
        current: MatchBlock | None = block
        while current is not None:
            if self.is_stopping():
                give_back(self.engine, current)
                return False
            current = self._match_chunk(current, ranking, began)
        return True

    def _match_chunk(self, block: MatchBlock, ranking: BlockRanking, began: datetime) -> MatchBlock | None:
        """Keep what is found for the next seekers of a block; None when it is done, or another process has it."""
        found = self._next_seekers(block)
        best = {seeker.id: ranking.best(seeker) for seeker in found}
        at = self.now()
        is_last = len(found) < self.chunk
        last = found[-1].id if found else block.after
        with alone(self.engine, f"job matches {block.trade} {block.town}") as connection:
            fresh = advance(connection, block, last, at + self.lease, at if is_last else None)
            if fresh is None:
                return None
            keep(connection, block.night, best, at, began)
        self.on_chunk(len(found))
        return None if is_last else fresh

    def _next_seekers(self, block: MatchBlock) -> Sequence[Seeker]:
        these = (seekers.c.trade == block.trade, seekers.c.town == block.town, seekers.c.id > block.after)
        query = select(seekers).where(*these, may_be_introduced(block.night, self.now()))
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(seekers.c.id).limit(self.chunk)).mappings().all()
        return [seeker_of(row) for row in rows]


def keep(connection: Connection, night: date, best: dict[int, Best], at: datetime, made_at: datetime) -> None:
    """Keep what was found for seekers, of those only who still agree and whom nobody deletes meanwhile."""
    query = select(seekers.c.id, seekers.c.person).where(seekers.c.id.in_(list(best)), may_be_introduced(night, at))
    agreed = connection.execute(query.with_for_update(read=True, of=seekers)).all()
    rows = [
        {"seeker": row.id, "person": row.person, "night": night, "best": best[row.id], "made_at": made_at}
        for row in agreed
    ]
    if rows:
        statement = insert_for(connection, kept_matches)
        fresh = {name: statement.excluded[name] for name in ("person", "night", "best", "made_at")}
        connection.execute(statement.on_conflict_do_update(index_elements=["seeker"], set_=fresh), rows)

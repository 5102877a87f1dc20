"""The blocks of a night: each the seekers of one trade in one town, held by one process at a time. Every function is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.jobs.seekers import may_be_introduced
from bot.storage import alone, insert_for, is_dead
from bot.storage.tables import kept_matches, seekers
from bot.storage.tables import match_blocks as table


@dataclass(frozen=True)
class MatchBlock:
    """A block that ``holder`` works on; it is done for the seekers up to the id ``after``."""

    night: date
    trade: str
    town: str
    after: int
    holder: str

    @property
    def is_mine(self) -> ColumnElement[bool]:
        """Return the condition that the row still is where this process left it."""
        this = and_(table.c.night == self.night, table.c.trade == self.trade, table.c.town == self.town)
        return and_(this, table.c.holder == self.holder, table.c.after == self.after, table.c.done_at.is_(None))


@dataclass(frozen=True)
class NightProgress:
    """How far a night is: blocks and seekers of whom is known what they get, of how many."""

    blocks: int
    blocks_done: int
    seekers: int
    seekers_kept: int

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do; a night without seekers has nothing."""
        return self.blocks == self.blocks_done


def plan_night(engine: Engine, night: date, at: datetime) -> None:
    """Write the blocks of a night, of those who agree and of nobody else, unless they are there; those of earlier nights go."""
    with alone(engine, f"job matches {night.isoformat()}") as connection:
        connection.execute(delete(table).where(table.c.night < night))
        if connection.execute(select(table.c.night).where(table.c.night == night).limit(1)).first() is not None:
            return
        query = select(seekers.c.trade, seekers.c.town, func.count().label("count"))
        found = connection.execute(query.where(may_be_introduced(night, at)).group_by(seekers.c.trade, seekers.c.town))
        rows = [
            {"night": night, "trade": row.trade, "town": row.town, "seekers": row.count, "after": 0} for row in found
        ]
        if rows:
            connection.execute(insert_for(connection, table), rows)


def start_again(engine: Engine, night: date) -> None:
    """Forget how far a night is, so that it is planned anew; what was found stays until it is found again."""
    with engine.begin() as connection:
        connection.execute(delete(table).where(table.c.night == night))


def take_block(engine: Engine, night: date, holder: str, at: datetime, lease: timedelta) -> MatchBlock | None:
    """Take a block that nobody works on; None when there is none.

    One whose holder is known to be dead is free at once, of any other when its lease is over.
    """
    query = select(table).where(table.c.night == night, table.c.done_at.is_(None)).order_by(table.c.seekers.desc())
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(table.c.trade, table.c.town)).mappings().all()
    for row in rows:
        is_free = row["holder"] is None or row["held_until"] <= at or is_dead(row["holder"])
        if is_free and _take(engine, row, holder, at + lease):
            return MatchBlock(night, row["trade"], row["town"], row["after"], holder)
    return None


def advance(
    connection: Connection, block: MatchBlock, after: int, until: datetime, done_at: datetime | None
) -> MatchBlock | None:
    """Note within the caller's transaction how far a block is; None when it is not held any more.

    Args:
        until: how long the lease goes on.
        done_at: when it was finished; None while it is not.
    """
    is_over = done_at is not None
    values = {"after": after, "held_until": until, "done_at": done_at, "holder": None if is_over else block.holder}
    if not connection.execute(update(table).where(block.is_mine).values(**values)).rowcount:
        return None
    return MatchBlock(block.night, block.trade, block.town, after, block.holder)


def give_back(engine: Engine, block: MatchBlock) -> None:
    """Let others go on with a block."""
    with engine.begin() as connection:
        connection.execute(update(table).where(block.is_mine).values(holder=None, held_until=None))


def progress_of(engine: Engine, night: date) -> NightProgress:
    """Return how far a night is."""
    query = select(func.count(), func.count(table.c.done_at), func.coalesce(func.sum(table.c.seekers), 0))
    kept = select(func.count()).select_from(kept_matches).where(kept_matches.c.night == night)
    with engine.connect() as connection:
        blocks, done, all_of_them = connection.execute(query.where(table.c.night == night)).one()
        return NightProgress(blocks, done, int(all_of_them), connection.execute(kept).scalar_one())


def finish_night(engine: Engine, night: date) -> bool:
    """Tell whether a night is done; then what was found in earlier ones is forgotten: who has nothing of this one agrees no more, or rests."""
    is_done = progress_of(engine, night).is_done
    if is_done:
        with engine.begin() as connection:
            connection.execute(delete(kept_matches).where(kept_matches.c.night < night))
    return is_done


def _take(engine: Engine, row: Any, holder: str, until: datetime) -> bool:
    """Take a block if it still is as it was seen."""
    this = [table.c[name] == row[name] for name in ("night", "trade", "town", "after")]
    held = table.c.holder.is_(None) if row["holder"] is None else table.c.holder == row["holder"]
    until_then = table.c.held_until.is_(None) if row["held_until"] is None else table.c.held_until == row["held_until"]
    change = update(table).where(*this, held, until_then, table.c.done_at.is_(None))
    with engine.begin() as connection:
        return bool(connection.execute(change.values(holder=holder, held_until=until)).rowcount)

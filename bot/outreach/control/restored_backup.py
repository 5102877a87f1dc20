"""Notices when the database is older than what was sent: a backup was restored. Then nothing is sent until someone has looked.

A mark beside the database remembers the last claim; it is written before the letters of that claim leave.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime, timezone
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine

from bot.outreach.control.decisions import pause
from bot.outreach.ledger.record import pause_within
from bot.outreach.runs.runs import OUTBOX, runs_in
from bot.outreach.runs.states import RunState
from bot.storage.tables import campaign_runs

MARK = Path("var/outreach.mark")
RESTORED = "数据库比已发出的消息旧，像是恢复了备份；请核对后再恢复"


class HighWaterMark:
    """The last claim that this machine made in one database.

    Args:
        database: its address, of which only a digest is kept.
    """

    def __init__(self, database: str, path: Path = MARK) -> None:
        self._database = hashlib.sha256(database.encode()).hexdigest()[:16]
        self._path = path

    def write(self, at: datetime) -> None:
        """Remember a claim; an earlier moment than the one remembered changes nothing."""
        known = self.read()
        if known is not None and known >= at:
            return
        self._replace(at)

    def read(self) -> datetime | None:
        """Return the last claim in this database, or None when none is remembered."""
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
            return datetime.fromisoformat(held[self._database])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def start_anew(self, at: datetime | None) -> None:
        """Take what the database says for true from now on."""
        if at is not None:
            self._replace(at)
        else:
            self._path.unlink(missing_ok=True)

    def _replace(self, at: datetime) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        fresh.write_text(json.dumps({self._database: at.astimezone(timezone.utc).isoformat()}), encoding="utf-8")
        fresh.replace(self._path)


def pause_everything(connection: Connection, at: datetime) -> int:
    """Pause every run within the caller's transaction, for a database of which nobody knows who was told since; return how many."""
    going = [RunState.APPROVED.value, RunState.RUNNING.value]
    found = connection.execute(select(campaign_runs.c.id).where(campaign_runs.c.state.in_(going))).scalars().all()
    return sum(pause_within(connection, run, OUTBOX, RESTORED, at) for run in found)


def pause_if_restored(engine: Engine, mark: HighWaterMark, at: datetime) -> int:
    """Pause every run when the database knows less than the mark; return how many were paused."""
    with engine.connect() as connection:
        known = connection.execute(select(func.max(campaign_runs.c.held_at))).scalar()
    remembered = mark.read()
    if remembered is None or (known is not None and known >= remembered):
        return 0
    going = runs_in(engine, (RunState.APPROVED, RunState.RUNNING))
    for run in going:
        pause(engine, run, OUTBOX, at, RESTORED)
    mark.start_anew(known)
    return len(going)

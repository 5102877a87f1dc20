"""The audit log in files, one a day, apart from the database: against them a log is checked of which somebody wrote all links anew."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection, Engine

from bot.clock import SHANGHAI, start_of
from bot.staff.audit_chain import BEGINNING, link_of
from bot.storage.tables import audit_log as table

# A request that began before midnight may be written down after it.
LATE = timedelta(minutes=10)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ChainFault:
    """A row of which the log is not what it was: its id, and how."""

    id: int
    how: str


CHANGED = "内容被改过，或者前面的被删过、改过、插过"
UNLINKED = "没有链接，不是程序写的"
MISSING = "导出的文件里有，数据库里没有了"
REWRITTEN = "和导出的文件里的不一样"
ADDED = "导出的文件里没有，是后来插进去的"


def export_days(engine: Engine, folder: Path, at: datetime) -> list[Path]:
    """Write the file of each day that is over and has none yet; return those written. A file is never written again."""
    last = (at.astimezone(SHANGHAI) - LATE).date() - ONE_DAY
    with engine.connect() as connection:
        first: datetime | None = connection.execute(select(func.min(table.c.at))).scalar()
    if first is None:
        return []
    day, written = _day_to_begin(folder, first.astimezone(SHANGHAI).date()), []
    while day <= last:
        path = folder / f"audit-{day}.jsonl"
        if not path.exists() and _write(engine, path, day):
            written.append(path)
        day += ONE_DAY
    return written


def verify(engine: Engine, folder: Path) -> list[ChainFault]:
    """Return where the log is not what it was, by its links and by the files of a folder."""
    exported = {int(row["id"]): row for row in exported_rows(folder)}
    faults, seen, days = [], set(), {path.stem.removeprefix("audit-") for path in folder.glob("audit-*.jsonl")}
    before, is_linked = BEGINNING, False
    with engine.connect() as connection:
        for row in connection.execute(select(table).order_by(table.c.id)).mappings():
            seen.add(row["id"])
            link = link_of(before, row)
            is_linked = is_linked or row["link"] is not None
            fault = _fault(row, link, exported.get(row["id"]), days, is_linked=is_linked)
            faults += [] if fault is None else [ChainFault(row["id"], fault)]
            # Go on from what stands there, so that one fault is said once.
            before = row["link"] or link
    return sorted([*faults, *(ChainFault(each, MISSING) for each in exported.keys() - seen)], key=lambda f: f.id)


def bring_back(connection: Connection, folder: Path) -> int:
    """Add the exported rows that a restored database does not have, within the caller's transaction; return how many."""
    newest = int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())
    rows = [
        {**row, "at": datetime.fromisoformat(row["at"])}
        for row in sorted(exported_rows(folder), key=lambda row: int(row["id"]))
        if int(row["id"]) > newest
    ]
    if rows:
        connection.execute(insert(table), rows)
        if connection.dialect.name == "postgresql":
            last = select(func.setval(func.pg_get_serial_sequence("audit_log", "id"), rows[-1]["id"]))
            connection.execute(last)
    return len(rows)


def exported_rows(folder: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of all files of a folder."""
    for path in sorted(folder.glob("audit-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _fault(
    row: Mapping[str, Any], link: str, exported: Mapping[str, Any] | None, days: set[str], *, is_linked: bool
) -> str | None:
    if row["link"] is None:
        if is_linked:
            return UNLINKED
    elif row["link"] != link:
        return CHANGED
    if exported is not None:
        return None if _as_json(row) == exported else REWRITTEN
    return ADDED if str(row["at"].astimezone(SHANGHAI).date()) in days else None


def _day_to_begin(folder: Path, first: date) -> date:
    done = max((path.stem.removeprefix("audit-") for path in folder.glob("audit-*.jsonl")), default=None)
    return first if done is None else max(first, date.fromisoformat(done) + ONE_DAY)


def _write(engine: Engine, path: Path, day: date) -> bool:
    of_day = (table.c.at >= start_of(day), table.c.at < start_of(day + ONE_DAY))
    with engine.connect() as connection:
        rows = [
            _as_json(row) for row in connection.execute(select(table).where(*of_day).order_by(table.c.id)).mappings()
        ]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        fresh.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        os.link(fresh, path)
    except FileExistsError:
        # Another process was first.
        return False
    finally:
        fresh.unlink(missing_ok=True)
    return True


def _as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "at": row["at"].isoformat()}

"""What was promised to people, kept apart from the database: a restored backup does not know who withdrew, was erased or was told since.

Lines of JSON in a file for each month, only ever appended to; ids only. A line is on the disk before the database commits what
it says, so that the worst that a crash leaves is a promise that is kept once more.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection, Engine

logger = logging.getLogger(__name__)

OPTION = "journal"
BEGUN = "begun"
# Backups older than that are not restored: what people were promised since is forgotten by then.
KEPT_FOR = timedelta(days=400)
MOST_HELD = 10_000


class JournalKind(str, Enum):
    """What an entry says: COLLEAGUE, how the rights of a colleague stand since; NOT_TOLD takes a TOLD back.

    UNITED, that two records are one person since; PARTED, that they are two.
    """

    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    ERASED = "erased"
    TOLD = "told"
    NOT_TOLD = "not_told"
    COLLEAGUE = "colleague"
    UNITED = "united"
    PARTED = "parted"


@dataclass(frozen=True)
class JournalEntry:
    """One promise; the conversations find the person also where another id was given to them.

    Args:
        at: when it was made.
    """

    kind: JournalKind
    at: datetime
    person: str = ""
    conversations: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class JournalReading:
    """What journals hold; ``damaged`` lines could not be read."""

    entries: tuple[JournalEntry, ...]
    damaged: int


class Journal:
    """The journal in a folder. Several processes append to it at once.

    Args:
        now: tells by which month a line is filed, and when it was written.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = self._folder = folder
        self._now = now
        self._lock = threading.Lock()
        self._held: list[bytes] = []

    @property
    def is_behind(self) -> bool:
        """Tell whether lines wait for a disk that takes them."""
        return bool(self._held)

    def begin(self) -> str:
        """Return the mark of this journal, made when there is none: another folder has another."""
        path = self._folder / BEGUN
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = path.with_name(f"{BEGUN}.{secrets.token_hex(4)}")
            fresh.write_text(secrets.token_hex(16), encoding="ascii")
            # Linked into place complete, so that processes that begin together agree.
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_text(encoding="ascii").strip()

    def mark(self) -> str | None:
        """Return the mark of this journal; None when there is none."""
        path = self._folder / BEGUN
        return path.read_text(encoding="ascii").strip() if path.exists() else None

    def require(self, entries: Sequence[JournalEntry]) -> None:
        """Append before something is done that must not happen unrecorded.

        Raises:
            OSError: the lines are not on the disk.
        """
        if entries:
            with self._lock:
                self._append([self._line(entry) for entry in entries])

    def note(self, entries: Sequence[JournalEntry]) -> None:
        """Append what a person asked for, which is done in any case: lines that the disk does not take are tried again."""
        if not entries:
            return
        with self._lock:
            lines = [self._line(entry) for entry in entries]
            try:
                self._append(lines)
            except OSError as error:
                logger.error("the journal took nothing: %s", error.strerror)
                self._held = [*self._held, *lines][-MOST_HELD:]

    def read(self, since: datetime | None = None) -> JournalReading:
        """Return what was written since a moment, in order."""
        entries: list[JournalEntry] = []
        damaged = 0
        for path in sorted(self._folder.glob("journal-*.jsonl")):
            if since is not None and path.stem < _stem(since):
                continue
            for line in _lines_of(path):
                entry = _entry(line, since)
                damaged += isinstance(entry, ValueError)
                entries += [entry] if isinstance(entry, JournalEntry) else []
        return JournalReading(tuple(entries), damaged)

    def forget_before(self, moment: datetime) -> int:
        """Delete the months that ended before a moment; return how many."""
        old = [path for path in self._folder.glob("journal-*.jsonl") if path.stem < _stem(moment)]
        for path in old:
            path.unlink()
        return len(old)

    def _line(self, entry: JournalEntry) -> bytes:
        said = {
            "written": _iso(self._now()),
            "kind": entry.kind.value,
            "at": _iso(entry.at),
            "person": entry.person,
            "conversations": list(entry.conversations),
            "detail": dict(entry.detail),
        }
        # The line before may have been cut off by a full disk: each begins anew.
        return b"\n" + json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"

    def _append(self, lines: Iterable[bytes]) -> None:
        self.begin()
        content = b"".join([*self._held, *lines])
        path = self._folder / f"{_stem(self._now())}.jsonl"
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            while content:
                content = content[os.write(file, content) :]
            os.fsync(file)
        finally:
            os.close(file)
        self._held = []


def journal_of(bind: Engine | Connection) -> Journal | None:
    """Return the journal that a database was opened with."""
    found: Journal | None = bind.get_execution_options().get(OPTION)
    return found


def note(connection: Connection, *entries: JournalEntry) -> None:
    """Append what a person asked for, within the transaction that does it."""
    journal = journal_of(connection)
    if journal is not None:
        journal.note(entries)


def _stem(moment: datetime) -> str:
    return f"journal-{moment.astimezone(timezone.utc):%Y-%m}"


def _iso(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).isoformat()


def _lines_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.strip():
                yield line


def _entry(line: str, since: datetime | None) -> JournalEntry | ValueError | None:
    """Return the entry of a line, None for one that is too old, the error for one that cannot be read."""
    try:
        said = json.loads(line)
        if since is not None and datetime.fromisoformat(said["written"]) < since:
            return None
        return JournalEntry(
            JournalKind(said["kind"]),
            datetime.fromisoformat(said["at"]),
            said["person"],
            tuple(said["conversations"]),
            said["detail"],
        )
    except (ValueError, KeyError, TypeError) as error:
        return ValueError(str(error))

"""Making a backup, reading it back, and keeping the last few."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy.engine import Engine

from bot.backups.contents import FILE_PART, SavedTables, is_file, rows_of_part, save, tables_of_file
from bot.backups.manifest import PART, Manifest, digest_of, manifest_of
from bot.backups.sealed_file import CANNOT_OPEN, SealedReader, SealedWriter
from bot.errors import SettingsError
from bot.storage import Journal

ENDING = ".leyebak"
UNDER_WAY = ".part"
# Most of it compresses well at once; more effort makes it hardly smaller.
EFFORT = 1


@dataclass(frozen=True)
class MadeBackup:
    """A backup that was read back."""

    path: Path
    manifest: Manifest
    size: int


def make_backup(
    engine: Engine, journal: Journal, folder: Path, key: str, at: datetime, keys: Mapping[str, str | None]
) -> MadeBackup:
    """Make a backup of a database while everyone works on, read it back, and only then give it its name.

    Args:
        key: seals it.
        keys: secrets and keys of the installation, of which digests are kept, by variable.

    Raises:
        SettingsError: what was written cannot be read back.
        OSError: the disk does not take it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark = journal.begin()
    path = folder / f"leye-{at.astimezone(timezone.utc):%Y%m%dT%H%M%SZ}{ENDING}"
    unfinished = path.with_name(path.name + UNDER_WAY)
    try:
        with (
            unfinished.open("wb") as file,
            SealedWriter(file, key) as sealed,
            ZipFile(sealed, "w", ZIP_DEFLATED, compresslevel=EFFORT) as bag,
        ):
            saved = save(engine, bag, folder)
            manifest = _manifest(engine, saved, mark, at, keys)
            bag.writestr(PART, manifest.as_json())
        found = check_backup(unfinished, key)
        if found.manifest != manifest:
            raise SettingsError("备份写完后读回来不一样，没有留下。请检查磁盘，再做一次。")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return MadeBackup(path, manifest, found.size)


def check_backup(path: Path, key: str) -> MadeBackup:
    """Read a whole backup and count what is in it.

    Raises:
        SettingsError: it cannot be opened, is damaged, or does not hold what it says.
    """
    with opened(path, key) as bag:
        manifest = manifest_of(bag.read(PART))
        rows = _rows_in_file(bag) if manifest.backend == "sqlite" else _rows_in_parts(bag, manifest)
    if rows != manifest.rows:
        raise SettingsError(f"备份 {path.name} 里的行数和它自己说的不一样，不能用。请用另一份。")
    return MadeBackup(path, manifest, path.stat().st_size)


@contextmanager
def opened(path: Path, key: str) -> Iterator[ZipFile]:
    """Give what is in a backup.

    Raises:
        SettingsError: it cannot be opened.
    """
    try:
        with path.open("rb") as file, ZipFile(io.BufferedReader(SealedReader(file, key))) as bag:
            yield bag
    except (BadZipFile, KeyError) as error:
        raise SettingsError(CANNOT_OPEN) from error
    except FileNotFoundError as error:
        raise SettingsError(f"没有 {path} 这个文件。") from error


def forget_old(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest backups of a folder; return those deleted."""
    old = sorted(folder.glob(f"leye-*{ENDING}"))[:-keep]
    for path in old:
        path.unlink()
    return old


def _manifest(engine: Engine, saved: SavedTables, mark: str, at: datetime, keys: Mapping[str, str | None]) -> Manifest:
    backend = "sqlite" if is_file(engine) else "postgresql"
    digests = {variable: digest_of(value) for variable, value in keys.items()}
    return Manifest(at, backend, saved.revision, saved.columns, saved.rows, mark, digests)


def _rows_in_file(bag: ZipFile) -> Mapping[str, int]:
    with tempfile.TemporaryDirectory(prefix="leye-backup-") as folder:
        file = bag.extract(FILE_PART, folder)
        with closing(sqlite3.connect(file)) as connection:
            return tables_of_file(connection).rows


def _rows_in_parts(bag: ZipFile, manifest: Manifest) -> Mapping[str, int]:
    return {table: rows_of_part(bag, table) for table in manifest.columns}

"""What a backup says of itself: when it was made, of which database, what is in it, and the journal that goes on from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.errors import SettingsError

PART = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """The first page of a backup.

    Args:
        backend: sqlite or postgresql.
        revision: of the tables.
        columns: of each table, in the order of the parts; only for a server.
        rows: how many there are in each table.
        journal: the mark of the journal in which later promises are.
        keys: digests by which a secret or key is known again, by variable.
    """

    made_at: datetime
    backend: str
    revision: str
    columns: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]
    journal: str
    keys: Mapping[str, str]

    def as_json(self) -> str:
        """Return it as JSON."""
        return json.dumps({**asdict(self), "made_at": self.made_at.isoformat()}, ensure_ascii=False, indent=1)


def manifest_of(content: bytes) -> Manifest:
    """Return what was written by ``as_json``.

    Raises:
        SettingsError: it is not that.
    """
    try:
        said = json.loads(content)
        columns = {table: tuple(names) for table, names in said.pop("columns").items()}
        return Manifest(made_at=datetime.fromisoformat(said.pop("made_at")), columns=columns, **said)
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError("备份里的说明读不懂，可能来自更新的版本。请先升级程序。") from error


def digest_of(key: str | None) -> str:
    """Return by what a key is known again, and what does not tell it; empty for none."""
    return "" if key is None else hashlib.scrypt(key.encode(), salt=b"leye backup", n=2**14, r=8, p=1).hex()[:24]

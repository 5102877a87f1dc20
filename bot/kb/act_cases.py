"""What people write and which act it is: the gold lists that the reading of acts is measured with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

NONE = "none"


@dataclass(frozen=True)
class ActCase:
    """One message with its act; ``NONE`` for one that only looks like it. ``group`` is the file it stands in."""

    said: str
    act: str
    group: str


def load_act_cases(folder: Path) -> tuple[ActCase, ...]:
    """Return the cases of all files in a folder."""
    return tuple(
        ActCase(said, act, path.stem)
        for path in sorted(folder.glob("*.yml"))
        for act, messages in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).items()
        for said in messages
    )
